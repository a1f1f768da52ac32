import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { natsUsers } from '../../deploy/nats/permissions.ts';
import type { Memory, Told } from './caller.ts';
import type { Looked } from './invariants.ts';
import { made } from './made.ts';

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
    // An exchange tells of several receipts of a unit: of each of them once (FIN-5).
    `select command, type from outbox where command is not null
     group by command, actor->>'id', type, about, payload->>'receiptId' having count(*) > 1`,
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

/** What commands make is there as told, and nothing is there that nobody was told of. */
async function madeAsTold(looked: Looked, { told, attempts }: Memory): Promise<string[]> {
  const found = made.map(async ({ path, service, sql, row }) => {
    const rows = await rowsOf<{ id: string }>(looked, service, sql);
    const left = new Map(rows.map((one) => [one.id, one]));
    const lines: string[] = [];
    for (const one of told.filter((command) => path.test(command.path))) {
      for (const wanted of [row(one)].flat()) {
        const is = left.get(wanted.id as string);
        left.delete(wanted.id as string);
        if (!is) lines.push(`lost: ${service} has not what ${one.path} made: ${JSON.stringify(wanted)}`);
        else if (!isDeepStrictEqual({ ...is }, wanted))
          lines.push(`lost: ${one.path} made ${JSON.stringify(wanted)}, ${service} has ${JSON.stringify(is)}`);
      }
    }
    for (const one of left.values())
      lines.push(`doubled: ${service} has what nobody was told of: ${JSON.stringify(one)}`);
    return lines;
  });
  const kept = await rowsOf<{ id: string }>(looked, 'sales', 'select id from opening_attempt');
  const ids = new Set(kept.map(({ id }) => id));
  const gone = attempts.filter((id) => !ids.has(id)).map((id) => `lost: OPEN-1: the receipt of the attempt ${id}`);
  return [...(await Promise.all(found)).flat(), ...gone];
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
