import { ProjectOpened } from '#contracts/inventory.js';
import { MortgageAdvanced, MortgageOfDeal } from '#contracts/mortgage.js';
import { ContractRevised, FilingCancelled } from '#contracts/sales-contracts.js';
import { ContractFiled, ContractSigned } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { contractFiled, contractSigned } from '#testing/contract-signed.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MortgageModule } from '../module.js';

let mortgage: ServiceInTest;
const projectId = idOf('project');
beforeAll(async () => {
  mortgage = await inProcess('mortgage', MortgageModule);
  await mortgage.hear(ProjectOpened, { projectId, code: 'YH', name: '云湖', policy: { deposit: '20000.00' } });
});
afterAll(() => mortgage.close());

const sheet = (unitCode: string) =>
  mortgage.ask(MortgageOfDeal, { dealId: idOf(`deal ${unitCode}`) }, [cast.shen, 'report.desk']);
const signed = (unitCode: string, loan?: string) =>
  mortgage.hear(ContractSigned, contractSigned(unitCode, { projectId, ...(loan ? { loan } : {}) }));
const revised = (unitCode: string, loan: string) => {
  const { signedOn: _, ...terms } = contractSigned(unitCode, { projectId, loan });
  return mortgage.hear(ContractRevised, sampleOf(ContractRevised, { ...terms, reason: '变更付款方式' }));
};

describe('CON-4 the loan of a revised contract', () => {
  it('CON-4 is the application’s amount while no bank has the papers', async () => {
    await signed('3-1201');
    await revised('3-1201', '900000.00');
    expect(await sheet('3-1201')).toMatchObject({ amount: '900000.00', state: 'collecting' });
  });

  it('CON-4 ends the application when there is none, and takes it up again with another', async () => {
    await signed('3-1202');
    await revised('3-1202', '0.00');
    expect(await sheet('3-1202')).toMatchObject({ state: 'cancelled' });
    await revised('3-1202', '800000.00');
    expect(await sheet('3-1202')).toMatchObject({ state: 'collecting', amount: '800000.00' });
    const told = (await mortgage.told(MortgageAdvanced)).filter(({ dealId }) => dealId === idOf('deal 3-1202'));
    expect(told.map(({ state }) => state)).toEqual(['collecting', 'cancelled', 'collecting']);
  });

  it('CON-4 MOR-1 opens an application where there was none', async () => {
    await signed('3-1203', '0.00');
    await revised('3-1203', '700000.00');
    expect(await sheet('3-1203')).toMatchObject({ state: 'collecting', amount: '700000.00' });
  });

  it('CON-4 MOR-3 a filing that is cancelled is no filing', async () => {
    await signed('3-1204');
    await mortgage.hear(ContractFiled, contractFiled('3-1204', projectId));
    expect(await sheet('3-1204')).toMatchObject({ filed: true });
    const ids = { contractId: idOf('contract 3-1204'), unitId: idOf('unit 3-1204'), projectId };
    await mortgage.hear(FilingCancelled, sampleOf(FilingCancelled, ids));
    expect(await sheet('3-1204')).toMatchObject({ filed: false });
  });
});
