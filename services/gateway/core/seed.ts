import { newId } from '#kernel/ids.js';
import type { Assignment } from '#permissions/actor.js';
import type { Role } from '#permissions/operations.js';
import type { UnitOfWork } from '#persistence/unit-of-work.js';
import { theClock } from '#persistence/work.js';
import { hashPassword, initialPassword } from './passwords.js';
import { admitted } from './admitted.js';
import { Person } from '../entities/person.js';

/** One of the cast who was made now, with the password that is in no other place. */
export interface Seeded {
  login: string;
  password: string;
  name: string;
  roles: Role[];
}

/** The people of a new installation: one for each role, and a consultant of no project yet. */
export const cast: [login: string, name: string, role: Role, projects?: Assignment['projects']][] = [
  ['li', '李', 'sales_manager'],
  ['sun', '孙', 'sales_supervisor'],
  ['zhao', '赵', 'consultant'],
  ['zhou', '周', 'consultant'],
  ['qian', '钱', 'cashier'],
  ['wu', '吴', 'sales_accountant'],
  ['zheng', '郑', 'accounting_supervisor'],
  ['wang', '王', 'cfo'],
  ['feng', '冯', 'general_manager'],
  ['chen', '陈', 'deputy_general_manager'],
  ['chu', '褚', 'seal_clerk'],
  ['wei', '卫', 'legal_counsel'],
  ['jiang', '蒋', 'registry_clerk'],
  ['shen', '沈', 'mortgage_clerk'],
  ['han', '韩', 'handover_clerk'],
  ['yang', '杨', 'title_clerk'],
  ['zhu', '朱', 'customer_service'],
  ['qin', '秦', 'system_admin'],
  ['you', '尤', 'auditor'],
  ['xu', '许', 'consultant', []],
];

/** Makes those of the cast who have no account yet, and answers them. */
export async function seedPeople(unitOfWork: UnitOfWork): Promise<Seeded[]> {
  const known = await unitOfWork.read((em) => em.find(Person, { login: { $in: cast.map(([login]) => login) } }));
  const missing = cast.filter(([login]) => !known.some((person) => person.login === login));
  const made = await Promise.all(missing.map(withPassword));
  const cause = { actor: theClock, name: 'gateway.seed-people', at: new Date() };
  await unitOfWork.react(cause, async ({ em, at, tell }) => {
    for (const { login, name, role, projects, passwordHash } of made) {
      const person = em.create(Person, {
        ...{ id: newId(), login, name, passwordHash, passwordSetAt: at, openedAt: at, mustChangePassword: false },
        ...{ assignments: [{ role, projects }], failures: 0, lockedUntil: null, closedAt: null },
      });
      tell(admitted(person));
    }
  });
  return made.map(({ login, password, name, role }) => ({ login, password, name, roles: [role] }));
}

async function withPassword([login, name, role, projects = '*']: (typeof cast)[number]) {
  const password = initialPassword();
  return { login, name, role, projects, password, passwordHash: await hashPassword(password) };
}
