import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { natsUsers } from '../../deploy/nats/permissions.ts';
import type { Memory, Told } from './caller.ts';
import type { Looked } from './invariants.ts';

/** What the databases have against what people were told; each is a sentence that begins with `lost:` or `doubled:`. */
export async function untold(looked: Looked, memory: Memory): Promise<string[]> {
  const kept = await Promise.all(natsUsers.map((service) => keptBy(looked, service)));
  const logged = Map.groupBy(
    kept.flatMap(({ commands }) => commands),
    ({ place }) => place,
  );
  return [
    ...memory.told.flatMap((told) => asTold(told, logged.get(placeOf(told)) ?? [])),
    ...kept.flatMap(({ twice }) => twice),
    ...(await madeAsTold(looked, memory)),
  ];
}

interface Logged {
  place: string;
  reply: object;
}

async function keptBy(looked: Looked, service: string): Promise<{ commands: Logged[]; twice: string[] }> {
  const commands = await rowsOf<Logged>(looked, service, `select actor || ' ' || key as place, reply from command_log`);
  const twice = await rowsOf<{ command: string; type: string }>(
    ...([looked, service] as const),
    `select command, type from outbox where command is not null
     group by command, actor->>'id', type, about having count(*) > 1`,
  );
  return {
    commands,
    twice: twice.map(({ command, type }) => `doubled: ${service} told ${type} twice for the command ${command}`),
  };
}

function placeOf({ personId, key }: Told): string {
  return `${personId} ${key}`;
}

/** An acknowledged command stands in one command log, with the answer that was given. */
function asTold(told: Told, logged: Logged[]): string[] {
  const what = `${told.key} ${told.path}`;
  if (logged.length === 0) return [`lost: ${what} was acknowledged and is in no command log`];
  if (logged.length > 1) return [`doubled: ${what} is in ${logged.length} command logs`];
  if (isDeepStrictEqual(logged[0]!.reply, told.answer)) return [];
  return [
    `ALL-8: ${what} was answered ${JSON.stringify(told.answer)}, the log has ${JSON.stringify(logged[0]!.reply)}`,
  ];
}

interface Made {
  path: RegExp;
  service: string;
  sql: string;
  /** How a row looks, from what was told. */
  row(told: Told): Record<string, unknown>;
}

const made: Made[] = [
  {
    ...{ path: /^\/v1\/customers$/, service: 'sales', sql: 'select id, source, needs from customer' },
    row: ({ answer, body }) => ({ id: answer.customerId, ...facts(body as Entered) }),
  },
  {
    ...{ path: /\/subscriptions$/, service: 'sales' },
    sql: 'select id, unit_id, customer_id, deal_price::text from subscription',
    row: ({ answer, body }) => ({
      ...{ id: answer.subscriptionId, unit_id: answer.unitId },
      customer_id: (body as { customerId: string }).customerId,
      deal_price: fen(answer.dealPrice),
    }),
  },
  {
    ...{ path: /\/contract$/, service: 'sales', sql: 'select id, number from contract' },
    row: ({ answer }) => ({ id: answer.contractId, number: answer.number }),
  },
  {
    ...{ path: /\/receipts$/, service: 'finance', sql: 'select id, number, amount::text, deal_id from receipt' },
    row: ({ answer, body, path }) => ({
      ...{ id: answer.receiptId, number: answer.number, amount: fen((body as { amount: string }).amount) },
      deal_id: path.split('/')[3],
    }),
  },
  {
    ...{ path: /\/price-changes$/, service: 'inventory', sql: 'select id from price_change' },
    row: ({ answer }) => ({ id: answer.priceChangeId }),
  },
];

interface Entered {
  source: string;
  needs: string;
}

/** Who the customer is cannot be read in the database (ALL-9). */
function facts({ source, needs }: Entered): Entered {
  return { source, needs };
}

/** What commands make is there as told, and nothing is there that nobody was told of. */
async function madeAsTold(looked: Looked, { told }: Memory): Promise<string[]> {
  const found = made.map(async ({ path, service, sql, row }) => {
    const rows = await rowsOf<{ id: string }>(looked, service, sql);
    const left = new Map(rows.map((one) => [one.id, one]));
    const lines: string[] = [];
    for (const one of told.filter((command) => path.test(command.path))) {
      const wanted = row(one);
      const is = left.get(wanted.id as string);
      left.delete(wanted.id as string);
      if (!is) lines.push(`lost: ${service} has not what ${one.path} made: ${JSON.stringify(wanted)}`);
      else if (!isDeepStrictEqual({ ...is }, wanted))
        lines.push(`lost: ${one.path} made ${JSON.stringify(wanted)}, ${service} has ${JSON.stringify(is)}`);
    }
    for (const one of left.values())
      lines.push(`doubled: ${service} has what nobody was told of: ${JSON.stringify(one)}`);
    return lines;
  });
  return (await Promise.all(found)).flat();
}

function fen(amount: string): string {
  const [yuan, rest = ''] = amount.split('.');
  return BigInt(`${yuan}${rest.padEnd(2, '0')}`).toString();
}

async function rowsOf<Row extends object>({ urlOf }: Looked, service: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: urlOf(service, 'admin') });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
