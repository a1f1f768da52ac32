import { WithdrawalRefused, WithdrawalSettled } from '#contracts/finance-refunds.js';
import { UnitHandedOver } from '#contracts/handover.js';
import {
  ContractWithdrawalById,
  ContractWithdrawn,
  DecideContractWithdrawal,
  ExecuteContractWithdrawal,
  RequestContractWithdrawal,
} from '#contracts/sales-contracts.js';
import { WithdrawalExecuted } from '#contracts/sales-subscriptions.js';
import { ContractById, SubscriptionById, SubscriptionCancelled } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const contract = (contractId: string) => sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
const request = (contractId: string, retain = '20000.00', by = cast.zhao) => {
  const asked = { contractId, retain, reason: '客户工作调动' };
  return sales.service.ask(RequestContractWithdrawal, asked, [by, 'contract.withdraw-request']);
};
const decide = (withdrawalId: string, by = cast.feng, as: object = { decision: 'approve' }) =>
  sales.service.ask(DecideContractWithdrawal, { withdrawalId, ...as }, [by, 'contract.withdraw-approve']);
const execute = (withdrawalId: string, by = cast.sun) =>
  sales.service.ask(ExecuteContractWithdrawal, { withdrawalId }, [by, 'contract.withdraw-execute']);
const sheet = (withdrawalId: string) =>
  sales.service.ask(ContractWithdrawalById, { withdrawalId }, [cast.feng, 'report.desk']);
const executed = async (contractId: string): Promise<string> => {
  const { withdrawalId } = await request(contractId);
  await decide(withdrawalId);
  await execute(withdrawalId);
  return withdrawalId as string;
};
const ended = async (contractId: string, withdrawalId: string) => {
  const { subscriptionId: dealId, unitId } = await contract(contractId);
  return { withdrawalId, dealId, unitId, projectId: project };
};

describe('CON-5 withdrawal after signing', () => {
  it('CON-5 is asked for, approved, executed, and complete only when finance has settled it', async () => {
    const contractId = await sales.sealed('6-101');
    const { subscriptionId, unitId } = await contract(contractId);
    const withdrawalId = await executed(contractId);
    const told = (await sales.service.told(WithdrawalExecuted)).filter((event) => event.contractId === contractId);
    expect(told).toMatchObject([{ withdrawalId, subscriptionId, retain: '20000.00', reason: '客户工作调动' }]);
    expect(await contract(contractId)).toMatchObject({ state: 'withdrawing' });
    await expect(sales.file(contractId)).rejects.toMatchObject({ code: 'CON-6.not-sealed' });
    const facts = { ...(await ended(contractId, withdrawalId)), refunded: '0.00', retained: '20000.00' };
    await sales.service.hear(WithdrawalSettled, sampleOf(WithdrawalSettled, facts));
    expect(await contract(contractId)).toMatchObject({ state: 'withdrawn' });
    expect(await sheet(withdrawalId)).toMatchObject({ state: 'settled', retained: '20000.00', executedBy: '孙' });
    const subscription = await sales.service.ask(SubscriptionById, { subscriptionId }, [cast.zhao, 'report.desk']);
    expect(subscription).toMatchObject({ state: 'cancelled', cancelledFor: 'CON-5.withdrawn' });
    const off = (await sales.service.told(SubscriptionCancelled)).filter((event) => event.unitId === unitId);
    expect(off).toMatchObject([{ subscriptionId, rule: 'CON-5.withdrawn' }]);
    const gone = (await sales.service.told(ContractWithdrawn)).filter((event) => event.unitId === unitId);
    expect(gone).toMatchObject([{ contractId, retained: '20000.00' }]);
    await sales.subscribe(unitId);
  });

  it('CON-5 refused by finance, the contract stands where it stood', async () => {
    const contractId = await sales.signed('6-102');
    await sales.review(contractId, 'supervisor');
    const withdrawalId = await executed(contractId);
    const early = sales.review(contractId, 'manager');
    await expect(early).rejects.toMatchObject({ code: 'CON-3.not-in-review' });
    const facts = { ...(await ended(contractId, withdrawalId)), reason: '款项有争议' };
    await sales.service.hear(WithdrawalRefused, sampleOf(WithdrawalRefused, facts));
    expect(await sheet(withdrawalId)).toMatchObject({ state: 'finance-refused', decisionReason: '款项有争议' });
    expect(await contract(contractId)).toMatchObject({ state: 'in-review' });
    await sales.review(contractId, 'manager');
    await sales.service.pass('CON-3.finance-review', contractId);
  });

  it('ALL-4 CON-5 is asked for, approved and executed by three', async () => {
    const contractId = await sales.sealed('6-103');
    const { withdrawalId } = await request(contractId, '0.00', cast.sun);
    const asSun = { ...cast.sun, assignments: cast.feng.assignments };
    await expect(decide(withdrawalId, asSun)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    await expect(execute(withdrawalId)).rejects.toMatchObject({ code: 'CON-5.not-approved' });
    const silent = { decision: 'refuse' };
    await expect(decide(withdrawalId, cast.chen, silent)).rejects.toMatchObject({ code: 'CON-5.reason-missing' });
    await decide(withdrawalId, cast.chen);
    await expect(decide(withdrawalId)).rejects.toMatchObject({ code: 'CON-5.decided' });
    const asChen = { ...cast.chen, assignments: cast.sun.assignments };
    await expect(execute(withdrawalId, asChen)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    await execute(withdrawalId);
    await expect(request(contractId)).rejects.toMatchObject({ code: 'CON-5.withdrawn-already' });
  });

  it('CON-5 one at a time, by its own consultant, with no more kept than the price', async () => {
    const contractId = await sales.sealed('6-104');
    await expect(request(contractId, '1200000.01')).rejects.toMatchObject({ code: 'CON-5.retain' });
    await expect(request(contractId, '0.00', cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const both = await Promise.allSettled([request(contractId), request(contractId)]);
    const lost = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(lost).toMatchObject([{ code: 'CON-5.requested-already' }]);
  });

  it('CON-5 waits for an amendment to end and for the filing to be cancelled, and ends with the keys', async () => {
    const contractId = await sales.sealed('6-105');
    const changes = new ChangesInTest(sales.service);
    const { withdrawalId } = await request(contractId);
    await decide(withdrawalId);
    await changes.draft(contractId, { planId: plans.whole });
    await expect(execute(withdrawalId)).rejects.toMatchObject({ code: 'CON-4.amendment-open' });
    const filed = await sales.sealed('6-106');
    const asked = await request(filed);
    await decide(asked.withdrawalId);
    await sales.file(filed);
    await expect(execute(asked.withdrawalId)).rejects.toMatchObject({ code: 'CON-5.filing-first' });
    const keys = await sales.sealed('6-107');
    const about = { contractId: keys, unitId: idOf('unit 6-107'), projectId: project };
    await sales.service.hear(UnitHandedOver, sampleOf(UnitHandedOver, about));
    await expect(request(keys)).rejects.toMatchObject({ code: 'CON-5.handed-over' });
  });
});
