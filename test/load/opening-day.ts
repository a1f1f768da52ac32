import autocannon from 'autocannon';
import pg from 'pg';
import { Client } from '../../deploy/seed/client.ts';
import { signInTeam } from '../../deploy/seed/demo.ts';
import { putProjectOnSale } from '../../deploy/seed/project.ts';
import { until } from '../../deploy/local/until.ts';
import type { Stack } from '../../deploy/local/stack.ts';

export interface Sizes {
  units: number;
  attempts: number;
  connections: number;
}

interface Attempt {
  path: string;
  body: string;
  token: string;
}

/** A project with so many units on sale and customers to buy them: everything that can be prepared before the bell. */
export async function prepared(stack: Stack, { units, attempts }: Sizes): Promise<Attempt[]> {
  const team = await signInTeam(stack);
  const zhou = await Client.signIn(
    stack.gatewayUrl,
    stack.people.find(({ login }) => login === 'zhou')!,
  );
  const floors = Array.from({ length: Math.ceil(units / 500) }, (_, n) => Math.min(50, Math.ceil(units / 10) - n * 50));
  const buildings = floors.map((count, n) => ({ code: String(n + 1), floors: count, perFloor: 10 }));
  const policy = { deposit: '20000.00' };
  const project = await putProjectOnSale(team, { code: 'OD', name: '开盘日', policy, buildings });
  const unitIds = (await unitsOffered(stack, units)).slice(0, units);
  const buyers = await Promise.all([team.zhao, zhou].map((consultant) => customersOf(consultant, project.projectId)));
  const terms = { planId: project.plans.lumpSum, discountIds: [project.discountId] };
  return inOrder(unitIds, attempts).map((unitId, n) => {
    const { customers, token } = buyers[n % buyers.length]!;
    const body = JSON.stringify({ customerId: customers[n % customers.length], ...terms });
    return { path: `/v1/units/${unitId}/subscriptions`, body, token };
  });
}

/** At the bell two people are after each unit at the same moment; the others come when most or all is sold. */
function inOrder(unitIds: string[], attempts: number): string[] {
  const first = shuffled(unitIds).flatMap((unitId) => [unitId, unitId]);
  const rest = Array.from({ length: Math.max(0, attempts - first.length) }, (_, n) => unitIds[n % unitIds.length]!);
  return [...first, ...shuffled(rest)].slice(0, attempts);
}

function shuffled<T>(list: T[]): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}

/** When sales has heard of all of them, and is not busy hearing. */
async function unitsOffered({ urlOf }: Stack, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: urlOf('sales', 'admin') });
  await client.connect();
  const offered = async () => {
    const { rows } = await client.query<{ id: string }>('select id from unit_offer order by id');
    const { rowCount } = await client.query('select 1 from inbox where processed_at is null limit 1');
    return rows.length >= count && rowCount === 0 && rows.map(({ id }) => id);
  };
  const found = await until(offered, { atMost: 180_000, every: 250 });
  await client.end();
  if (!found) throw new Error(`sales has not heard of ${count} units within 3 minutes`);
  return found;
}

async function customersOf(consultant: Client, projectId: string): Promise<{ customers: string[]; token: string }> {
  const customers: string[] = [];
  for (let n = 0; n < 50; n++) {
    const phone = `138${consultant.personId.slice(-4).replace(/\D/g, '0')}${String(n).padStart(4, '0')}`;
    const customer = { projectId, name: '林晓', phone, source: '自然来访', needs: '三房' };
    const made = await consultant.post('/v1/customers', { ...customer, firstEvent: { kind: 'first-visit' } });
    customers.push(made.customerId);
  }
  return { customers, token: consultant.token };
}

/** What the attempts came to, as the load generator saw it. */
export interface Rush {
  /** Milliseconds of each answer. */
  winners: number[];
  losers: number[];
  /** Answers that are neither: status and how many; `errors` are those without an answer. */
  others: Record<string, number>;
  /** Seconds until the last unit was sold, and in all. */
  soldOutAfter: number;
  lasted: number;
}

export async function rush(gatewayUrl: string, attempts: Attempt[], connections: number): Promise<Rush> {
  const seen: Rush = { winners: [], losers: [], others: {}, soldOutAfter: 0, lasted: 0 };
  let next = 0;
  const setupRequest = (request: object) => {
    const { path, body, token } = attempts[next++ % attempts.length]!;
    return {
      ...request,
      path,
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    };
  };
  const begun = performance.now();
  const since = () => (performance.now() - begun) / 1_000;
  const result = await new Promise<{ errors: number }>((resolve, reject) => {
    const requests = [{ method: 'POST', setupRequest }];
    const options = { url: gatewayUrl, connections, amount: attempts.length, timeout: 30, requests };
    autocannon(options, (error, done) => (error ? reject(error) : resolve(done))).on(
      'response',
      (_client: unknown, status: number, _bytes: number, ms: number) => {
        if (status === 201) seen.soldOutAfter = since();
        if (status === 201 || status === 409) (status === 201 ? seen.winners : seen.losers).push(ms);
        else seen.others[status] = (seen.others[status] ?? 0) + 1;
      },
    );
  });
  if (result.errors > 0) seen.others.errors = result.errors;
  return { ...seen, lasted: since() };
}
