import { SettlementPaid } from '#contracts/finance.js';
import { SettlementUnpaid } from '#contracts/finance-receipts.js';
import {
  AreaSettled,
  CheckCertifiedArea,
  EnterCertifiedArea,
  SettlementById,
  VerifySettlement,
} from '#contracts/handover.js';
import { ContractAmended, ContractSigned, SupplementSigned } from '#contracts/sales.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandoverModule } from '../module.js';

let handover: ServiceInTest;

beforeAll(async () => {
  handover = await inProcess('handover', HandoverModule);
});
afterAll(() => handover.close());

const idsOf = (unitCode: string) => ({
  ...{ unitId: idOf(`unit ${unitCode}`), contractId: idOf(`contract ${unitCode}`), projectId: idOf('project') },
});

async function signed(unitCode: string): Promise<string> {
  const terms = { price: '1200000.00', pricePerM2: '12000.00', buildingArea: '100.00', innerArea: '80.00' };
  const facts = { subscriptionId: idOf(`deal ${unitCode}`), unitCode, ...terms };
  await handover.hear(ContractSigned, sampleOf(ContractSigned, { ...idsOf(unitCode), ...facts }));
  return idsOf(unitCode).contractId;
}

const enter = (contractId: string, buildingArea: string, who = cast.yang) =>
  handover.ask(EnterCertifiedArea, { contractId, buildingArea, innerArea: '80.50' }, [who, 'title.enter']);
const check = (settlementId: string, who = cast.sun) =>
  handover.ask(CheckCertifiedArea, { settlementId }, [who, 'title.check']);
const verify = (settlementId: string, more: object = {}, who = cast.zheng) =>
  handover.ask(VerifySettlement, { settlementId, ...more }, [who, 'title.settlement-verify']);
const read = (settlementId: string) => handover.ask(SettlementById, { settlementId }, [cast.yang, 'report.desk']);

async function checked(unitCode: string, buildingArea: string): Promise<string> {
  const { settlementId } = await enter(await signed(unitCode), buildingArea);
  await check(settlementId);
  return settlementId;
}

describe('TIT-2 an area settlement', () => {
  it('is entered, checked with its derivation, verified and told', async () => {
    const contractId = await signed('3-1201');
    const { settlementId, state } = await enter(contractId, '102.50');
    expect(state).toBe('entered');
    const amounts = { oldPrice: '1200000.00', difference: '30000.00', newPrice: '1230000.00' };
    const sheet = { settlementId, contractId, unitCode: '3-1201', method: 'building', ratio: '0.025', ...amounts };
    expect(await read(settlementId)).toMatchObject({ ...sheet, state: 'entered' });
    expect(await check(settlementId)).toMatchObject({ ...sheet, state: 'checked', mayRescind: false });
    expect(await read(settlementId)).toMatchObject({ ...sheet, state: 'checked', certifiedArea: '102.50' });
    expect(await verify(settlementId)).toEqual({ settlementId, state: 'verified' });
    const derivation = expect.objectContaining({ formula: '(A1 − A0) × P', result: '30000.00' });
    const ids = { ...idsOf('3-1201'), dealId: idOf('deal 3-1201') };
    const areas = { buildingArea: '102.50', innerArea: '80.50' };
    expect(await handover.told(AreaSettled)).toEqual([{ ...ids, settlementId, ...amounts, ...areas, derivation }]);
  });

  it.each([
    ['3-1202', '98.00', '-24000.00'],
    ['3-1203', '95.50', '-72000.00'],
  ])('of %s at %s is %s', async (unitCode, buildingArea, difference) => {
    const { settlementId } = await enter(await signed(unitCode), buildingArea);
    expect(await check(settlementId)).toMatchObject({ difference });
  });

  it('follows the method of the clauses as they were last told', async () => {
    const contractId = await signed('3-1212');
    const { clauses } = sampleOf(ContractAmended);
    const amended = { ...idsOf('3-1212'), clauses: { ...clauses, areaMethod: 'unit' } };
    await handover.hear(ContractAmended, sampleOf(ContractAmended, amended));
    const { settlementId } = await enter(contractId, '110.00');
    expect(await check(settlementId)).toMatchObject({ method: 'unit', difference: '0.00', mayRescind: false });
  });

  it('within 3% the buyer has no right to rescind', async () => {
    const refused = { code: 'TIT-2.no-rescission' };
    await expect(verify(await checked('3-1211', '102.00'), { buyerKeeps: false })).rejects.toMatchObject(refused);
  });

  it('beyond 3% needs the buyer’s word, and rescission goes another way', async () => {
    const settlementId = await checked('3-1204', '104.00');
    await expect(verify(settlementId)).rejects.toMatchObject({ code: 'TIT-2.choice' });
    const rescinding = verify(settlementId, { buyerKeeps: false });
    await expect(rescinding).rejects.toMatchObject({ code: 'TIT-2.rescission' });
    const forced = `update settlement set state = 'verified', verified_by_id = gen_random_uuid() where id = ?`;
    await expect(handover.rows(forced, [settlementId])).rejects.toThrow(/settlement_in_order/);
    expect(await verify(settlementId, { buyerKeeps: true })).toMatchObject({ state: 'verified' });
  });

  it('TIT-1 entered again it has to be checked again, and once verified it stands', async () => {
    const settlementId = await checked('3-1205', '102.00');
    expect(await enter(idsOf('3-1205').contractId, '101.00')).toEqual({ settlementId, state: 'entered' });
    await expect(verify(settlementId)).rejects.toMatchObject({ code: 'TIT-4.not-checked' });
    expect(await check(settlementId)).toMatchObject({ difference: '12000.00' });
    await expect(check(settlementId)).rejects.toMatchObject({ code: 'TIT-1.already-checked' });
    await verify(settlementId);
    await expect(verify(settlementId)).rejects.toMatchObject({ code: 'TIT-4.already-verified' });
    const again = enter(idsOf('3-1205').contractId, '100.00');
    await expect(again).rejects.toMatchObject({ code: 'TIT-1.verified' });
  });

  it('TIT-1 an inner area larger than the building area is refused', async () => {
    await expect(enter(await signed('3-1206'), '80.00')).rejects.toMatchObject({ code: 'TIT-1.areas' });
  });

  it('ALL-4 three people: who enters, who checks, who verifies', async () => {
    const roles = [cast.yang, cast.sun, cast.zheng].flatMap(({ assignments }) => assignments);
    const all: Person = { ...cast.yang, assignments: roles };
    const { settlementId } = await enter(await signed('3-1207'), '102.00');
    await expect(check(settlementId, all)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    await check(settlementId);
    await expect(verify(settlementId, {}, all)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const checker: Person = { ...cast.sun, assignments: roles };
    await expect(verify(settlementId, {}, checker)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const forced = (who: string) =>
      handover.rows(`update settlement set state = 'verified', verified_by_id = ${who} where id = ?`, [settlementId]);
    await expect(forced('entered_by_id')).rejects.toThrow(/settlement_verifier_is_no_maker/);
    await expect(forced('checked_by_id')).rejects.toThrow(/settlement_verifier_is_no_maker/);
  });

  it('TIT-4 is signed and paid in whichever order that is told', async () => {
    const told = async (unitCode: string) => {
      const settlementId = await checked(unitCode, '101.00');
      await verify(settlementId);
      const ids = { ...idsOf(unitCode), settlementId };
      const signing = () => handover.hear(SupplementSigned, sampleOf(SupplementSigned, ids));
      const paying = () => handover.hear(SettlementPaid, sampleOf(SettlementPaid, { ...ids, dealId: idOf(unitCode) }));
      return { settlementId, signing, paying };
    };
    const one = await told('3-1208');
    await one.signing();
    expect(await read(one.settlementId)).toMatchObject({ state: 'signed' });
    await one.paying();
    expect(await read(one.settlementId)).toMatchObject({ state: 'paid' });
    const { settlementId } = one;
    await handover.hear(SettlementUnpaid, sampleOf(SettlementUnpaid, { settlementId, dealId: idOf('3-1208') }));
    expect(await read(settlementId)).toMatchObject({ state: 'signed' });
    const other = await told('3-1209');
    await other.paying();
    await other.signing();
    expect(await read(other.settlementId)).toMatchObject({ state: 'paid' });
  });

  it('ALL-5 a title clerk of another project is refused', async () => {
    const elsewhere: Person = { ...cast.yang, assignments: [{ role: 'title_clerk', projects: [idOf('other')] }] };
    const entering = enter(await signed('3-1210'), '101.00', elsewhere);
    await expect(entering).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
