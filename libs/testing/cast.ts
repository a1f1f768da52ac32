import { grantsFor } from '#permissions/matrix.js';
import type { Actor, Assignment } from '#permissions/actor.js';
import type { Operation, Role } from '#permissions/operations.js';

/** A person of the cast: who they are in every test and story. */
export interface Person {
  id: string;
  name: string;
  assignments: Assignment[];
}

/** The cast: consultant Zhao, cashier Qian, supervisor Sun, manager Li and the rest, in every project. */
export const cast = {
  li: person(1, '李', 'sales_manager'),
  sun: person(2, '孙', 'sales_supervisor'),
  zhao: person(3, '赵', 'consultant'),
  zhou: person(4, '周', 'consultant'),
  qian: person(5, '钱', 'cashier'),
  wu: person(6, '吴', 'sales_accountant'),
  zheng: person(7, '郑', 'accounting_supervisor'),
  wang: person(8, '王', 'cfo'),
  feng: person(9, '冯', 'general_manager'),
  chen: person(10, '陈', 'deputy_general_manager'),
  chu: person(11, '褚', 'seal_clerk'),
  wei: person(12, '卫', 'legal_counsel'),
  jiang: person(13, '蒋', 'registry_clerk'),
  shen: person(14, '沈', 'mortgage_clerk'),
  han: person(15, '韩', 'handover_clerk'),
  yang: person(16, '杨', 'title_clerk'),
  zhu: person(17, '朱', 'customer_service'),
  qin: person(18, '秦', 'system_admin'),
  you: person(19, '尤', 'auditor'),
  /** A consultant of no project, for what is out of scope. */
  xu: person(20, '许', 'consultant', []),
};

/** Somebody as the gateway vouches for them: with the grants that hold the operation, or none. */
export function acting(who: Person, operation: Operation): Actor {
  return { id: who.id, name: who.name, operation, grants: grantsFor(operation, who.assignments) };
}

/** The same id for the same name in every run: `idOf('unit 3-1201')`. */
export function idOf(name: string): string {
  let hash = 0n;
  for (const character of name) hash = (hash * 1_000_003n + BigInt(character.codePointAt(0)!)) % (1n << 60n);
  const hex = hash.toString(16).padStart(15, '0');
  return `00000000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8000-${hex.slice(3, 15)}`;
}

function person(number: number, name: string, role: Role, projects: string[] | '*' = '*'): Person {
  const id = `00000000-0000-7000-9000-${number.toString().padStart(12, '0')}`;
  return { id, name, assignments: [{ role, projects }] };
}
