import { ContractById, ContractFiled, ContractFilingRefused } from '#contracts/sales.js';
import { Clock } from '#persistence/clock.js';
import { cast } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SalesInTest } from './in-test.js';

let sales: SalesInTest;
let registry: Simulator;
beforeAll(async () => {
  registry = await simulator('registry');
  process.env.REGISTRY_URL = registry.url;
  sales = await SalesInTest.begin({ 'CON-6.query': 'PT0S' });
});
beforeEach(() => registry.behave({}));
afterAll(async () => {
  await sales.service.close();
  await registry.stop();
});

const sheet = (contractId: string) => sales.service.ask(ContractById, { contractId }, [cast.jiang, 'report.desk']);
const scan = () => sales.service.app.get(Clock, { strict: false }).scan();
const comesTo = (contractId: string, expected: object) =>
  eventually(async () => {
    await Promise.all([scan(), scan()]);
    expect(await sheet(contractId)).toMatchObject(expected);
  });
const told = async (telling: typeof ContractFiled | typeof ContractFilingRefused, contractId: string) =>
  (await sales.service.told(telling)).filter((event) => event.contractId === contractId);

describe('CON-6 filing', () => {
  it('CON-6 is handed in at the registry, and comes back with number and time', async () => {
    const contractId = await sales.sealed('3-1201');
    expect(await sales.file(contractId)).toEqual({ contractId, state: 'filing' });
    await comesTo(contractId, { state: 'filed', filingNumber: expect.stringMatching(/^WQ/) });
    const [filed] = await told(ContractFiled, contractId);
    const { filingNumber, registeredAt } = await sheet(contractId);
    expect(filed).toMatchObject({ filingNumber, registeredAt });
    expect(await registry.get(`/filings/${contractId}.1`)).toMatchObject({ state: 'registered', number: filingNumber });
    const open = 'select kind from deadline where about = ? and done_at is null and cleared_at is null';
    expect(await sales.service.rows(open, [contractId])).toEqual([]);
  });

  it('CON-6 is asked about until a late answer comes', async () => {
    await registry.behave({ delayMs: 700 });
    const contractId = await sales.sealed('3-1202');
    await sales.file(contractId);
    await comesTo(contractId, { state: 'filing', nextStep: expect.stringMatching('待登记机构答复') });
    await comesTo(contractId, { state: 'filed' });
    expect(await told(ContractFiled, contractId)).toHaveLength(1);
  });

  it('CON-6 refused by the registry it is back at the seal with the reason, and can be filed again', async () => {
    await registry.behave({ refuse: ['3-1203'] });
    const contractId = await sales.sealed('3-1203');
    await sales.file(contractId);
    await comesTo(contractId, { state: 'sealed', filingRefusedFor: expect.stringMatching('材料不齐') });
    expect(await told(ContractFilingRefused, contractId)).toHaveLength(1);
    await registry.behave({});
    await sales.file(contractId);
    expect((await sheet(contractId)).filingRefusedFor).toBeUndefined();
    await comesTo(contractId, { state: 'filed' });
    expect(await registry.get(`/filings/${contractId}.2`)).toMatchObject({ state: 'registered' });
  });

  it('CON-6 a registry that is out of order or loses its answers is asked again, with one effect', async () => {
    await registry.behave({ drop: 1 });
    const contractId = await sales.sealed('3-1204');
    await sales.file(contractId);
    await eventually(async () => {
      await scan();
      const failed = `select 1 from deadline where about = ? and kind = 'CON-6.submit' and error is not null`;
      expect(await sales.service.rows(failed, [contractId])).toHaveLength(1);
    });
    expect(await sheet(contractId)).toMatchObject({ state: 'filing' });
    await registry.behave({});
    await comesTo(contractId, { state: 'filed' });
    expect(await told(ContractFiled, contractId)).toHaveLength(1);
  });

  it('CON-6 an answer that comes twice or too late changes nothing', async () => {
    const contractId = await sales.sealed('3-1205');
    await sales.file(contractId);
    await comesTo(contractId, { state: 'filed' });
    const again = `insert into deadline (kind, about, due_at)
      values ('CON-6.submit', ?, now()), ('CON-6.query', ?, now())`;
    await sales.service.rows(again, [contractId, contractId]);
    const before = await sheet(contractId);
    await eventually(async () => {
      await scan();
      const open = 'select 1 from deadline where about = ? and done_at is null and cleared_at is null';
      expect(await sales.service.rows(open, [contractId])).toEqual([]);
    });
    expect(await sheet(contractId)).toEqual(before);
    expect(await told(ContractFiled, contractId)).toHaveLength(1);
  });

  it('CON-6 only what is sealed is filed, and only once', async () => {
    const contractId = await sales.approved('3-1206');
    await expect(sales.file(contractId)).rejects.toMatchObject({ code: 'CON-6.not-sealed' });
    await sales.seal(contractId);
    await sales.file(contractId);
    await expect(sales.file(contractId)).rejects.toMatchObject({ code: 'CON-6.not-sealed' });
  });
});
