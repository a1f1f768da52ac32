import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#permissions/operations.js';
import { Client } from '../../deploy/seed/client.ts';
import { startStack, type Stack } from '../../deploy/local/stack.ts';
import { type Sold, soldHome } from './sold.ts';

/** The whole system with one home sold in it, and one person of each role. */
export interface Stand extends Sold {
  stack: Stack;
  staff: Map<Role, Client>;
  /** A second project, in which nothing was sold. */
  elsewhere: string;
  /** From now on everybody has their role in this project only. */
  everybodyTo(projectId: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStand(): Promise<Stand> {
  const dir = mkdtempSync(join(tmpdir(), 'loupan-security-'));
  const stack = await startStack({ dir, fresh: true, durable: false, env: { CLOCK_MS: '250' } });
  const close = () => stack.stop().then(() => rmSync(dir, { recursive: true, force: true }));
  try {
    return { ...(await furnished(stack)), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function furnished(stack: Stack): Promise<Omit<Stand, 'close'>> {
  const { people, ids } = await soldHome(stack);
  const policy = { deposit: '20000.00' };
  const { projectId: elsewhere } = await people.li!.post('/v1/projects', { code: 'EL', name: '别苑', policy });
  const staff = new Map(stack.people.map(({ login, roles }) => [roles[0] as Role, people[login]!]));
  staff.set('consultant', people.zhao!);
  // Nobody administers their own account: Qin moves the others, and another administrator tries.
  staff.set('system_admin', await account(stack, people.qin!, 'admin', '*', 'system_admin'));
  const leaver = await account(stack, people.qin!, 'leaver', [ids.projectId!], 'consultant');
  const moved = [...staff, ['consultant', people.zhou!] as const];
  const everybodyTo = async (projectId: string) => {
    for (const [role, { personId }] of moved) {
      const body = { assignments: [{ role, projects: [projectId] }], reason: '调岗' };
      const { status } = await people.qin!.ask('PUT', `/v1/people/${personId}/assignments`, { body });
      if (status !== 200) throw new Error(`the ${role} cannot be moved: ${status}`);
    }
  };
  return { stack, people, staff, elsewhere, everybodyTo, ids: { ...ids, personId: leaver.personId } };
}

/** Somebody new, whose initial password is changed. */
async function account(stack: Stack, admin: Client, login: string, projects: string[] | '*', role: Role) {
  const wanted = { login, name: login, assignments: [{ role, projects }] };
  const { initialPassword } = await admin.post('/v1/people', wanted);
  const password = `${initialPassword}!9`;
  const post = (path: string, body: object, headers = {}) =>
    fetch(stack.gatewayUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const session = await post('/v1/session', { login, password: initialPassword });
  const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!;
  await post('/v1/session/password', { old: initialPassword, new: password }, { cookie });
  return Client.signIn(stack.gatewayUrl, { login, password });
}
