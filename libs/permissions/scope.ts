import { refuse } from '#kernel/refusal.js';
import type { Actor, Grant } from './actor.js';
import { rightFacts } from './names.js';
import type { Role } from './operations.js';

/** Refuses with ALL-5.out-of-scope unless a grant of the actor reaches the record; without an owner it is nobody's. */
export function mayTouch(actor: Actor, record: { projectId: string; ownerId?: string | null }): void {
  const reaches = ({ scope, projects }: Grant) => {
    if (scope === 'company') return true;
    if (projects !== '*' && !projects.includes(record.projectId)) return false;
    return scope === 'project' || (scope === 'own' && record.ownerId === actor.id);
  };
  if (!actor.grants.some(reaches)) {
    refuse('ALL-5.out-of-scope', { ...rightFacts(actor.operation), project: record.projectId });
  }
}

/** Whether the actor has this role's grant in the project: where a rule names a role, and not only a right. */
export function actsAs({ grants }: Actor, role: Role, projectId: string): boolean {
  const inProject = ({ projects }: Grant) => projects === '*' || projects.includes(projectId);
  return grants.some((grant) => grant.role === role && (grant.scope === 'company' || inProject(grant)));
}

/**
 * The condition that limits a query to what the actor may see, for MikroORM's `where`: {} when that is everything.
 * `fields` names the properties with the project's id and the owner's id; 'unit.projectId' goes through a relation.
 * Refuses with ALL-5.out-of-scope when no grant can reach any record, as own records where nothing has an owner.
 */
export function inScope(actor: Actor, fields: { project: string; owner?: string }): Filter {
  const conditions = actor.grants.flatMap(({ scope, projects }): Filter[] => {
    if (scope === 'company') return [{}];
    if (scope !== 'project' && !(scope === 'own' && fields.owner)) return [];
    if (projects !== '*' && projects.length === 0) return [];
    const inProjects = projects === '*' ? {} : at(fields.project, { $in: projects });
    return [scope === 'own' ? both(at(fields.owner!, actor.id), inProjects) : inProjects];
  });
  if (conditions.length === 0) refuse('ALL-5.out-of-scope', rightFacts(actor.operation));
  if (conditions.some((condition) => Object.keys(condition).length === 0)) return {};
  return conditions.length === 1 ? conditions[0]! : { $or: conditions };
}

/** Loose on purpose: it fits the filter of any entity, and the entity's own type cannot be known here. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Filter = Record<string, any>;

function at(path: string, value: unknown): Filter {
  return path.split('.').reduceRight((inner, field) => ({ [field]: inner }), value) as Filter;
}

/** Two properties of one relation would overwrite each other when spread. */
function both(one: Filter, other: Filter): Filter {
  const clash = Object.keys(one).some((field) => field in other);
  return clash ? { $and: [one, other] } : { ...one, ...other };
}
