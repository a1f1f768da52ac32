import { LetterPdf, ReminderDue } from '#contracts/finance-dunning.js';
import { MessageFailed, MessageSent } from '#contracts/sales-messages.js';
import { cast } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DunningInTest, projectId } from './dunning-in-test.js';

let dunning: DunningInTest;
beforeAll(async () => void (dunning = await DunningInTest.start()));
afterAll(() => dunning.finance.close());
beforeEach(() => dunning.decides({}));

const refused = (code: string) => expect.objectContaining({ code });
const told = (deal: ToldDeal) => dunning.finance.told(ReminderDue, deal);
const failed = (messageId: string, reason = 'no-phone') =>
  dunning.service.hear(MessageFailed, sampleOf(MessageFailed, { messageId, reason }));

describe('FIN-10 the ladder in a deal', () => {
  it('FIN-10 a message is told once, by two schedulers at once, without personal data', async () => {
    const deal = await dunning.owing('9-101', -1);
    const [reminder, ...more] = await dunning.dunned(deal);
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({ channel: 'sms', after: 1, state: 'told', textVersion: 'house-1' });
    expect(await told(deal)).toMatchObject([
      { reminderId: reminder.reminderId, text: expect.stringContaining('9-101') },
    ]);
    await dunning.service.hear(
      MessageSent,
      sampleOf(MessageSent, { messageId: reminder.reminderId, reference: 'G-7' }),
    );
    expect(await dunning.dunned(deal)).toMatchObject([{ state: 'sent', result: 'G-7' }]);
  });

  it('FIN-10 a message that failed is a task of consultant or accountant; then the ladder goes on', async () => {
    const deal = await dunning.owing('9-102', -8);
    const [call] = await dunning.dunned(deal);
    expect(call).toMatchObject({ channel: 'call', state: 'todo' });
    expect(await dunning.unitsOn('reminders-to-do', cast.zhao)).toContain('9-102');
    await expect(dunning.record(call.reminderId, cast.zhou)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    expect(await dunning.record(call.reminderId)).toMatchObject({ state: 'done' });
    await expect(dunning.record(call.reminderId)).rejects.toEqual(refused('FIN-10.not-to-do'));
    expect(await dunning.dunned(deal)).toHaveLength(1);
    const other = await dunning.owing('9-103', -2);
    const [message] = await dunning.dunned(other);
    await failed(message.reminderId);
    expect(await dunning.reminders(other)).toMatchObject([{ state: 'todo', result: 'no-phone' }]);
    await dunning.service.pass('FIN-10.reminder', message.reminderId);
    expect(await dunning.unitsOn('reminders-late')).toEqual(['9-103']);
    expect(await dunning.record(message.reminderId, cast.wu)).toMatchObject({ state: 'done' });
    expect(await dunning.unitsOn('reminders-late')).toEqual([]);
  });

  it('FIN-10 what a person does comes one after another, and the lawyer is nobody’s task but the CFO’s', async () => {
    const deal = await dunning.owing('9-104', -45);
    const channels = [];
    for (let reminder = (await dunning.dunned(deal)).at(-1); reminder.channel !== 'lawyer';) {
      channels.push(reminder.channel);
      await dunning.record(reminder.reminderId, cast.wu);
      reminder = (await dunning.dunned(deal)).at(-1);
    }
    expect(channels).toEqual(['call', 'letter']);
    expect(await dunning.unitsOn('defaulters-to-refer', cast.wang)).toEqual(['9-104']);
    const gate = (await dunning.reminders(deal)).at(-1);
    await expect(dunning.record(gate.reminderId, cast.wu)).rejects.toEqual(refused('FIN-10.gate'));
  });

  it('FIN-10 ALL-2 the letter is a PDF with its number; a call has none', async () => {
    await dunning.decides({
      steps: [
        { after: 1, channel: 'letter' },
        { after: 2, channel: 'call' },
      ],
    });
    const deal = await dunning.owing('9-105', -1);
    const [letter] = await dunning.dunned(deal);
    expect(letter.number).toMatch(/^YH-CK-\d{5}$/);
    const read = (reminderId: string, as = cast.zhao) =>
      dunning.service.ask(LetterPdf, { reminderId }, [as, 'dunning.send']);
    const { name, file } = await read(letter.reminderId);
    expect(name).toBe(`${letter.number}.pdf`);
    expect(Buffer.from(file, 'base64').subarray(0, 4).toString()).toBe('%PDF');
    await expect(read(letter.reminderId, cast.zhou)).rejects.toEqual(refused('ALL-5.out-of-scope'));
    const other = await dunning.owing('9-106', -2);
    await dunning.dunned(other);
    const [first] = await dunning.reminders(other);
    await dunning.record(first.reminderId);
    const call = (await dunning.dunned(other)).at(-1);
    await expect(read(call.reminderId)).rejects.toEqual(refused('FIN-10.no-letter'));
  });

  it('FIN-10 before the due day it reminds, of deposits and of the bank’s part never', async () => {
    const deal = await dunning.finance.subscribed('9-107');
    const coming = await dunning.owing('9-108', 2);
    expect(await dunning.dunned(deal)).toEqual([]);
    expect(await dunning.dunned(coming)).toMatchObject([{ after: -3, state: 'told' }]);
  });
});

describe('FIN-10 decent hours and caps', () => {
  it('FIN-10 outside the hours a message waits', async () => {
    const hour = new Date(Date.now() + 8 * 3_600_000).getUTCHours();
    const from = `${String((hour + 2) % 24).padStart(2, '0')}:00`;
    await dunning.decides(hour < 21 ? { from, to: `${from.slice(0, 3)}30` } : { from: '00:00', to: '00:30' });
    const deal = await dunning.owing('9-301', -1);
    await dunning.dunned(deal);
    expect(await dunning.reminders(deal)).toMatchObject([{ state: 'planned' }]);
    const [waits] = await dunning.service.rows<{ later: boolean }>(
      `select due_at > now() as later from deadline where kind = 'FIN-10.send' and done_at is null and about = ?`,
      [(await dunning.reminders(deal))[0].reminderId],
    );
    expect(waits!.later).toBe(true);
    await dunning.service.rows(`update deadline set cleared_at = now() where kind = 'FIN-10.send' and done_at is null`);
  });

  it('FIN-10 a customer gets at most so many a day, and so does the project, the rest tomorrow', async () => {
    await dunning.decides({ dailyPerCustomer: 1 });
    const deal = await dunning.owing('9-302', -1, -2, -3);
    await dunning.round();
    const reminders = await dunning.reminders(deal);
    expect(reminders).toHaveLength(3);
    await Promise.all(reminders.map(({ reminderId }: { reminderId: string }) => dunning.sends(reminderId)));
    const states = (await dunning.reminders(deal)).map(({ state }: { state: string }) => state);
    expect(states.toSorted()).toEqual(['planned', 'planned', 'told']);
    const [{ sent }] = (await dunning.service.rows<{ sent: number }>(
      'select sent from reminder_day where about_id = ?',
      [projectId],
    )) as [{ sent: number }];
    await dunning.decides({ dailyPerProject: sent });
    expect(await dunning.dunned(await dunning.owing('9-303', -1))).toMatchObject([{ state: 'planned' }]);
    const counts = await dunning.service.rows<{ told: number; counted: number }>(
      `select (select count(*)::int from reminder where told_at is not null) as told,
         (select sum(sent)::int from reminder_day where about_id = ?) as counted`,
      [projectId],
    );
    expect(counts[0]!.told).toBe(counts[0]!.counted);
    await expect(dunning.service.rows('update reminder_day set sent = most + 1')).rejects.toThrow(/reminder_day_cap/);
  });
});

describe('FIN-10 the database', () => {
  it('FIN-10 refuses a reminder of what is paid, and a step twice', async () => {
    const deal = await dunning.owing('9-401', -8);
    await dunning.dunned(deal);
    const copy = (state: string, more: string) => `
      insert into reminder (id, deal_id, project_id, receivable_id, due_on, after_days, channel, state, planned_at,
        told_at, text, customer_id)
      select gen_random_uuid(), deal_id, project_id, receivable_id, due_on, ${more}, 'sms', '${state}', now(), now(),
        '请付款', deal_id from reminder where deal_id = ?`;
    await expect(dunning.service.rows(copy('told', 'after_days + 1'), [deal.id])).rejects.toThrow(/reminder_one_open/);
    await dunning.paid(deal, '80000.00');
    await expect(dunning.service.rows(copy('told', 'after_days + 1'), [deal.id])).rejects.toThrow(/nothing is owed/);
  });

  it('FIN-10 a round that finds nothing leaves the next one set', async () => {
    await dunning.decides({ steps: [] });
    await dunning.round();
    const next = `select due_at > now() as later from deadline
      where kind = 'FIN-10.round' and about = ? and done_at is null`;
    expect(await dunning.service.rows(next, [projectId])).toEqual([{ later: true }]);
  });
});
