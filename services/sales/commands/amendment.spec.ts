import {
  AbandonAmendment,
  AmendmentById,
  Amendments,
  ContractRevised,
  ContractVersionByNumber,
  ContractVersions,
  ResubmitAmendment,
} from '#contracts/sales-contracts.js';
import { ContractById } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { clauses, plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let changes: ChangesInTest;
beforeAll(async () => {
  sales = await SalesInTest.begin();
  changes = new ChangesInTest(sales.service);
});
afterAll(() => sales.service.close());

const contract = (contractId: string) => sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
const amendment = (amendmentId: string) => sales.service.ask(AmendmentById, { amendmentId }, [cast.li, 'report.desk']);
const versions = async (contractId: string) =>
  (await sales.service.ask(ContractVersions, { contractId }, [cast.zhao, 'report.desk'])).items;
const revisedOf = async (contractId: string) =>
  (await sales.service.told(ContractRevised)).filter((event) => event.contractId === contractId);
const whole = { planId: plans.whole };

describe('CON-4 an amendment', () => {
  it('CON-4 is drafted beside the contract, which stands until the last of the four has approved', async () => {
    const contractId = await sales.sealed('4-101');
    const before = await contract(contractId);
    const { amendmentId } = await changes.draft(contractId, whole);
    expect(await amendment(amendmentId)).toMatchObject({
      ...{ version: 2, state: 'in-review', nextStep: expect.stringMatching('待销售主任审核') },
      terms: { planId: plans.whole, loan: '0.00', price: '1200000.00', schedule: [{ amount: '1200000.00' }] },
    });
    for (const stage of ['supervisor', 'manager', 'accounting'] as const) {
      await changes.review(amendmentId, stage);
    }
    expect(await contract(contractId)).toEqual({ ...before, amendmentId });
    await changes.review(amendmentId, 'cfo');
    const after = await contract(contractId);
    expect(after).toMatchObject({ state: 'approved', version: 2, schedule: [{ amount: '1200000.00', kind: 'price' }] });
    expect(after.contentHash).not.toBe(before.contentHash);
    expect(await revisedOf(contractId)).toMatchObject([{ version: 2, loan: '0.00', reason: '客户申请变更' }]);
    await sales.seal(contractId);
    expect(await contract(contractId)).toMatchObject({ state: 'sealed' });
  });

  it('CON-4 every version stays readable, with who approved it and why', async () => {
    const contractId = await sales.approved('4-102');
    const first = await contract(contractId);
    const { amendmentId } = await changes.draft(contractId, { clauses: { ...clauses, handoverBy: '2028-09-30' } });
    await changes.approved(amendmentId);
    expect(await versions(contractId)).toMatchObject([
      { version: 1, contentHash: first.contentHash, clauses: { handoverBy: '2028-06-30' }, approvedBy: '王' },
      { version: 2, amendmentId, clauses: { handoverBy: '2028-09-30' }, reason: '客户申请变更' },
    ]);
    const one = { contractId, version: '1' };
    const read = await sales.service.ask(ContractVersionByNumber, one, [cast.zhao, 'report.desk']);
    expect(read).toMatchObject({ version: 1, price: '1200000.00' });
    const none = { contractId, version: '3' };
    const missing = sales.service.ask(ContractVersionByNumber, none, [cast.zhao, 'report.desk']);
    await expect(missing).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('CON-4 changes buyers, a schedule as agreed, and the price by a discount, used when approved', async () => {
    const contractId = await sales.approved('4-103');
    const { customerId, unitId } = await contract(contractId);
    const discountApprovalId = await changes.discountApproved(unitId, customerId);
    const spouse = await sales.customer();
    const buyers = [customerId, spouse].map((id) => ({ customerId: id, share: '0.5' }));
    const schedule = [
      { label: '首付', kind: 'price', amount: '390000.00', dueOn: '2026-12-20' },
      { label: '贷款', kind: 'loan', amount: '800000.00', dueOn: '2027-02-20' },
    ];
    const wanted = { buyers, schedule, discountApprovalId, discountAmount: '10000.00' };
    const beyond = { ...wanted, discountAmount: '30000.01' };
    await expect(changes.draft(contractId, beyond)).rejects.toMatchObject({ code: 'CON-2.beyond-amount' });
    const short = { ...wanted, discountAmount: '10000.01' };
    await expect(changes.draft(contractId, short)).rejects.toMatchObject({ code: 'CON-4.schedule-sum' });
    const { amendmentId } = await changes.draft(contractId, wanted);
    await changes.review(amendmentId, 'supervisor');
    await changes.review(amendmentId, 'manager');
    await sales.service.pass('CON-3.discount-review', amendmentId);
    expect(await amendment(amendmentId)).toMatchObject({ overdueFor: 'CON-3.discount-review' });
    await changes.review(amendmentId, 'accounting');
    await changes.review(amendmentId, 'cfo');
    expect(await contract(contractId)).toMatchObject({ price: '1190000.00', pricePerM2: '11900.00', version: 2 });
    const [told] = await revisedOf(contractId);
    expect(told).toMatchObject({ price: '1190000.00', loan: '800000.00', schedule: [{ line: 1 }, { line: 2 }] });
    const [approval] = await sales.service.rows('select state from discount_approval where id = ?', [
      discountApprovalId,
    ]);
    expect(approval).toEqual({ state: 'used' });
  });

  it('CON-4 one at a time: of two drafted at once one is told that the other is under way', async () => {
    const contractId = await sales.approved('4-104');
    const both = await Promise.allSettled([changes.draft(contractId, whole), changes.draft(contractId, whole)]);
    const lost = both.filter((one) => one.status === 'rejected');
    expect(lost.map(({ reason }) => reason)).toMatchObject([{ code: 'CON-4.amendment-open' }]);
    await sales.seal(contractId);
    await expect(sales.file(contractId)).rejects.toMatchObject({ code: 'CON-4.amendment-open' });
    const open = await sales.service.ask(Amendments, { projectId: project, stage: 'supervisor' }, [
      cast.sun,
      'report.desk',
    ]);
    expect(open.items).toMatchObject([{ contractId, stage: 'supervisor', overdue: false }]);
  });

  it('CON-4 is returned with a reason, sent again whole, or abandoned, and then the contract stands', async () => {
    const contractId = await sales.approved('4-105');
    const { amendmentId } = await changes.draft(contractId, whole);
    const mute = { decision: 'return' };
    const review = changes.review(amendmentId, 'supervisor', cast.sun, mute);
    await expect(review).rejects.toMatchObject({ code: 'CON-3.reason-missing' });
    await changes.review(amendmentId, 'supervisor', cast.sun, { decision: 'return', reason: '缺申请书' });
    const wanted = { clauses: { ...clauses, handoverNoticeDays: 15 } };
    const again = { amendmentId, changes: wanted, reason: '改为变更通知期' };
    const sent = await sales.service.ask(ResubmitAmendment, again, [cast.zhao, 'contract.change']);
    expect(sent).toMatchObject({ state: 'in-review', version: 2 });
    expect(await amendment(amendmentId)).toMatchObject({
      terms: { planId: plans.mortgage, clauses: { handoverNoticeDays: 15 } },
      reviews: [{ decision: 'return', reason: '缺申请书', contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    const giveUp = { amendmentId, reason: '客户不再变更' };
    await sales.service.ask(AbandonAmendment, giveUp, [cast.zhao, 'contract.change']);
    expect(await contract(contractId)).toMatchObject({ version: 1, state: 'approved' });
    await expect(changes.review(amendmentId, 'supervisor')).rejects.toMatchObject({ code: 'CON-4.abandoned' });
    const twice = sales.service.ask(AbandonAmendment, giveUp, [cast.zhao, 'contract.change']);
    await expect(twice).rejects.toMatchObject({ code: 'CON-4.closed' });
    const late = sales.service.ask(ResubmitAmendment, again, [cast.zhao, 'contract.change']);
    await expect(late).rejects.toMatchObject({ code: 'CON-4.abandoned' });
  });

  it('ALL-4 CON-4 is reviewed by others than who drafted it, and by one’s own stage', async () => {
    const contractId = await sales.approved('4-106');
    const { amendmentId } = await changes.draft(contractId, whole);
    const asZhao = { ...cast.zhao, assignments: cast.sun.assignments };
    const own = changes.review(amendmentId, 'supervisor', asZhao);
    await expect(own).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const early = changes.review(amendmentId, 'cfo');
    await expect(early).rejects.toMatchObject({ code: 'CON-3.order' });
    await expect(changes.draft(contractId, whole, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('CON-4 says no where nothing changes, where nothing was reviewed, and for what is not known', async () => {
    const contractId = await sales.approved('4-107');
    await expect(changes.draft(contractId, {})).rejects.toMatchObject({ code: 'CON-4.no-change' });
    const nowhere = { planId: idOf('no plan') };
    await expect(changes.draft(contractId, nowhere)).rejects.toMatchObject({ code: 'ALL.unknown' });
    const nobody = { customerId: idOf('nobody') };
    await expect(changes.draft(contractId, nobody)).rejects.toMatchObject({ code: 'ALL.unknown' });
    const signed = await sales.signed('4-108');
    await expect(changes.draft(signed, whole)).rejects.toMatchObject({ code: 'CON-4.not-reviewed' });
  });
});
