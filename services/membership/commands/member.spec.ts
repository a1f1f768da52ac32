import { MemberById, RegisterMember } from '#contracts/membership.js';
import { blinded } from '#persistence/sealed.js';
import { cast, idOf } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipModule } from '../module.js';

const projectId = idOf('project');
let membership: ServiceInTest;

beforeAll(async () => {
  membership = await inProcess('membership', MembershipModule);
});
afterAll(() => membership.close());

const register = (phone: string, more: object = {}, who = cast.zhao) =>
  membership.ask(RegisterMember, { projectId, name: '吴邻', phone, ...more }, [who, 'member.write']);

describe('MEM-1 member', () => {
  it('gets a card whose number is never given twice', async () => {
    const first = await register('13700000001');
    expect(first.card).toMatch(/^M\d{8}$/);
    await expect(register('+8613700000001')).rejects.toMatchObject({
      ...{ code: 'MEM-1.phone-taken', facts: { card: first.card } },
    });
    const more = await Promise.all(['2', '3', '4'].map((last) => register(`1370000000${last}`)));
    expect(new Set([first, ...more].map(({ card }) => card)).size).toBe(4);
  });

  it('is one a phone in a project, of two at once too, and may be one in another', async () => {
    const outcomes = await Promise.allSettled([register('13700000011'), register('13700000011')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await register('13700000011', { projectId: idOf('project 2') })).toHaveProperty('card');
  });

  it('is one a customer', async () => {
    const { card } = await register('13700000021', { customerId: idOf('customer Wu') });
    const again = register('13700000022', { customerId: idOf('customer Wu') });
    await expect(again).rejects.toMatchObject({ code: 'MEM-1.customer-taken', facts: { card } });
  });

  it('ALL-9 is shown masked, and stands in the audit without name or phone', async () => {
    const { memberId, card } = await register('13700000031');
    const sheet = await membership.ask(MemberById, { memberId }, [cast.zhao, 'member.write']);
    expect(sheet).toEqual({ memberId, card, name: '吴*', phone: '137****0031', balance: 0, frozen: 0 });
    const [row] = await membership.rows('select after from audit where entity_id = ?', [memberId]);
    expect(row).toMatchObject({ after: { name: '***', phone: '***' } });
  });

  it('ALL-5 is shown to the consultant who registered, and to none without the project', async () => {
    const { memberId } = await register('13700000041');
    const scope = { code: 'ALL-5.out-of-scope' };
    const asking = membership.ask(MemberById, { memberId }, [cast.zhou, 'member.write']);
    await expect(asking).rejects.toMatchObject(scope);
    await expect(register('13700000042', {}, cast.xu)).rejects.toMatchObject(scope);
  });

  it('is refused with the field when the phone is none, and nothing is written', async () => {
    await expect(register('call me')).rejects.toMatchObject({ fields: [{ field: 'phone' }] });
    expect(await membership.rows('select 1 from member where phone_index = ?', [blinded('phone', 'call me')])).toEqual(
      [],
    );
  });
});
