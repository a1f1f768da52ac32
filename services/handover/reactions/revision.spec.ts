import { ContractRevised } from '#contracts/sales-contracts.js';
import { ContractSigned } from '#contracts/sales.js';
import { idOf } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HandoverModule } from '../module.js';

let handover: ServiceInTest;
beforeAll(async () => void (handover = await inProcess('handover', HandoverModule)));
afterAll(() => handover.close());

it('CON-4 the areas are settled by the version of the contract that stands', async () => {
  const ids = { contractId: idOf('contract 3-1201'), unitId: idOf('unit 3-1201'), projectId: idOf('project') };
  await handover.hear(ContractSigned, sampleOf(ContractSigned, ids));
  const { clauses } = sampleOf(ContractRevised);
  const terms = { price: '1800000.00', pricePerM2: '20111.73', clauses: { ...clauses, areaMethod: 'unit' } };
  await handover.hear(ContractRevised, sampleOf(ContractRevised, { ...ids, ...terms }));
  const [row] = await handover.rows('select price, price_per_m2, area_method from handover where id = ?', [
    ids.contractId,
  ]);
  expect(row).toEqual({ price: '180000000', price_per_m2: '2011173', area_method: 'unit' });
});
