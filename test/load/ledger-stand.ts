import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { root } from '../../deploy/local/build.ts';
import { personalKeysFile } from '../../deploy/local/personal-keys.ts';
import type { Stack } from '../../deploy/local/stack.ts';
import { until } from '../../deploy/local/until.ts';
import { Client, type Reply } from '../../deploy/seed/client.ts';
import { signInTeam } from '../../deploy/seed/demo.ts';
import { type ProjectOnSale, putProjectOnSale } from '../../deploy/seed/project.ts';
import { seedReceipts } from './ledger-seed.ts';

/** Says how far it is. */
export type Tell = (line: string) => void;

/** Where the books are measured: a project, who asks, and finance's own tables. */
export interface Bench {
  projectId: string;
  /** `/v1/projects/{projectId}` */
  at: string;
  consultants: string[];
  qian: Client;
  zheng: Client;
  /** Living ones, subscribed through the gateway. */
  deals: string[];
  seed(first: number, deals: number, tell: Tell): Promise<void>;
  ask<Row extends object>(sql: string, params?: unknown[]): Promise<Row[]>;
}

/** A project on sale with forty units subscribed, into which history is written beside them. */
export async function opened(stack: Stack): Promise<Bench> {
  const team = await signInTeam(stack);
  const signIn = (login: string) =>
    Client.signIn(
      stack.gatewayUrl,
      stack.people.find((one) => one.login === login)!,
    );
  const [qian, zhou] = [await signIn('qian'), await signIn('zhou')];
  const url = stack.urlOf('finance', 'admin');
  const ask = async <Row extends object>(sql: string, params: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return (await client.query<Row>(sql, params).finally(() => client.end())).rows;
  };
  const wanted = { code: 'LG', name: '百万收据', policy: { deposit: '20000.00' } };
  const project = await putProjectOnSale(team, { ...wanted, buildings: [{ code: '1', floors: 10, perFloor: 4 }] });
  const { projectId } = project;
  const deals = await subscribed(team.zhao, project);
  const known = async () => (await ask('select id from deal where id = any($1)', [deals])).length === deals.length;
  if (!(await until(known, { atMost: 30_000 }))) throw new Error('finance has not heard of the deals within 30 s');
  const consultants = [team.zhao.personId, zhou.personId, ...Array.from({ length: 18 }, () => randomUUID())];
  const seeding = { projectId, consultants, cashierId: qian.personId, payer: await sealed(stack.dir, '林晓') };
  const seed = (first: number, count: number, tell: Tell) =>
    seedReceipts(url, { ...seeding, first, deals: count }, tell);
  return { projectId, at: `/v1/projects/${projectId}`, consultants, qian, zheng: team.zheng, deals, ask, seed };
}

/** Every unit of the project; answers the deals. */
async function subscribed(zhao: Client, { projectId, buildingIds, plans }: ProjectOnSale): Promise<string[]> {
  const person = { projectId, name: '林晓', phone: '13800007777', source: '自然来访', needs: '三房' };
  const entered = () => zhao.ask('POST', '/v1/customers', { body: { ...person, firstEvent: { kind: 'first-visit' } } });
  const customer = await until(async () => made(await entered()), { atMost: 30_000, every: 200 });
  const { units } = await zhao.get(`/v1/buildings/${buildingIds[0]}/board`);
  const body = { customerId: customer.customerId, planId: plans.lumpSum };
  const deals: string[] = [];
  for (const { unitId } of units) {
    const path = `/v1/units/${unitId}/subscriptions`;
    const deal = await until(async () => made(await zhao.ask('POST', path, { body })), { atMost: 30_000, every: 200 });
    if (!deal) throw new Error(`unit ${unitId} could not be subscribed within 30 s`);
    deals.push(deal.subscriptionId);
  }
  return deals;
}

/** The answer, once it is not refused any more: other services take a moment to hear. */
function made({ status, body }: Reply): any {
  return status === 201 && body;
}

async function sealed(dir: string, text: string): Promise<string> {
  const built = pathToFileURL(join(root, 'dist', 'libs', 'persistence', 'personal-keys.js')).href;
  const { PersonalKeys } = (await import(built)) as {
    PersonalKeys: new (file: string) => { seal(text: string): string };
  };
  return new PersonalKeys(personalKeysFile(dir)).seal(text);
}
