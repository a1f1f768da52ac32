import { InvoiceConfirmed, InvoiceReversed } from '#contracts/finance-invoices.js';
import { SettlementPaid } from '#contracts/finance.js';
import {
  ApplyTitle,
  CertificateCollected,
  CheckCertifiedArea,
  CollectCertificate,
  EnterCertifiedArea,
  HandoverByContract,
  TitleIssued,
  VerifySettlement,
} from '#contracts/handover.js';
import { ProjectOpened } from '#contracts/inventory.js';
import { ContractSigned } from '#contracts/sales.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandoverModule } from '../module.js';

let handover: ServiceInTest;
let registry: Simulator;
const project = idOf('project');
const today = dayOf(new Date());

beforeAll(async () => {
  registry = await simulator('registry');
  process.env.REGISTRY_URL = registry.url;
  handover = await inProcess('handover', HandoverModule);
  const policy = { deposit: '20000.00', deadlines: { 'TIT-4.submit': 'PT1H', 'TIT-4.query': 'PT1H' } };
  await handover.hear(ProjectOpened, sampleOf(ProjectOpened, { projectId: project, policy }));
});
afterAll(async () => {
  await handover.close();
  await registry.stop();
});

const idsOf = (unitCode: string) => ({
  ...{ unitId: idOf(`unit ${unitCode}`), contractId: idOf(`contract ${unitCode}`), projectId: project },
});
const dealOf = (unitCode: string) => ({ ...idsOf(unitCode), dealId: idOf(`deal ${unitCode}`) });

/** Contracted, with certified areas whose settlement finance has verified. */
async function settled(unitCode: string): Promise<{ contractId: string; settlementId: string }> {
  await handover.hear(ContractSigned, sampleOf(ContractSigned, { ...idsOf(unitCode), unitCode }));
  const { contractId } = idsOf(unitCode);
  const areas = { contractId, buildingArea: '90.10', innerArea: '72.00' };
  const { settlementId } = await handover.ask(EnterCertifiedArea, areas, [cast.yang, 'title.enter']);
  await handover.ask(CheckCertifiedArea, { settlementId }, [cast.sun, 'title.check']);
  await handover.ask(VerifySettlement, { settlementId }, [cast.zheng, 'title.settlement-verify']);
  return { contractId, settlementId };
}

const paid = (unitCode: string, settlementId: string) =>
  handover.hear(SettlementPaid, sampleOf(SettlementPaid, { ...dealOf(unitCode), settlementId }));
const invoiced = (unitCode: string) => handover.hear(InvoiceConfirmed, sampleOf(InvoiceConfirmed, dealOf(unitCode)));
const apply = (contractId: string) =>
  handover.ask(ApplyTitle, { contractId, papers: ['购房合同', '发票'] }, [cast.yang, 'title.apply']);
const collect = (contractId: string, collectedOn = today) =>
  handover.ask(CollectCertificate, { contractId, collectedOn, collectedBy: '林' }, [cast.yang, 'title.apply']);
const sheet = (contractId: string) => handover.ask(HandoverByContract, { contractId }, [cast.yang, 'report.desk']);

async function applied(unitCode: string): Promise<{ contractId: string; applicationId: string }> {
  const { contractId, settlementId } = await settled(unitCode);
  await paid(unitCode, settlementId);
  await invoiced(unitCode);
  await apply(contractId);
  return { contractId, applicationId: await latest(contractId) };
}

async function latest(contractId: string): Promise<string> {
  const find = 'select id from title_application where contract_id = ? order by id desc limit 1';
  const [row] = await handover.rows<{ id: string }>(find, [contractId]);
  return row!.id;
}

describe('TIT-4 the title', () => {
  it('is applied for at the registry, issued, told, and collected once', async () => {
    const { contractId, applicationId } = await applied('3-1201');
    await expect(apply(contractId)).rejects.toMatchObject({ code: 'TIT-4.applied' });
    await handover.pass('TIT-4.submit', applicationId);
    expect(await sheet(contractId)).toMatchObject({ titleState: 'submitted' });
    await expect(collect(contractId)).rejects.toMatchObject({ code: 'TIT-4.not-issued' });
    await handover.pass('TIT-4.query', applicationId);
    const { number } = await registry.get(`/filings/${applicationId}`);
    expect(await sheet(contractId)).toMatchObject({ titleState: 'issued', certificateNumber: number });
    const issued = { ...idsOf('3-1201'), certificateNumber: number, issuedOn: today };
    expect(await handover.told(TitleIssued)).toEqual([issued]);
    await expect(collect(contractId, addDays(today, 1))).rejects.toMatchObject({ code: 'HAN-3.day-to-come' });
    await expect(collect(contractId, addDays(today, -1))).rejects.toMatchObject({ code: 'HAN-3.day-before' });
    expect(await collect(contractId)).toEqual({ contractId, state: 'collected' });
    await expect(collect(contractId)).rejects.toMatchObject({ code: 'TIT-4.collected' });
    expect(await handover.told(CertificateCollected)).toEqual([{ ...idsOf('3-1201'), collectedOn: today }]);
  });

  it('waits for the settlement to be paid and the invoice to be confirmed', async () => {
    const { contractId, settlementId } = await settled('3-1202');
    await expect(apply(contractId)).rejects.toMatchObject({ code: 'TIT-4.unsettled' });
    await paid('3-1202', settlementId);
    await expect(apply(contractId)).rejects.toMatchObject({ code: 'TIT-4.no-invoice' });
    await invoiced('3-1202');
    expect(await apply(contractId)).toEqual({ contractId, state: 'applying' });
  });

  it('TIT-4 waits for another invoice when the one that stood was taken back by a red letter', async () => {
    const { contractId, settlementId } = await settled('3-1207');
    await paid('3-1207', settlementId);
    await invoiced('3-1207');
    const number = sampleOf(InvoiceConfirmed).number;
    await handover.hear(InvoiceReversed, sampleOf(InvoiceReversed, { ...dealOf('3-1207'), number }));
    await expect(apply(contractId)).rejects.toMatchObject({ code: 'TIT-4.no-invoice' });
    await invoiced('3-1207');
    expect(await apply(contractId)).toEqual({ contractId, state: 'applying' });
  });

  it('refused by the registry says why, and can be applied for again', async () => {
    await registry.behave({ refuse: ['3-1203'] });
    const { contractId, applicationId } = await applied('3-1203');
    await handover.pass('TIT-4.submit', applicationId);
    await handover.pass('TIT-4.query', applicationId);
    const refused = { titleState: 'refused', titleRefusedFor: expect.stringContaining('材料不齐') };
    expect(await sheet(contractId)).toMatchObject(refused);
    await registry.behave({});
    await apply(contractId);
    const again = await latest(contractId);
    await handover.pass('TIT-4.submit', again);
    await handover.pass('TIT-4.query', again);
    expect(await sheet(contractId)).toMatchObject({ titleState: 'issued' });
  });

  it('is asked after until the registry has decided, and through its outages', async () => {
    await registry.behave({ delayMs: 3_600_000, drop: 1 });
    const { contractId, applicationId } = await applied('3-1204');
    await handover.pass('TIT-4.submit', applicationId);
    expect(await sheet(contractId)).toMatchObject({ titleState: 'applying' });
    await registry.behave({ delayMs: 3_600_000 });
    await handover.pass('TIT-4.submit', applicationId);
    await handover.pass('TIT-4.query', applicationId);
    expect(await sheet(contractId)).toMatchObject({ titleState: 'submitted' });
    expect(await registry.get(`/filings/${applicationId}`)).toMatchObject({ state: 'submitted' });
    const open = `select 1 as open from deadline where about = ? and kind = 'TIT-4.query' and done_at is null`;
    expect(await handover.rows(open, [applicationId])).toHaveLength(1);
  });

  it('the database itself refuses a second live application', async () => {
    const { contractId } = await applied('3-1205');
    const insert = `insert into title_application
      (id, contract_id, project_id, state, papers, applied_at, applied_by_id)
      values (gen_random_uuid(), ?, ?, 'applying', '[]', now(), gen_random_uuid())`;
    const second = handover.rows(insert, [contractId, project]);
    await expect(second).rejects.toThrow(/title_application_one_live_per_contract/);
  });
});
