import { CancelFiling, FilingCancelled, RecordFiling, RecordFilingCancellation } from '#contracts/sales-contracts.js';
import { ContractById, ContractFiled } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => {
  process.env.REGISTRY_ADAPTER = 'manual';
  sales = await SalesInTest.begin();
});
afterAll(async () => {
  delete process.env.REGISTRY_ADAPTER;
  await sales.service.close();
});

const sheet = (contractId: string) => sales.service.ask(ContractById, { contractId }, [cast.jiang, 'report.desk']);
const record = (contractId: string, said: object) =>
  sales.service.ask(RecordFiling, { contractId, submittedAt: '2026-11-24T02:00:00Z', ...said }, [
    cast.jiang,
    'filing.file',
  ]);
const registered = { registeredAt: '2026-11-26T03:00:00Z', number: 'WQ2026-77' };

describe('CON-6 a registry without a line', () => {
  it('CON-6 the clerk types in when it was submitted, and then its number and time', async () => {
    const contractId = await sales.sealed('7-101');
    await expect(record(contractId, {})).rejects.toMatchObject({ code: 'CON-6.not-filing' });
    await sales.file(contractId);
    const open = 'select kind from deadline where about = ? and done_at is null and cleared_at is null';
    expect(await sales.service.rows(open, [contractId])).toEqual([]);
    expect(await record(contractId, {})).toMatchObject({ state: 'filing' });
    const half = record(contractId, { number: 'WQ2026-77' });
    await expect(half).rejects.toMatchObject({ code: 'CON-6.half-registered' });
    expect(await record(contractId, registered)).toMatchObject({ state: 'filed' });
    expect(await sheet(contractId)).toMatchObject({ filingNumber: 'WQ2026-77' });
    const told = (await sales.service.told(ContractFiled)).filter((event) => event.contractId === contractId);
    expect(told).toMatchObject([{ filingNumber: 'WQ2026-77', registeredAt: '2026-11-26T03:00:00.000Z' }]);
  });

  it('CON-4 and that it cancelled the filing', async () => {
    const contractId = await sales.sealed('7-102');
    await sales.file(contractId);
    await record(contractId, registered);
    const cancel = { contractId, reason: '变更买受人' };
    await sales.service.ask(CancelFiling, cancel, [cast.jiang, 'filing.file']);
    const said = { contractId, cancelledAt: '2026-11-27T03:00:00Z' };
    await sales.service.ask(RecordFilingCancellation, said, [cast.jiang, 'filing.file']);
    expect(await sheet(contractId)).toMatchObject({ state: 'sealed' });
    const told = (await sales.service.told(FilingCancelled)).filter((event) => event.contractId === contractId);
    expect(told).toMatchObject([{ filingNumber: 'WQ2026-77', reason: '变更买受人' }]);
  });

  it('CON-6 the time for filing begins with seal and payment slip, whichever comes last', async () => {
    const contractId = await sales.sealed('7-103');
    await new ChangesInTest(sales.service).paidSlip(contractId, '359999.99');
    expect((await sheet(contractId)).paidSlipAt).toBeUndefined();
    await new ChangesInTest(sales.service).paidSlip(contractId);
    await sales.service.pass('CON-6.filing', contractId);
    expect(await sheet(contractId)).toMatchObject({ overdueFor: 'CON-6.filing', paidSlipAt: expect.any(String) });
    const paidFirst = await sales.approved('7-104');
    await new ChangesInTest(sales.service).paidSlip(paidFirst);
    await sales.seal(paidFirst);
    await sales.service.pass('CON-6.filing', paidFirst);
  });
});
