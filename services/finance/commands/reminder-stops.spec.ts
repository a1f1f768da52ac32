import { ReminderDue, ReminderStopped, ResumeDunning } from '#contracts/finance-dunning.js';
import { MessageFailed } from '#contracts/sales-messages.js';
import { cast } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DunningInTest } from './dunning-in-test.js';

let dunning: DunningInTest;
beforeAll(async () => void (dunning = await DunningInTest.start()));
afterAll(() => dunning.finance.close());
beforeEach(() => dunning.decides({}));

const refused = (code: string) => expect.objectContaining({ code });
const told = (deal: ToldDeal) => dunning.finance.told(ReminderDue, deal);
const stopped = (deal: ToldDeal) => dunning.finance.told(ReminderStopped, deal);
const failed = (messageId: string, reason = 'no-phone') =>
  dunning.service.hear(MessageFailed, sampleOf(MessageFailed, { messageId, reason }));

/** So that the clock of the service does not send by itself meanwhile. */
function hoursAwayFromNow() {
  const morning = new Date(Date.now() + 8 * 3_600_000).getUTCHours() < 12;
  return morning ? { from: '18:00', to: '19:00' } : { from: '05:00', to: '06:00' };
}

describe('FIN-10 what stops a reminder', () => {
  it('FIN-10 payment, before it is told and while it is on its way', async () => {
    const deal = await dunning.owing('9-201', -1);
    await dunning.decides(hoursAwayFromNow());
    await dunning.round();
    await dunning.decides({});
    const { reminderId } = (await dunning.reminders(deal))[0]!;
    await dunning.finance.pay(deal, '80000.00');
    await dunning.sends(reminderId);
    expect(await dunning.reminders(deal)).toMatchObject([{ state: 'dropped', result: 'paid' }]);
    const other = await dunning.owing('9-202', -1);
    await dunning.dunned(other);
    await dunning.paid(other, '80000.00');
    expect([await told(deal), await stopped(deal)]).toEqual([[], []]);
    expect(await stopped(other)).toMatchObject([{ reason: 'paid' }]);
    const [gone] = await dunning.reminders(other);
    await failed(gone.reminderId, 'stopped');
    expect(await dunning.reminders(other)).toMatchObject([{ state: 'dropped' }]);
  });

  it('FIN-10 payment at the very moment of sending: it is told before, or not at all', async () => {
    const deals = [];
    for (const name of ['9-211', '9-212', '9-213', '9-214', '9-215']) deals.push(await dunning.owing(name, -1));
    await dunning.round();
    await Promise.all(
      deals.map(async (deal) => {
        const { reminderId } = (await dunning.reminders(deal))[0]!;
        await Promise.all([dunning.sends(reminderId), dunning.finance.pay(deal, '80000.00')]);
      }),
    );
    const after = await dunning.service.rows(
      `select 1 from reminder m join receivable r on r.id = m.receivable_id where r.state = 'paid'
       and m.told_at > (select max(a.at) from allocation a where a.receivable_id = r.id) + interval '5 seconds'`,
    );
    expect(after).toEqual([]);
    const open = `select 1 from reminder where state = 'planned' and deal_id = ?`;
    for (const deal of deals) expect(await dunning.service.rows(open, [deal.id])).toEqual([]);
  });

  it('FIN-10 a pause for as long as it lasts, by the accountant; also while a message is going out', async () => {
    const deal = await dunning.owing('9-221', -1);
    await dunning.round();
    const { reminderId } = (await dunning.reminders(deal))[0]!;
    await expect(dunning.pause(deal, 5, cast.zhao)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    await expect(dunning.pause(deal, -1)).rejects.toEqual(refused('FIN-10.pause-until'));
    await Promise.all([dunning.pause(deal, 5), dunning.sends(reminderId)]);
    expect(await dunning.reminders(deal)).toMatchObject([{ state: 'dropped', result: 'paused' }]);
    expect((await stopped(deal)).length).toBe((await told(deal)).length);
    expect(await dunning.dunned(deal)).toHaveLength(1);
    await dunning.pause(deal, 9);
    expect(await dunning.unitsOn('dunning-paused')).toEqual(['9-221']);
    const resume = () => dunning.service.ask(ResumeDunning, { dealId: deal.id }, [cast.wu, 'dunning.send']);
    await resume();
    await expect(resume()).rejects.toEqual(refused('FIN-10.not-paused'));
    expect((await dunning.dunned(deal)).at(-1)).toMatchObject({ state: 'told' });
    expect((await dunning.sheet(deal)).pauses).toHaveLength(2);
  });

  it('FIN-10 the deal that is off', async () => {
    const deal = await dunning.owing('9-231', -8);
    await dunning.dunned(deal);
    await deal.cancelled('SUB-6.withdrawn');
    expect(await dunning.reminders(deal)).toMatchObject([{ state: 'dropped', result: 'cancelled' }]);
  });
});
