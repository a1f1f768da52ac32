import { refuse } from '#kernel/refusal.js';
import { rightFacts } from '#permissions/names.js';
import { mayTouch } from '#permissions/scope.js';
import type { Actor } from '#permissions/actor.js';

/**
 * Whose rows of a project the actor may see: undefined for everybody's, else the actor's own id alone. Refuses with
 * ALL-5.out-of-scope who may see nothing there.
 */
export function reachOf(actor: Actor, projectId: string): string | undefined {
  mayTouch(actor, { projectId, ownerId: actor.id });
  const all = actor.grants.some(({ scope, projects }) => {
    return scope === 'company' || (scope === 'project' && (projects === '*' || projects.includes(projectId)));
  });
  return all ? undefined : actor.id;
}

/**
 * In which projects the actor may see what is this person's: undefined for all. Refuses with ALL-5.out-of-scope who
 * may see nothing of theirs, as a consultant of a colleague.
 */
export function projectsOf(actor: Actor, ownerId: string): string[] | undefined {
  const grants = actor.grants.filter(({ scope }) => scope !== 'own' || ownerId === actor.id);
  if (grants.some(({ scope, projects }) => scope === 'company' || projects === '*')) return undefined;
  const projects = grants.flatMap((grant) => [...grant.projects]);
  if (projects.length === 0) refuse('ALL-5.out-of-scope', rightFacts(actor.operation));
  return projects;
}
