import { DefaulterById, DefaulterEnded, DefaulterReferred, HandleDefaulter } from '#contracts/finance-defaulters.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DunningInTest } from './dunning-in-test.js';

let dunning: DunningInTest;
beforeAll(async () => void (dunning = await DunningInTest.start()));
afterAll(() => dunning.finance.close());

const refused = (code: string) => expect.objectContaining({ code });
const handle = (defaulterId: string, more: object = {}) =>
  dunning.service.ask(HandleDefaulter, { defaulterId, note: '发律师函', ...more }, [cast.wei, 'defaulter.handle']);
const sheet = (defaulterId: string) => dunning.service.ask(DefaulterById, { defaulterId }, [cast.wei, 'report.desk']);

describe('FIN-10 a malicious defaulter', () => {
  it('FIN-10 is referred before the ladder is through only with a reason, once, and then not dunned', async () => {
    const deal = await dunning.owing('9-501', -20);
    await dunning.dunned(deal);
    await expect(dunning.refer(deal)).rejects.toEqual(refused('FIN-10.ladder-open'));
    const { defaulterId } = await dunning.refer(deal, '拒接电话');
    await expect(dunning.refer(deal, '再次')).rejects.toEqual(refused('FIN-10.referred'));
    expect(await dunning.dunned(deal)).toMatchObject([{ channel: 'call', state: 'dropped', result: 'referred' }]);
    const told = await dunning.finance.told(DefaulterReferred, deal);
    expect(told).toMatchObject([{ defaulterId, overdue: '80000.00', reason: '拒接电话' }]);
    expect(await dunning.unitsOn('defaulters', cast.wei)).toEqual(['9-501']);
    expect(await sheet(defaulterId)).toMatchObject({ ladderDone: false, overdueNow: '80000.00', state: 'referred' });
  });

  it('FIN-10 needs no reason once the ladder has come to the lawyer', async () => {
    await dunning.decides({ steps: [{ after: 2, channel: 'lawyer' }] });
    const deal = await dunning.owing('9-502', -2);
    await dunning.dunned(deal);
    const { defaulterId } = await dunning.refer(deal);
    expect(await sheet(defaulterId)).toMatchObject({ ladderDone: true });
    expect(await dunning.reminders(deal)).toMatchObject([{ channel: 'lawyer', state: 'done', result: 'referred' }]);
    expect(await dunning.unitsOn('defaulters-to-refer', cast.wang)).toEqual([]);
  });

  it('FIN-10 has something overdue', async () => {
    const deal = await dunning.owing('9-503', 5);
    await expect(dunning.refer(deal, '担心')).rejects.toEqual(refused('FIN-10.no-arrears'));
  });

  it('FIN-10 is handled by legal counsel until an outcome ends it; a litigation goes on', async () => {
    const deal = await dunning.owing('9-504', -20);
    const { defaulterId } = await dunning.refer(deal, '拒付');
    expect(await handle(defaulterId)).toMatchObject({ state: 'referred' });
    await expect(handle(defaulterId, { outcome: 'paid' })).rejects.toEqual(refused('FIN-10.still-owed'));
    expect(await handle(defaulterId, { outcome: 'litigation' })).toMatchObject({ state: 'litigation' });
    expect(await handle(defaulterId, { outcome: 'agreement', note: '分期' })).toMatchObject({ state: 'ended' });
    await expect(handle(defaulterId)).rejects.toEqual(refused('FIN-10.case-ended'));
    expect((await sheet(defaulterId)).notes).toHaveLength(3);
    expect(await dunning.finance.told(DefaulterEnded, deal)).toMatchObject([{ outcome: 'agreement' }]);
    for (const sql of ['update defaulter_note set note = note', 'delete from defaulter_note']) {
      await expect(dunning.service.rows(sql)).rejects.toThrow(/permission denied/);
    }
  });

  it('FIN-10 who has paid everything that is overdue is none any more, with a record', async () => {
    const deal = await dunning.owing('9-505', -20, 40);
    const { defaulterId } = await dunning.refer(deal, '拒付');
    await dunning.paid(deal, '1000.00');
    expect(await sheet(defaulterId)).toMatchObject({ state: 'referred', overdueNow: '79000.00' });
    await dunning.paid(deal, '79000.00');
    expect(await sheet(defaulterId)).toMatchObject({
      ...{ state: 'ended', outcome: 'paid', overdueNow: '0.00' },
      notes: [{ by: 'system', outcome: 'paid' }],
    });
    expect(await dunning.finance.told(DefaulterEnded, deal)).toMatchObject([{ outcome: 'paid' }]);
    const other = await dunning.owing('9-506', -20);
    const { defaulterId: second } = await dunning.refer(other, '拒付');
    await other.withdrawn();
    expect(await sheet(second)).toMatchObject({ state: 'ended', outcome: 'withdrawal' });
  });
});
