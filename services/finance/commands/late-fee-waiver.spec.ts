import { DealCleared } from '#contracts/finance.js';
import { LateFeeWaived } from '#contracts/finance-late-fees.js';
import { FinanceList } from '#contracts/named-lists.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { daysAgo, LateInTest } from './late-fees-in-test.js';

let finance: FinanceInTest;
let late: LateInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  late = new LateInTest(finance);
});
afterAll(() => finance.close());

describe('FIN-7 waivers of late fees', () => {
  it('FIN-7 ALL-4 are asked for by one and approved by another, and the deal is cleared by it', async () => {
    const deal = await late.signed('8-201', [['price', '100000.00', 10]]);
    await finance.pay(deal, '100000.00');
    expect((await finance.sheet(deal)).cleared).toBe(false);
    const { waiverId } = await late.ask(deal, '违约金（第1期）');
    const same = { ...cast.wang, id: cast.sun.id };
    await expect(late.decide(waiverId, {}, same)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const answer = await late.decide(waiverId);
    expect(answer).toMatchObject({ state: 'approved', granted: '100.00', derivation: { rule: 'FIN-7' } });
    expect(await late.owed(deal)).toEqual(['第1期: 100000.00/100000.00 paid', '违约金（第1期）: 0.00/0.00 cancelled']);
    expect(await finance.sheet(deal)).toMatchObject({ cleared: true, outstanding: '0.00' });
    expect(await finance.told(DealCleared, deal)).toHaveLength(1);
    expect(await finance.told(LateFeeWaived, deal)).toMatchObject([{ waiverId, amount: '100.00' }]);
  });

  it('FIN-7 of a fee that still runs count for it when it is owed, and not for what comes after', async () => {
    const deal = await late.signed('8-202', [['price', '100000.00', 30]]);
    await late.decide((await late.ask(deal, '第1期', { amount: '250.00' })).waiverId);
    expect(await finance.sheet(deal)).toMatchObject({ accrued: '50.00' });
    expect(await late.sheet(deal, daysAgo(-1))).toMatchObject({ outstanding: '370.00' });
    await finance.pay(deal, '100000.00');
    expect(await late.owed(deal)).toContain('违约金（第1期）: 0.00/50.00 open');
    expect((await late.receivable(deal, '违约金（第1期）')).derivation).toMatchObject({
      inputs: { fee: '300.00', waived: '250.00' },
    });
  });

  it('FIN-7 of what was paid already is held for the customer', async () => {
    const deal = await late.signed('8-203', [['price', '100000.00', 10]]);
    await finance.pay(deal, '100100.00');
    await late.decide((await late.ask(deal, '违约金（第1期）', { amount: '30.00' })).waiverId);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '30.00', outstanding: '0.00' });
    expect(await late.proves(deal)).toBe(true);
  });

  it('FIN-7 are at most what the fee is, one is asked for at a time, and a refusal gives its reason', async () => {
    const deal = await late.signed('8-204', [
      ['price', '100000.00', 10],
      ['price', '5.00', -10],
    ]);
    const too = late.ask(deal, '第1期', { amount: '100.01' });
    await expect(too).rejects.toMatchObject({ code: 'FIN-7.waiver-too-much', facts: { fee: '100.00' } });
    await expect(late.ask(deal, '第2期')).rejects.toMatchObject({ code: 'FIN-7.no-late-fee' });
    const { waiverId } = await late.ask(deal, '第1期', { amount: '100.00' });
    await expect(late.ask(deal, '第1期')).rejects.toMatchObject({ code: 'FIN-7.waiver-asked' });
    await expect(late.decide(waiverId, { decision: 'refuse' })).rejects.toMatchObject({ code: 'FIN-7.waiver-reason' });
    await late.decide(waiverId, { decision: 'refuse', reason: '并非银行原因' });
    await expect(late.decide(waiverId)).rejects.toMatchObject({ code: 'FIN-7.waiver-decided' });
    await expect(late.decide((await late.ask(deal, '第1期', { amount: '60.00' })).waiverId)).resolves.toBeTruthy();
    await expect(late.ask(deal, '第1期', { amount: '40.01' })).rejects.toMatchObject({ facts: { fee: '40.00' } });
  });

  it('FIN-7 of two people who decide at once one decides, and a fee is never waived twice', async () => {
    const deal = await late.signed('8-205', [['price', '100000.00', 10]]);
    const { waiverId } = await late.ask(deal, '第1期');
    const both = await Promise.allSettled([late.decide(waiverId), late.decide(waiverId, {}, cast.feng)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await late.sheet(deal)).toMatchObject({ outstanding: '0.00' });
    const { receivableId } = await late.receivable(deal, '第1期');
    const forged = `insert into late_fee_waiver (id, deal_id, project_id, receivable_id, reason, state, requested_by,
      requested_at, decided_by, decided_at, fee, waived_before, granted)
      select gen_random_uuid(), deal_id, project_id, receivable_id, reason, state, requested_by, requested_at,
        decided_by, decided_at, fee, ?, ? from late_fee_waiver where receivable_id = '${receivableId}'`;
    await expect(finance.service.rows(forged, [0, 1])).rejects.toThrow(/late_fee_waiver_follows/);
    await expect(finance.service.rows(forged, [10_000, 1])).rejects.toThrow(/late_fee_waiver_most/);
    const raised = `update receivable set waived = waived + 1 where id = '${receivableId}'`;
    await expect(finance.service.rows(raised)).rejects.toThrow(/not what was approved/);
    const again = `update late_fee_waiver set reason = 'x' where receivable_id = '${receivableId}'`;
    await expect(finance.service.rows(again)).rejects.toThrow(/decided once/);
  });

  it('FIN-7 ALL-7 stand on their lists, to be decided and decided', async () => {
    const deal = await late.signed('8-206', [['price', '100000.00', 10]]);
    const { waiverId } = await late.ask(deal, '第1期');
    const list = async (name: string) => {
      const asked = { list: name, projectId: idOf('project'), filter: 'unit=8-206' };
      return (await finance.service.ask(FinanceList, asked, [cast.wang, 'report.finance'])).items;
    };
    expect(await list('late-fee-waivers-to-decide')).toMatchObject([{ id: waiverId, asked: '0.00' }]);
    await late.decide(waiverId);
    expect(await list('late-fee-waivers-to-decide')).toEqual([]);
    expect(await list('late-fee-waivers-decided')).toMatchObject([{ granted: '100.00', state: 'approved' }]);
  });
});
