import { addKey, dropKey, keysUsed, resealAll } from '#persistence/key-rotation.js';
import { PersonalKeys } from '#persistence/personal-keys.js';
import { requireKeys } from '#persistence/sealed.js';
import { cast } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { personalKeysFile } from '#testing/personal-keys.js';
import { ToldDeal } from '#testing/told-deal.js';
import { RecordReceipt } from '#contracts/finance.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { FinanceModule } from '../module.js';

let finance: ServiceInTest;
let owner: pg.Client;
let deal: ToldDeal;
beforeAll(async () => {
  finance = await inProcess('finance', FinanceModule);
  await ToldDeal.projectOpened(finance);
  deal = new ToldDeal(finance, 'D1');
  await deal.subscribed('20000.00');
  owner = new pg.Client({ connectionString: finance.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await finance.close();
});

const pay = (payer: string) =>
  finance.ask(RecordReceipt, { dealId: deal.id, payer, amount: '1.00', method: 'cash' }, [cast.qian, 'receipt.record']);
const payers = async () => {
  const rows = await finance.rows<{ payer: string }>('select payer from receipt order by serial');
  const keys = new PersonalKeys(process.env.PERSONAL_KEYS_FILE!);
  return rows.map(({ payer }) => [payer.split('.')[0], keys.open(payer)]);
};
/** A key made two minutes ago. */
const aged = () => addKey(process.env.PERSONAL_KEYS_FILE!, new Date(Date.now() - 120_000));

describe('ALL-9 the keys of personal data', () => {
  it('ALL-9 are rotated while the service runs, also in an append-only table, and dropped', async () => {
    const file = process.env.PERSONAL_KEYS_FILE!;
    await pay('林晓');
    await pay('何方');
    const before = await finance.rows(`select to_jsonb(r) - 'payer' as rest from receipt r order by serial`);
    expect(() => dropKey(file, 'k1', 0, new Date())).toThrow('k1 is the current key');
    expect(aged()).toBe('k2');
    expect(() => dropKey(file, 'k1', 2, new Date())).toThrow('2 values are sealed by k1');
    const steps: object[] = [];
    const [, , paid] = await Promise.all([resealAll(owner, (step) => steps.push(step)), pay('吴邻'), pay('周行')]);
    expect(paid).toMatchObject({ credit: expect.anything() });
    expect(steps).toContainEqual({ table: 'receipt', column: 'payer', rewritten: 2 });
    await resealAll(owner, () => undefined);
    expect((await payers()).map(([, payer]) => payer).toSorted()).toEqual(['何方', '吴邻', '周行', '林晓']);
    expect(await keysUsed(owner)).toEqual(new Map([['k2', 4]]));
    expect(
      (await finance.rows(`select to_jsonb(r) - 'payer' as rest from receipt r order by serial`)).slice(0, 2),
    ).toEqual(before);
    dropKey(file, 'k1', 0, new Date());
    expect((await payers()).map(([key]) => key)).toEqual(['k2', 'k2', 'k2', 'k2']);
    await pay('郑重');
  });

  it('ALL-9 rewriting that was stopped goes on with what is left, and leaves what was changed meanwhile', async () => {
    const key = aged();
    const [first] = await finance.rows<{ id: string; payer: string }>('select id, payer from receipt order by id');
    const anew = new PersonalKeys(process.env.PERSONAL_KEYS_FILE!).seal('林晓');
    await owner.query('update receipt set payer = $1 where id = $2', [anew, first!.id]);
    await resealAll(owner, () => undefined);
    const [same] = await finance.rows<{ payer: string }>('select payer from receipt where id = ?', [first!.id]);
    expect(same!.payer).toBe(anew);
    expect([...(await keysUsed(owner)).keys()]).toEqual([key]);
  });

  it('FIN-2 the owner only seals the payer of a receipt anew, and the service not even that', async () => {
    await expect(owner.query(`update receipt set amount = amount + 1`)).rejects.toThrow('append-only');
    await expect(owner.query(`update receipt set amount = 5, payer = 'x'`)).rejects.toThrow('append-only');
    await expect(owner.query(`delete from receipt`)).rejects.toThrow('append-only');
    await expect(finance.rows(`update receipt set payer = payer`)).rejects.toThrow('permission denied');
  });

  it('ALL-9 a service with personal columns and no keys does not start, and says what is missing', async () => {
    const { PERSONAL_KEYS_FILE: file } = personalKeysFile();
    const held = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...held, current: 'k7' }));
    const orm = finance.app.get(MikroORM, { strict: false });
    const had = process.env.PERSONAL_KEYS_FILE;
    expect(() => requireKeys(orm)).not.toThrow();
    process.env.PERSONAL_KEYS_FILE = file;
    expect(() => requireKeys(orm)).toThrow('is no file of personal keys');
    delete process.env.PERSONAL_KEYS_FILE;
    expect(() => requireKeys(orm)).toThrow('PERSONAL_KEYS_FILE is not set');
    process.env.PERSONAL_KEYS_FILE = had;
  });
});
