import { ContractRevised } from '#contracts/sales-contracts.js';
import { ContractSigned } from '#contracts/sales.js';
import { idOf } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MembershipModule } from '../module.js';

let membership: ServiceInTest;
beforeAll(async () => void (membership = await inProcess('membership', MembershipModule)));
afterAll(() => membership.close());

it('CON-4 a deal has the buyer and the price of the version that stands', async () => {
  const ids = { subscriptionId: idOf('deal'), contractId: idOf('contract') };
  await membership.hear(ContractSigned, sampleOf(ContractSigned, ids));
  const other = { customerId: idOf('customer Wei'), price: '1800000.00' };
  await membership.hear(ContractRevised, sampleOf(ContractRevised, { ...ids, ...other }));
  const [row] = await membership.rows('select customer_id, price from deal where id = ?', [ids.subscriptionId]);
  expect(row).toEqual({ customer_id: other.customerId, price: '180000000' });
});
