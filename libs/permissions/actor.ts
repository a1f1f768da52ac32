import type { Operation, Role } from './operations.js';

/** How far a right reaches: one's own records, the records of one's projects, or every project (ALL-5). */
export type Scope = 'own' | 'project' | 'company';

/** A role that a person has, and in which projects: a list of project ids, or '*' for all of them. */
export interface Assignment {
  role: Role;
  projects: string[] | '*';
}

/** What one role of a person allows for one operation. */
export interface Grant {
  role: Role;
  scope: Scope;
  projects: string[] | '*';
}

/** Who asks for what: the person, the operation, and every grant of theirs that holds it. None: they may not. */
export interface Actor {
  id: string;
  name: string;
  operation: Operation;
  grants: Grant[];
}
