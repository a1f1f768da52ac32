import { CustomerEntered } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { command, type House, Note, openHouse } from '#testing/house.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandCause, Work } from './work.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const run = (cause: CommandCause, fn: (work: Work) => Promise<object>) => house.unitOfWork.run(cause, fn);

/** Writes a note and tells of it; the reply is its id. */
const noted =
  (text: string, about = newId()) =>
  async ({ em, tell }: Work) => {
    em.create(Note, { id: about, text });
    tell(entered(about, text));
    return { noteId: about };
  };

const entered = (customerId: string, source: string) =>
  Object.assign(new CustomerEntered(), { customerId, projectId: newId(), ownerId: newId(), source });

const count = async (table: string, where: string, value: string) =>
  Number((await house.sql<{ n: string }>(`select count(*) as n from ${table} where ${where} = ?`, [value]))[0]!.n);

describe('a command', () => {
  it('writes its rows, its events, its audit and its reply together', async () => {
    const [asked, about] = [command({ reason: 'why' }), newId()];
    expect(await run(asked, noted('together', about))).toEqual({ noteId: about });
    const [event] = await house.sql('select type, about, sequence, reason, command from outbox where about = ?', [
      about,
    ]);
    const told = { type: 'sales.customer-entered.v1', about, sequence: '1', reason: 'why', command: asked.key };
    expect(event).toEqual(told);
    const [line] = await house.sql('select actor, change, before, after from audit where entity_id = ?', [about]);
    expect(line).toMatchObject({ actor: asked.actor.id, change: 'create', before: null, after: { text: 'together' } });
    const [kept] = await house.sql('select reply from command_log where key = ?', [asked.key]);
    expect(kept).toEqual({ reply: { noteId: about } });
  });

  it('that is refused writes nothing, and may be sent again with the same key', async () => {
    const [asked, about] = [command(), newId()];
    const refused = run(asked, async (work) => {
      await noted('refused', about)(work);
      await work.em.flush();
      return refuse('HOLD-1.unit-held', { unit: '3-1201' });
    });
    await expect(refused).rejects.toMatchObject({ code: 'HOLD-1.unit-held', facts: { unit: '3-1201' } });
    for (const [table, where] of [
      ['note', 'id'],
      ['outbox', 'about'],
      ['audit', 'entity_id'],
    ])
      expect(await count(table!, where!, about)).toBe(0);
    expect(await count('command_log', 'key', asked.key)).toBe(0);
    expect(await run(asked, noted('now it may', about))).toEqual({ noteId: about });
  });

  it('that fails writes nothing', async () => {
    const [asked, about] = [command(), newId()];
    const failed = run(asked, async (work) => {
      await noted('failed', about)(work);
      throw new TypeError('a mistake');
    });
    await expect(failed).rejects.toThrow('a mistake');
    expect([await count('note', 'id', about), await count('command_log', 'key', asked.key)]).toEqual([0, 0]);
  });
});

describe('ALL-8 the same key', () => {
  it('with the same body gets the same reply and has one effect', async () => {
    const asked = command();
    const first = await run(asked, noted('once'));
    expect(await run({ ...asked, at: new Date() }, noted('twice'))).toEqual(first);
    expect(await count('note', 'text', 'twice')).toBe(0);
    expect(await count('outbox', 'command', asked.key)).toBe(1);
  });

  it('with another body is refused and writes nothing', async () => {
    const asked = command();
    await run(asked, noted('this body'));
    const other = run({ ...asked, bodyHash: 'another' }, noted('that body'));
    await expect(other).rejects.toMatchObject({ code: 'ALL-8.other-body' });
    expect(await count('note', 'text', 'that body')).toBe(0);
  });

  it('of another person is another command', async () => {
    const asked = command();
    await run(asked, noted('hers'));
    await run({ ...asked, actor: { id: newId(), name: '周' } }, noted('his'));
    expect(await count('command_log', 'key', asked.key)).toBe(2);
  });

  it('while the first is still at work is refused, and afterwards gets its reply', async () => {
    const asked = command();
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = run(asked, async (work) => {
      begun.resolve();
      await goOn.promise;
      return noted('slow')(work);
    });
    await begun.promise;
    await expect(run(asked, noted('hasty'))).rejects.toMatchObject({ code: 'ALL-8.still-running' });
    goOn.resolve();
    const reply = await first;
    expect(await run(asked, noted('hasty'))).toEqual(reply);
  });

  it('sent twenty times at once has one effect', async () => {
    const asked = command();
    const sent = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => run(asked, noted(`at once ${n}`))));
    const replies = sent.filter((one) => one.status === 'fulfilled').map(({ value }) => JSON.stringify(value));
    expect(new Set(replies).size).toBe(1);
    for (const { reason } of sent.filter((one) => one.status === 'rejected'))
      expect(reason).toMatchObject({ code: 'ALL-8.still-running' });
    expect([await count('outbox', 'command', asked.key), await count('command_log', 'key', asked.key)]).toEqual([1, 1]);
  });
});

describe('events about one id', () => {
  it('are numbered without gaps, also when two commands tell at once', async () => {
    const about = newId();
    const tell = (source: string) => async (work: Work) => (work.tell(entered(about, source)), { told: source });
    await Promise.all(Array.from({ length: 4 }, (_, n) => run(command(), tell(`voice ${n}`))));
    await run(command(), async (work) => {
      for (const source of ['first', 'second', 'third']) work.tell(entered(about, source));
      return {};
    });
    const rows = await house.sql<{ sequence: string; source: string }>(
      `select sequence, payload->>'source' as source from outbox where about = ? order by sequence`,
      [about],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(rows.slice(4).map(({ source }) => source)).toEqual(['first', 'second', 'third']);
  });
});
