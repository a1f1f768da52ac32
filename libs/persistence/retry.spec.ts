import { newId } from '#kernel/ids.js';
import { command, type House, Note, openHouse } from '#testing/house.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Unavailable } from './retry.js';
import type { Work } from './work.js';

let house: House;
let wire: Wire;
beforeAll(async () => {
  wire = await openWire();
  house = await openHouse({ through: wire.through });
});
afterAll(async () => {
  await house?.close();
  wire?.server.close();
});

/** Runs a command that fails in this way at its first try only, and says how often it was tried. */
async function triedWith(mishap: (work: Work) => Promise<unknown>): Promise<{ tries: number; noteId: string }> {
  const [asked, noteId] = [command(), newId()];
  let tries = 0;
  await house.unitOfWork.run(asked, async (work) => {
    work.em.create(Note, { id: noteId, text: noteId });
    if (++tries === 1) await mishap(work);
    return { noteId };
  });
  const rows = await house.sql('select reply from command_log where key = ?', [asked.key]);
  expect(rows).toEqual([{ reply: { noteId } }]);
  expect(await house.sql('select version from note where id = ?', [noteId])).toEqual([{ version: 1 }]);
  return { tries, noteId };
}

describe('what another try may settle is tried again from scratch, and done once:', () => {
  it('a serialization failure', async () => {
    const mishap = ({ em }: Work) => em.execute(`do $$ begin raise serialization_failure; end $$`);
    expect(await triedWith(mishap)).toMatchObject({ tries: 2 });
  });

  it('a connection that the server ended', async () => {
    const mishap = ({ em }: Work) => em.execute('select pg_terminate_backend(pg_backend_pid())');
    expect(await triedWith(mishap)).toMatchObject({ tries: 2 });
  });

  it('a stale version', async () => {
    const { noteId } = await triedWith(async () => undefined);
    const rename = (text: string, meanwhile?: () => Promise<unknown>) =>
      house.unitOfWork.run(command(), async ({ em }) => {
        const note = await em.findOneOrFail(Note, noteId);
        await meanwhile?.();
        note.text = `${note.text}, ${text}`;
        return {};
      });
    let other: Promise<unknown> | undefined;
    await rename('mine', () => (other ??= rename('theirs')));
    const [note] = await house.sql('select text, version from note where id = ?', [noteId]);
    expect(note).toEqual({ text: `${noteId}, theirs, mine`, version: 3 });
  });

  it('a deadlock', async () => {
    const [one, two] = [
      (await triedWith(async () => undefined)).noteId,
      (await triedWith(async () => undefined)).noteId,
    ];
    const both = Promise.withResolvers<void>();
    let inside = 0;
    const lockInOrder = (ids: string[], text: string) =>
      house.unitOfWork.run(command(), async ({ em }) => {
        for (const id of ids) {
          await em.execute('update note set text = text || ? where id = ?', [text, id]);
          if (++inside === 2) both.resolve();
          await both.promise;
        }
        return {};
      });
    await Promise.all([lockInOrder([one, two], '+'), lockInOrder([two, one], '-')]);
    for (const { text } of await house.sql<{ text: string }>('select text from note where id in (?, ?)', [one, two]))
      expect([...text.slice(-2)].toSorted()).toEqual(['+', '-']);
  });

  it('a commit whose answer was lost: the reply is found in the log', async () => {
    expect(await triedWith(async () => wire.loseNextCommit())).toMatchObject({ tries: 1 });
    expect(wire.lost).toBe(1);
  });
});

describe('what stays lost', () => {
  it('is told as Unavailable, and nothing was written', async () => {
    const asked = command();
    const always = house.unitOfWork.run(asked, async ({ em }) => {
      await em.execute('select pg_terminate_backend(pg_backend_pid())');
      return {};
    });
    await expect(always).rejects.toBeInstanceOf(Unavailable);
    expect(await house.sql('select 1 from command_log where key = ?', [asked.key])).toEqual([]);
  });

  it('ends in ALL-3.changed when others keep changing the same record', async () => {
    const always = house.unitOfWork.run(command(), async ({ em }) => {
      await em.execute(`do $$ begin raise exception 'raced' using errcode = '40001'; end $$`);
      return {};
    });
    await expect(always).rejects.toMatchObject({ code: 'ALL-3.changed' });
  });

  it('does not make a mistake of the statement itself be repeated', async () => {
    let tries = 0;
    const wrong = house.unitOfWork.run(command(), async ({ em }) => {
      tries++;
      await em.execute('select nothing from nowhere');
      return {};
    });
    await expect(wrong).rejects.toThrow(/nowhere/);
    expect(tries).toBe(1);
  });
});

interface Wire {
  server: Server;
  through(url: string): string;
  /** The next commit reaches the server; its answer does not come back. */
  loseNextCommit(): void;
  readonly lost: number;
}

/** A wire to PostgreSQL that can be cut between a commit and its answer. */
async function openWire(): Promise<Wire> {
  const state = { armed: false, lost: 0 };
  let target = { host: '', port: 0 };
  const server = createServer((near) => {
    const far = connect(target);
    let committing = false;
    const cut = () => [near, far].forEach((socket) => socket.destroy());
    for (const socket of [near, far]) socket.on('error', cut).on('close', cut);
    near.on('data', (bytes) => {
      committing = state.armed && /commit/i.test(bytes.toString('latin1'));
      if (committing) state.armed = false;
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!committing) return void near.write(bytes);
      state.lost++;
      cut();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = (url: string) => {
    const { hostname, port } = new URL(url);
    target = { host: hostname, port: Number(port) };
    return Object.assign(new URL(url), { port: String((server.address() as AddressInfo).port) }).href;
  };
  return {
    ...{ server, through, loseNextCommit: () => void (state.armed = true) },
    get lost() {
      return state.lost;
    },
  };
}
