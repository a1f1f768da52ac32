import { AbandonAmendment, CancelFiling, FilingCancelled } from '#contracts/sales-contracts.js';
import { UnitHandedOver } from '#contracts/handover.js';
import { MortgageAdvanced } from '#contracts/mortgage.js';
import { ContractById, SignSupplement } from '#contracts/sales.js';
import { Clock } from '#persistence/clock.js';
import { cast, idOf } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { sampleOf } from '#testing/sample.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { clauses, plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let changes: ChangesInTest;
let registry: Simulator;
beforeAll(async () => {
  registry = await simulator('registry');
  process.env.REGISTRY_URL = registry.url;
  sales = await SalesInTest.begin({ 'CON-6.query': 'PT0S' });
  changes = new ChangesInTest(sales.service);
});
afterAll(async () => {
  await sales.service.close();
  await registry.stop();
});

const contract = (contractId: string) => sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
const whole = { planId: plans.whole };
const comesTo = (contractId: string, expected: object) =>
  eventually(async () => {
    await sales.service.app.get(Clock, { strict: false }).scan();
    expect(await contract(contractId)).toMatchObject(expected);
  });
const filed = async (unitCode: string) => {
  const contractId = await sales.sealed(unitCode);
  await sales.file(contractId);
  await comesTo(contractId, { state: 'filed' });
  return contractId;
};

describe('CON-4 what an amendment cannot do', () => {
  it('CON-4 leaves the loan alone once the bank has the papers, also when it gets them meanwhile', async () => {
    const contractId = await sales.approved('4-110');
    const { amendmentId } = await changes.draft(contractId, whole);
    const ids = { contractId, unitId: idOf('unit 4-110'), projectId: project };
    await sales.service.hear(MortgageAdvanced, sampleOf(MortgageAdvanced, { ...ids, state: 'submitted' }));
    for (const stage of ['supervisor', 'manager', 'accounting'] as const) {
      await changes.review(amendmentId, stage);
    }
    const last = changes.review(amendmentId, 'cfo');
    await expect(last).rejects.toMatchObject({ code: 'CON-4.loan-submitted' });
    const giveUp = { amendmentId, reason: '银行已受理' };
    await sales.service.ask(AbandonAmendment, giveUp, [cast.zhao, 'contract.change']);
    await expect(changes.draft(contractId, whole)).rejects.toMatchObject({ code: 'CON-4.loan-submitted' });
    await changes.draft(contractId, { clauses: { ...clauses, handoverNoticeDays: 12 } });
  });

  it('CON-4 ends with the keys and with the supplementary contract', async () => {
    const contractId = await sales.sealed('4-111');
    const about = { contractId, unitId: idOf('unit 4-111'), projectId: project };
    await sales.service.hear(UnitHandedOver, sampleOf(UnitHandedOver, about));
    await expect(changes.draft(contractId, whole)).rejects.toMatchObject({ code: 'CON-4.handed-over' });
    const settled = await sales.sealed('4-112');
    await sales.settled(settled, '4-112');
    await sales.service.ask(SignSupplement, { contractId: settled }, [cast.zhao, 'contract.sign']);
    await expect(changes.draft(settled, whole)).rejects.toMatchObject({ code: 'CON-4.supplemented' });
  });

  it('CON-4 the database lets no terms in that no amendment approved', async () => {
    const contractId = await sales.approved('4-109');
    const set = (change: string) => sales.service.rows(`update contract set ${change} where id = ?`, [contractId]);
    await expect(set('terms_version = 2, price = price - 1')).rejects.toThrow(/CON-4/);
    const copy = `insert into contract_version select gen_random_uuid(), contract_id, 2, gen_random_uuid(), customer_id,
      buyers, plan_id, price - 1, price_derivation, null, price_per_m2, price_per_m2_derivation, loan, schedule,
      clauses, findings, content_hash, 'x', now(), approved_by_id, 'x' from contract_version where contract_id = ?`;
    await expect(sales.service.rows(copy, [contractId])).rejects.toThrow(/was not approved/);
    const rewrite = `update contract_version set price = 1 where contract_id = ?`;
    await expect(sales.service.rows(rewrite, [contractId])).rejects.toThrow(/append-only|permission denied/);
  });
});

describe('CON-4 after filing', () => {
  it('CON-4 another buyer needs the filing cancelled first; then it is sealed and filed again', async () => {
    const contractId = await filed('4-201');
    const { filingNumber } = await contract(contractId);
    const wanted = { customerId: await sales.customer() };
    await expect(changes.draft(contractId, wanted)).rejects.toMatchObject({ code: 'CON-4.filing-stands' });
    const cancel = { contractId, reason: '变更买受人' };
    await sales.service.ask(CancelFiling, cancel, [cast.jiang, 'filing.file']);
    await comesTo(contractId, { state: 'sealed' });
    expect((await contract(contractId)).filingNumber).toBeUndefined();
    const told = (await sales.service.told(FilingCancelled)).filter((event) => event.contractId === contractId);
    expect(told).toMatchObject([{ filingNumber, reason: '变更买受人' }]);
    expect(await registry.get(`/filings/${contractId}.1`)).toMatchObject({ state: 'cancelled' });
    const again = sales.service.ask(CancelFiling, cancel, [cast.jiang, 'filing.file']);
    await expect(again).rejects.toMatchObject({ code: 'CON-4.not-filed' });
    const { amendmentId } = await changes.draft(contractId, wanted);
    await changes.approved(amendmentId);
    await sales.seal(contractId);
    await sales.file(contractId);
    await comesTo(contractId, { state: 'filed', version: 2, customerId: wanted.customerId });
  });

  it('CON-4 other clauses leave the filing standing: the new paper is sealed and that is all', async () => {
    const contractId = await filed('4-202');
    const { filingNumber } = await contract(contractId);
    const { amendmentId } = await changes.draft(contractId, { clauses: { ...clauses, handoverNoticeDays: 20 } });
    await changes.approved(amendmentId);
    expect(await contract(contractId)).toMatchObject({ state: 'approved', version: 2 });
    await sales.seal(contractId);
    expect(await contract(contractId)).toMatchObject({ state: 'filed', filingNumber });
  });
});
