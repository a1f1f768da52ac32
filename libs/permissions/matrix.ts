import type { Assignment, Grant, Scope } from './actor.js';
import type { Operation, Role } from './operations.js';
import { readTable } from './table.js';

const table = readTable();
const lines = new Map(table.lines.map((line) => [line.operation, line]));

/** Every operation, in the order of the matrix. */
export const operations = table.lines.map((line) => line.operation as Operation);

/** Every role, in the order of the matrix. */
export const roles = table.roles.map(({ role }) => role as Role);

/** The names of the roles in Chinese, as the matrix gives them. */
export const rolesZh = new Map(table.roles.map(({ role, zh }) => [role as Role, zh]));

export function isOperation(text: unknown): text is Operation {
  return typeof text === 'string' && lines.has(text);
}

export function isRole(text: unknown): text is Role {
  return typeof text === 'string' && rolesZh.has(text as Role);
}

/** How far the role reaches with the operation; null, also for what the matrix does not know: not at all (ALL-5). */
export function scopeOf(operation: Operation, role: Role): Scope | null {
  return (lines.get(operation)?.scopes.get(role) as Scope | undefined) ?? null;
}

/**
 * What these assignments of a person allow for the operation; empty when it is denied. A company-wide right covers
 * all projects, whichever the assignment names; an assignment without projects gives no other right.
 */
export function grantsFor(operation: Operation, assignments: Assignment[]): Grant[] {
  return assignments.flatMap(({ role, projects }): Grant[] => {
    const scope = scopeOf(operation, role);
    if (scope === 'company') return [{ role, scope, projects: '*' }];
    return scope && projects.length > 0 ? [{ role, scope, projects }] : [];
  });
}

/** The roles that have the operation, in the order of the matrix. */
export function holders(operation: Operation): Role[] {
  return roles.filter((role) => scopeOf(operation, role));
}

/** The operations whose maker may not do this one on the same record: checker_of (ALL-4). */
export function makersBefore(operation: Operation): Operation[] {
  return (lines.get(operation)?.checkerOf ?? []) as Operation[];
}

/** The rule of the domain that the operation belongs to, such as 'SUB-1'. */
export function ruleOf(operation: Operation): string {
  return lineOf(operation).rule;
}

/** The operation's name in Chinese, as the matrix gives it. */
export function operationZh(operation: Operation): string {
  return lineOf(operation).zh;
}

function lineOf(operation: Operation) {
  const line = lines.get(operation);
  if (!line) throw new RangeError(`no operation of the matrix: ${operation}`);
  return line;
}
