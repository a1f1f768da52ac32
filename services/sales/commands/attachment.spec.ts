import { Attachments, TieUnit, UnitTied, UnitUntied, UntieUnit } from '#contracts/sales-attachments.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const tie = (contractId: string, unitId: string, by = cast.zhao) =>
  sales.service.ask(TieUnit, { contractId, unitId }, [by, 'contract.sign']);
const untie = (contractId: string, unitId: string) =>
  sales.service.ask(UntieUnit, { contractId, unitId, reason: '改选另一车位' }, [cast.zhao, 'contract.sign']);
const attachments = async (contractId: string) =>
  (await sales.service.ask(Attachments, { contractId }, [cast.zhao, 'report.desk'])).items;

/** A signed home, and a parking space that its buyer, or whoever is named, has subscribed. */
async function homeWithSpace(name: string, whose?: string) {
  const customerId = await sales.customer();
  const home = await sales.effective(`3-${name}`, { customerId });
  const { contractId } = await sales.sign(home.subscriptionId);
  const space = await sales.offered(`P-${name}`, { use: '车位' });
  const { subscriptionId } = await sales.subscribe(space, { customerId: whose ?? customerId });
  return { contractId: contractId as string, home, customerId, space, spaceSubscriptionId: subscriptionId };
}

const cancel = (subscriptionId: string) => sales.service.pass('SUB-3.deposit', subscriptionId);

describe('INV-7 parking spaces and storage rooms', () => {
  it('INV-7 one of the same customer is tied to the contract of their home, which is told and read', async () => {
    const { contractId, home, space } = await homeWithSpace('101');
    const tied = await tie(contractId, space);
    expect(tied).toMatchObject({ contractId, unitId: space, unitCode: 'P-101', use: '车位', homeUnitCode: '3-101' });
    expect(await attachments(contractId)).toEqual([tied]);
    const told = (await sales.service.told(UnitTied)).filter((event) => event.unitId === space);
    expect(told).toEqual([
      {
        ...{ unitId: space, projectId: project, contractId, subscriptionId: home.subscriptionId },
        ...{ homeUnitId: idOf('unit 3-101'), homeUnitCode: '3-101' },
      },
    ]);
  });

  it('INV-7 one that is tied already is refused, of two at once one is tied', async () => {
    const { contractId, customerId, space } = await homeWithSpace('102');
    const other = await sales.effective('3-1021', { customerId });
    const second = (await sales.sign(other.subscriptionId)).contractId as string;
    const both = await Promise.allSettled([tie(contractId, space), tie(second, space)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(tie(contractId, space)).rejects.toMatchObject({
      code: 'INV-7.tied-already',
      facts: { unit: 'P-102' },
    });
    const twice = sales.service.rows(
      `insert into attachment select gen_random_uuid(), contract_id, project_id, unit_id, unit_code, use, home_unit_id,
         home_unit_code, tied_by_id, tied_at from attachment where unit_id = ? and untied_at is null`,
      [space],
    );
    await expect(twice).rejects.toThrow(/attachment_one_home/);
  });

  it('INV-7 one that somebody else has, or nobody, is refused; so is a home', async () => {
    const { contractId } = await homeWithSpace('103');
    const foreign = await homeWithSpace('104', await sales.customer());
    await expect(tie(contractId, foreign.space)).rejects.toMatchObject({ code: 'INV-7.not-theirs' });
    const free = await sales.offered('P-105', { use: '储藏室' });
    await expect(tie(contractId, free)).rejects.toMatchObject({ code: 'INV-7.not-theirs' });
    const home = await sales.offered('3-106');
    await expect(tie(contractId, home)).rejects.toMatchObject({ code: 'INV-7.not-attachable', facts: { use: '住宅' } });
    await expect(tie(contractId, idOf('unit nowhere'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('INV-7 only the contract’s own consultant ties, until the first reviewer has signed (CON-3)', async () => {
    const { contractId, space } = await homeWithSpace('107');
    await expect(tie(contractId, space, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await sales.review(contractId, 'supervisor');
    await expect(tie(contractId, space)).rejects.toMatchObject({ code: 'INV-7.under-review' });
  });

  it('INV-7 one is untied with a reason, and can be tied again', async () => {
    const { contractId, space } = await homeWithSpace('108');
    await expect(untie(contractId, space)).rejects.toMatchObject({ code: 'INV-7.not-tied' });
    await tie(contractId, space);
    await untie(contractId, space);
    expect(await attachments(contractId)).toEqual([]);
    expect(await sales.service.told(UnitUntied)).toContainEqual(
      expect.objectContaining({ unitId: space, contractId, reason: '改选另一车位' }),
    );
    await tie(contractId, space);
    expect(await attachments(contractId)).toHaveLength(1);
  });

  it('INV-7 with the end of its hold the tie ends', async () => {
    const { contractId, space, spaceSubscriptionId } = await homeWithSpace('109');
    await tie(contractId, space);
    await cancel(spaceSubscriptionId);
    expect(await attachments(contractId)).toEqual([]);
    await expect(tie(contractId, space)).rejects.toMatchObject({ code: 'INV-7.not-theirs' });
  });
});
