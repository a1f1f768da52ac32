import { FiledPriceRecorded, PermitRecorded, PermitResumed, PermitSuspended } from '#contracts/inventory-terms.js';
import { QuoteUnit } from '#contracts/sales-quotations.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plans, project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const permit = async (number: string, more: object = {}) => {
  const facts = { permitId: idOf(`permit ${number}`), projectId: project, number };
  await sales.service.hear(PermitRecorded, { ...facts, issuedOn: '2026-01-05', ...more });
  return facts;
};

describe('INV-4 what sales sells under', () => {
  it('INV-4 nothing is subscribed or quoted while the permit is suspended', async () => {
    const facts = await permit('穗 9 号');
    const unitId = await sales.offered('3-4001', { permitNumber: facts.number });
    await sales.service.hear(PermitSuspended, { ...facts, cause: 'suspended', reason: '暂停网签' });
    const suspended = { code: 'INV-4.deal-permit-suspended', facts: { reason: '暂停网签' } };
    await expect(sales.subscribe(unitId)).rejects.toMatchObject(suspended);
    const asked = { unitId, planId: plans.whole };
    const quoting = sales.service.ask(QuoteUnit, asked, [cast.zhao, 'subscription.make']);
    await expect(quoting).rejects.toMatchObject(suspended);
    await sales.service.hear(PermitResumed, { ...facts, reason: '暂停解除' });
    await expect(sales.subscribe(unitId)).resolves.toMatchObject({ unitCode: '3-4001' });
  });

  it('INV-4 nothing is subscribed after its last day, by sales’ own look at the day', async () => {
    const today = dayOf(new Date());
    const { number } = await permit('穗 10 号', { validUntil: addDays(today, -1) });
    const { number: last } = await permit('穗 11 号', { validUntil: today });
    const late = sales.subscribe(await sales.offered('3-4002', { permitNumber: number }));
    await expect(late).rejects.toMatchObject({ code: 'INV-4.deal-permit-expired' });
    await expect(sales.subscribe(await sales.offered('3-4003', { permitNumber: last }))).resolves.toBeDefined();
  });

  it('INV-4 nothing is sold above the filed price, told with the offer or after it', async () => {
    const above = sales.subscribe(await sales.offered('3-4004', { filedPrice: '1199999.99' }));
    await expect(above).rejects.toMatchObject({ code: 'INV-4.deal-above-filed', facts: { filed: '1199999.99' } });
    const unitId = await sales.offered('3-4005');
    const filed = { unitId, projectId: project, permitId: idOf('permit'), filedPrice: '1200000.00' };
    await sales.service.hear(FiledPriceRecorded, filed);
    await expect(sales.subscribe(unitId)).resolves.toMatchObject({ dealPrice: '1200000.00' });
    const nowhere = { ...filed, unitId: idOf('not offered') };
    await expect(sales.service.hear(FiledPriceRecorded, nowhere)).resolves.toBeUndefined();
  });
});
