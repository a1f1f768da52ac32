import { ContractById, SignSupplement, SupplementSigned } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const sign = (contractId: string, by = cast.zhao) =>
  sales.service.ask(SignSupplement, { contractId }, [by, 'contract.sign']);

describe('CON-7 the supplementary contract', () => {
  it('CON-7 follows the area settlement, with the price before and after and how it came to be', async () => {
    const contractId = await sales.signed('3-1201');
    await sales.settled(contractId, '3-1201');
    const made = await sign(contractId);
    expect(made).toMatchObject({ newPrice: '1212000.00', difference: '12000.00' });
    const told = (await sales.service.told(SupplementSigned)).filter((event) => event.contractId === contractId);
    expect(told).toMatchObject([{ supplementId: made.supplementId, oldPrice: '1200000.00', newPrice: '1212000.00' }]);
    expect(told[0]!.derivation).toMatchObject({ rule: 'CON-7', steps: [{ rule: 'TIT-2' }] });
    const sheet = await sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
    expect(sheet).toMatchObject({ price: '1200000.00', supplement: made });
  });

  it('CON-7 waits for the settlement', async () => {
    const contractId = await sales.signed('3-1202');
    await expect(sign(contractId)).rejects.toMatchObject({ code: 'CON-7.no-settlement' });
  });

  it('CON-7 is signed once, also when two sign at once, and stands', async () => {
    const contractId = await sales.signed('3-1203');
    await sales.settled(contractId, '3-1203', { oldPrice: '1200000.00', newPrice: '1190000.00' });
    const outcomes = await Promise.allSettled([sign(contractId), sign(contractId)]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toEqual([
      expect.objectContaining({ reason: expect.objectContaining({ code: 'CON-7.signed-already' }) }),
    ]);
    const rewrite = sales.service.rows('update supplement set new_price = 1');
    await expect(rewrite).rejects.toThrow(/permission denied/);
  });

  it('CON-7 is refused where the settlement is of another price than the contract’s', async () => {
    const contractId = await sales.signed('3-1204');
    await sales.settled(contractId, '3-1204', { oldPrice: '1100000.00', newPrice: '1110000.00' });
    await expect(sign(contractId)).rejects.toMatchObject({ code: 'CON-7.price-differs' });
  });

  it('ALL-5 is signed by the contract’s consultant', async () => {
    const contractId = await sales.signed('3-1205');
    await expect(sign(contractId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
