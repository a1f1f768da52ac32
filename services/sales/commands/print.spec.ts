import {
  ContractPdf,
  DefineTemplate,
  SubscriptionPdf,
  SupplementPdf,
  Templates,
  VersionPdf,
} from '#contracts/sales-contracts.js';
import type { Asking } from '#contracts/message.js';
import { ContractById, SignSupplement } from '#contracts/sales.js';
import { cast, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangesInTest } from './changes-in-test.js';
import { clauses, plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const take = async (asking: Asking, payload: object, by: Person = cast.zhao) => {
  const given = (await sales.service.ask(asking, payload, [by, 'report.desk'])) as { name: string; file: string };
  const bytes = Buffer.from(given.file, 'base64');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  return { name: given.name, file: given.file };
};
const taken = (aboutId: string) =>
  sales.service.rows('select paper, version, by_id, customer_ids from paper_taken where about_id = ? order by at', [
    aboutId,
  ]);
const define = (sample: object, by = cast.sun) =>
  sales.service.ask(DefineTemplate, { projectId: project, ...sample }, [by, 'unit.set-up']);

describe('CON-7 the papers', () => {
  it('CON-7 subscription, contract, amendment and supplement print, and who took them is kept (ALL-9)', async () => {
    const contractId = await sales.approved('8-101');
    const { subscriptionId, customerId, number } = await sales.service.ask(ContractById, { contractId }, [
      cast.zhao,
      'report.desk',
    ]);
    expect(await take(SubscriptionPdf, { subscriptionId })).toMatchObject({ name: 'DG-8-101.pdf' });
    expect(await take(ContractPdf, { contractId }, cast.chu)).toMatchObject({ name: `${number}.pdf` });
    const none = take(SupplementPdf, { contractId });
    await expect(none).rejects.toMatchObject({ code: 'CON-7.not-signed' });
    const changes = new ChangesInTest(sales.service);
    const { amendmentId } = await changes.draft(contractId, { planId: plans.whole });
    await changes.approved(amendmentId);
    expect(await take(VersionPdf, { contractId, version: '1' })).toMatchObject({ name: `${number}.pdf` });
    expect(await take(VersionPdf, { contractId, version: '2' })).toMatchObject({ name: `${number}-2.pdf` });
    await sales.seal(contractId);
    await sales.settled(contractId, '8-101');
    await sales.service.ask(SignSupplement, { contractId }, [cast.zhao, 'contract.sign']);
    expect(await take(SupplementPdf, { contractId })).toMatchObject({ name: `${number}-BC.pdf` });
    const log = await taken(contractId);
    expect(log.map(({ paper }) => paper)).toEqual(['contract', 'contract', 'amendment', 'supplement']);
    expect(log[0]).toMatchObject({ by_id: cast.chu.id, customer_ids: [customerId], version: 1 });
  }, 120_000);

  it('CON-7 nobody takes the paper of a deal that they may not see, and then nothing is kept', async () => {
    const contractId = await sales.approved('8-102');
    await expect(take(ContractPdf, { contractId }, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    expect(await taken(contractId)).toEqual([]);
  });

  it('CON-7 the same version prints the same file; a new sample changes only papers made after it', async () => {
    const contractId = await sales.approved('8-103');
    const before = await take(ContractPdf, { contractId });
    expect(await take(ContractPdf, { contractId })).toEqual(before);
    const blocks = [
      { kind: 'heading', text: '样本' },
      { kind: 'text', text: '总价 {price} 元，{buyerTier}' },
    ];
    const made = await define({ paper: 'contract', title: '买卖合同（本项目）', blocks, clauses });
    expect(made).toMatchObject({ paper: 'contract', version: 1 });
    expect(await take(ContractPdf, { contractId })).toEqual(before);
    const after = await sales.approved('8-104');
    expect((await take(ContractPdf, { contractId: after })).file.length).toBeLessThan(before.file.length);
  });

  it('CON-1 CON-7 samples are versions of a project, with the standard clauses of its contracts', async () => {
    const unknown = { paper: 'supplement', title: '补充', blocks: [{ kind: 'text', text: '{nothing}' }] };
    await expect(define(unknown)).rejects.toMatchObject({ code: 'CON-7.placeholder' });
    const silent = { paper: 'supplement', title: '补充', blocks: [{ kind: 'text' }] };
    await expect(define(silent)).rejects.toMatchObject({ code: 'CON-7.sample-silent' });
    const twice = { paper: 'contract', title: '第二版', blocks: [{ kind: 'parties' }], clauses };
    const { version } = await define(twice);
    const { items } = await sales.service.ask(Templates, { projectId: project }, [cast.zhao, 'report.desk']);
    const contract = items.find((one: { paper: string }) => one.paper === 'contract');
    expect(contract).toMatchObject({ version, title: '第二版', clauses: { buyerLateRateBeyond: '0.0005' } });
    const subscription = items.find((one: { paper: string }) => one.paper === 'subscription');
    expect(subscription).toMatchObject({ version: 0, placeholders: expect.arrayContaining(['deposit']) });
    const rewrite = sales.service.rows('update paper_template set version = 9');
    await expect(rewrite).rejects.toThrow(/append-only|permission denied/);
  });
});
