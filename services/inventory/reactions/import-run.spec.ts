import { ImportTable } from '#contracts/inventory-imports.js';
import { Clock } from '#persistence/clock.js';
import { cast } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { InventoryModule } from '../module.js';
import { ImportReactions } from './imports.js';
import { csv, ImportsInTest, tableHeadings, unitRow } from './in-test.js';

let inventory: InventoryInTest;
let imports: ImportsInTest;
let other: INestApplicationContext;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  imports = new ImportsInTest(inventory);
  other = await NestFactory.createApplicationContext(InventoryModule, { logger: ['error'] });
});
afterAll(async () => {
  await other.close();
  await inventory.service.close();
});

const rows = <Row extends object>(sql: string, params: unknown[] = []) => inventory.service.rows<Row>(sql, params);
const replicas = () => [inventory.service.app, other] as const;
const table = (building: string) => ['101', '102', '103'].map((room) => unitRow(building, room));

/** The deadline has passed, and whoever had taken it is not heard of. */
async function passed(importId: string): Promise<void> {
  const due = `update deadline set due_at = now() - interval '1 second', leased_until = null
    where about = ? and done_at is null and cleared_at is null`;
  await rows(due, [importId]);
}

async function settled(): Promise<void> {
  for (const app of replicas()) await app.get(ImportReactions, { strict: false }).settled();
}

/** While this is held every run of an import waits at its beginning. */
async function projectHeld(): Promise<EntityManager> {
  const em = inventory.service.em();
  await em.begin();
  await em.execute('select 1 from project where id = ? for update', [inventory.projectId]);
  return em;
}

async function begun(importId: string, runs: number): Promise<void> {
  await eventually(async () => {
    const [job] = await rows('select runs, state from table_import where id = ?', [importId]);
    expect(job).toMatchObject({ runs });
    const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    expect((await rows(waiting)).length).toBeGreaterThan(0);
  });
}

describe('INV-1 an import whatever happens meanwhile', () => {
  it('INV-1 two replicas at once carry it out once', async () => {
    const importId = await imports.asked(table('X1'));
    await passed(importId);
    await Promise.all(replicas().flatMap((app) => [scan(app), scan(app)]));
    await settled();
    expect(await imports.read(importId)).toMatchObject({ state: 'done', totals: { created: 3 } });
    expect(await rows('select runs from table_import where id = ?', [importId])).toEqual([{ runs: 1 }]);
    expect(await imports.codes('X1')).toHaveLength(3);
  });

  it('INV-1 a run that was taken over writes nothing, and the other one everything', async () => {
    const importId = await imports.asked(table('X2'));
    const held = await projectHeld();
    await passed(importId);
    await scan(inventory.service.app);
    await begun(importId, 1);
    await eventually(async () => {
      await passed(importId);
      await scan(other);
      expect(await rows('select from table_import where id = ? and runs = 2', [importId])).toHaveLength(1);
    });
    await held.commit();
    await settled();
    expect(await imports.read(importId)).toMatchObject({ state: 'done', rowsWritten: 3 });
    expect(await imports.codes('X2')).toHaveLength(3);
    const audited = await rows(`select from audit where entity = 'unit' and after->>'code' like 'X2-%'`);
    expect(audited).toHaveLength(3);
  });

  it('INV-1 killed in the middle nothing of it is there; it is begun again and done once', async () => {
    const importId = await imports.asked(table('X3'));
    const held = await projectHeld();
    await passed(importId);
    await scan(inventory.service.app);
    await begun(importId, 1);
    await rows(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    await held.commit();
    await settled();
    expect(await imports.read(importId)).not.toMatchObject({ state: 'done' });
    expect(await imports.codes('X3')).toEqual([]);
    expect(await imports.carriedOut(importId)).toMatchObject({ state: 'done', totals: { created: 3 } });
  });

  it('INV-1 that is begun five times and never finished is given up, and says so', async () => {
    const importId = await imports.asked(table('X4'));
    await rows('update table_import set runs = 5 where id = ?', [importId]);
    const given = await imports.carriedOut(importId);
    expect(given).toMatchObject({ state: 'refused', refused: { code: 'INV-1.import-failed' } });
    expect(await rows('select from deadline where about = ? and cleared_at is null', [importId])).toEqual([]);
    const rewriting = rows(`update table_import set state = 'done' where id = ?`, [importId]);
    await expect(rewriting).rejects.toThrow(/finished stands/);
  });

  it('ALL-8 asked for twice under one key it is one import', async () => {
    const file = csv([tableHeadings, ...table('X5')]).toString('base64');
    const payload = { projectId: inventory.projectId, kind: 'units', file };
    const ask = () => inventory.service.ask(ImportTable, payload, [cast.sun, 'unit.set-up'], 'the-same');
    expect(await ask()).toEqual(await ask());
  });

  it('INV-1 three thousand units of thirty buildings come in, and tell how far they are', async () => {
    const rooms = Array.from({ length: 3_000 }, (_, n) =>
      unitRow(`Y${Math.floor(n / 100)}`, String(1_000 + (n % 100))),
    );
    const done = await imports.imported(rooms);
    expect(done).toMatchObject({ state: 'done', rowsTotal: 3_000, rowsWritten: 3_000, rowsRejected: 0 });
    expect(done.totals.buildings).toHaveLength(30);
    const [{ audited }] = (await rows<{ audited: number }>(
      `select count(*)::int as audited from audit where command = 'cmd.inventory.import-table'
         and entity = 'price_version' and after->>'unitId' in (select id::text from unit where code like 'Y%')`,
    )) as [{ audited: number }];
    expect(audited).toBe(3_000);
  });
});

function scan(app: Pick<INestApplicationContext, 'get'>): Promise<number> {
  return app.get(Clock, { strict: false }).scan();
}
