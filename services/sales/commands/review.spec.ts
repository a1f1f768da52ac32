import { ContractApproved, ContractById, ContractReviewed, ContractSealed, ReviewContract } from '#contracts/sales.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { project, reviewers, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const sheet = (contractId: string) => sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
const also = (person: Person, as: Person): Person => ({
  ...person,
  assignments: [...person.assignments, ...as.assignments],
});
const about = (contractId: string) => (event: { contractId?: string }) => event.contractId === contractId;

describe('CON-3 the four reviews', () => {
  it('CON-3 pass in their order, and then the contract is approved', async () => {
    const contractId = await sales.approved('3-1201');
    const read = await sheet(contractId);
    expect(read.reviews).toMatchObject([
      ...[
        { stage: 'supervisor', by: '孙' },
        { stage: 'manager', by: '李' },
      ],
      ...[
        { stage: 'accounting', by: '郑' },
        { stage: 'cfo', by: '王' },
      ],
    ]);
    expect(read).toMatchObject({ state: 'approved', nextStep: expect.stringMatching('待盖章经办') });
    const stages = (await sales.service.told(ContractReviewed)).filter(about(contractId));
    expect(stages.map(({ stage }) => stage)).toEqual(['supervisor', 'manager', 'accounting', 'cfo']);
    expect((await sales.service.told(ContractApproved)).filter(about(contractId))).toHaveLength(1);
    const kinds = 'select kind from deadline where about = ? and cleared_at is null and done_at is null';
    expect(await sales.service.rows(kinds, [contractId])).toEqual([{ kind: 'CON-3.to-seal' }]);
  });

  it('CON-3 out of turn is refused, and says whose turn it is', async () => {
    const contractId = await sales.signed('3-1202');
    const early = sales.review(contractId, 'cfo');
    await expect(early).rejects.toMatchObject({
      code: 'CON-3.order',
      facts: { turn: 'supervisor', turnZh: '待销售主任审核', turnEn: 'the sales supervisor reviews it' },
    });
    await sales.review(contractId, 'supervisor');
    const twice = sales.review(contractId, 'supervisor');
    await expect(twice).rejects.toMatchObject({ code: 'CON-3.order', facts: { turn: 'manager' } });
  });

  it('CON-3 of two supervisors at once one reviews, and the other is told whose turn it is', async () => {
    const contractId = await sales.signed('3-1203');
    const other: Person = { ...cast.chen, assignments: cast.sun.assignments };
    const both = [sales.review(contractId, 'supervisor'), sales.review(contractId, 'supervisor', other)];
    const outcomes = await Promise.allSettled(both);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toEqual([expect.objectContaining({ reason: expect.objectContaining({ code: 'CON-3.order' }) })]);
    expect((await sheet(contractId)).reviews).toHaveLength(1);
  });

  it('CON-3 of an approval and a return at once one counts', async () => {
    const contractId = await sales.signed('3-1204');
    const other: Person = { ...cast.chen, assignments: cast.sun.assignments };
    const sentBack = { decision: 'return', reason: '有误' };
    const both = [sales.review(contractId, 'supervisor'), sales.review(contractId, 'supervisor', other, sentBack)];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { state, reviews } = await sheet(contractId);
    expect(reviews).toHaveLength(1);
    expect(state).toBe(reviews[0].decision === 'approve' ? 'in-review' : 'returned');
  });

  it('CON-3 a return needs a reason', async () => {
    const contractId = await sales.signed('3-1205');
    for (const as of [{ decision: 'return' }, { decision: 'return', reason: '  ' }]) {
      const review = sales.review(contractId, 'supervisor', cast.sun, as);
      await expect(review).rejects.toMatchObject({ code: 'CON-3.reason-missing' });
    }
  });

  it('CON-3 what is returned is not reviewed until it is sent again', async () => {
    const contractId = await sales.signed('3-1206');
    await sales.review(contractId, 'supervisor', cast.sun, { decision: 'return', reason: '有误' });
    const review = sales.review(contractId, 'supervisor');
    await expect(review).rejects.toMatchObject({ code: 'CON-3.not-in-review' });
  });

  it('ALL-5 the right for one stage does not open another', async () => {
    const contractId = await sales.signed('3-1207');
    const asked = { contractId, stage: 'cfo', decision: 'approve' };
    const other = sales.service.ask(ReviewContract, asked, [cast.sun, 'contract.review-supervisor']);
    await expect(other).rejects.toMatchObject({ code: 'ALL-5.no-right' });
    const nowhere: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [] }] };
    const outside = sales.review(contractId, 'supervisor', nowhere);
    await expect(outside).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('ALL-4 maker and checker', () => {
  it.each([
    ['who signed does not review', [], 'supervisor', also(cast.zhao, cast.sun)],
    ['who signed does not review as CFO', ['supervisor', 'manager', 'accounting'], 'cfo', also(cast.zhao, cast.wang)],
    ['the supervisor is not the manager', ['supervisor'], 'manager', also(cast.sun, cast.li)],
    [
      ...['the accounting supervisor is not the CFO', ['supervisor', 'manager', 'accounting'], 'cfo'],
      also(cast.zheng, cast.wang),
    ],
  ] as [string, (keyof typeof reviewers)[], keyof typeof reviewers, Person][])(
    'ALL-4 %s',
    async (what, before, stage, by) => {
      const contractId = await sales.signed(`4-${what}`);
      for (const earlier of before) await sales.review(contractId, earlier);
      await expect(sales.review(contractId, stage, by)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    },
  );

  it('ALL-4 who signed does not seal', async () => {
    const contractId = await sales.approved('3-1208');
    const seal = sales.seal(contractId, also(cast.zhao, cast.chu));
    await expect(seal).rejects.toMatchObject({ code: 'ALL-4.same-person' });
  });

  it('ALL-4 the database itself refuses one person in two places', async () => {
    const contractId = await sales.signed('3-1209');
    const set = (change: string) => sales.service.rows(`update contract set ${change} where id = ?`, [contractId]);
    await expect(set('supervisor_id = signed_by_id')).rejects.toThrow(/contract_reviewed_by_others/);
    await set('supervisor_id = gen_random_uuid()');
    await expect(set('manager_id = supervisor_id')).rejects.toThrow(/contract_reviewed_by_others/);
    await expect(set('accounting_id = gen_random_uuid()')).rejects.toThrow(/contract_reviewed_in_order/);
  });
});

describe('CON-3 the seal', () => {
  it('CON-3 is set on what all four approved, by the seal clerk, and told', async () => {
    const contractId = await sales.approved('3-1301');
    expect(await sales.seal(contractId)).toEqual({ contractId, state: 'sealed' });
    const told = (await sales.service.told(ContractSealed)).filter(about(contractId));
    expect(told).toEqual([expect.objectContaining({ projectId: project, sealedAt: expect.any(String) })]);
    await expect(sales.seal(contractId)).rejects.toMatchObject({ code: 'CON-3.not-approved' });
    await new ChangesInTest(sales.service).paidSlip(contractId);
    await sales.service.pass('CON-6.filing', contractId);
    expect(await sheet(contractId)).toMatchObject({ overdueFor: 'CON-6.filing' });
  });

  it('CON-3 is set on the paper that says what was signed off, and on no other', async () => {
    const contractId = await sales.approved('3-1311');
    const { contentHash, trace, signedOff, reviews } = await sheet(contractId);
    expect(signedOff).toBe(true);
    expect(reviews.map((one: { contentHash: string }) => one.contentHash)).toEqual(Array(4).fill(contentHash));
    const other = sales.seal(contractId, cast.chu, { paper: '0123456789abcdef' });
    await expect(other).rejects.toMatchObject({ code: 'CON-3.paper-differs' });
    expect(trace).toEqual(expect.any(String));
    expect(await sales.seal(contractId, cast.chu, { paper: contentHash.slice(0, 16) })).toMatchObject({
      state: 'sealed',
    });
  });

  it('CON-3 is not set on content that nobody signed off', async () => {
    const contractId = await sales.approved('3-1312');
    await sales.service.rows(`update contract set unit_code = '3-9999' where id = ?`, [contractId]);
    await expect(sales.seal(contractId)).rejects.toMatchObject({ code: 'CON-3.content-differs' });
  });

  it('CON-3 is not set on what is still in review, and is late when its day has passed', async () => {
    const contractId = await sales.signed('3-1302');
    await expect(sales.seal(contractId)).rejects.toMatchObject({ code: 'CON-3.not-approved' });
    const approved = await sales.approved('3-1303');
    await sales.service.pass('CON-3.to-seal', approved);
    expect(await sheet(approved)).toMatchObject({ overdueFor: 'CON-3.to-seal' });
  });
});
