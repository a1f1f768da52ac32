import { DefaulterEnded } from '#contracts/finance-defaulters.js';
import { ReminderStopped } from '#contracts/finance-dunning.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { ProjectOpened } from '#contracts/inventory.js';
import { MessageFailed, MessageSent } from '#contracts/sales-messages.js';
import { WithdrawalExecuted } from '#contracts/sales-subscriptions.js';
import { SubscriptionCancelled } from '#contracts/sales.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import { theClock, type Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { type Defaulter, DefaulterNote, defaulterOf } from '../entities/defaulter.js';
import { Project } from '../entities/project.js';
import { dropped, lockedReminder, openReminders, Reminder } from '../entities/reminder.js';
import { overdue } from '../rules/payment-delay.js';

/** What stops reminders, and what came of those that were told (FIN-10). */
@Injectable()
export class DunningReactions {
  /** From now on its arrears are looked through. */
  @Hears(ProjectOpened)
  async projectOpened({ event: { projectId, policy }, at }: Heard<ProjectOpened>, { deadlines }: Work) {
    deadlines.set('FIN-10.round', projectId, deadlineFor('FIN-10.round', at, policy.deadlines));
  }

  /** Finance's own: what is paid is not dunned any more, and a defaulter who has paid everything is none. */
  @Hears(ReceiptRecorded)
  async receiptRecorded({ event: { dealId } }: Heard<ReceiptRecorded>, work: Work) {
    const { deal, owed } = await Account.locked(work.em, dealId);
    const paid = new Set(owed.filter(({ state }) => state !== 'open').map(({ id }) => id));
    const open = await openReminders(work.em, dealId);
    const over = open.filter(({ receivableId }) => paid.has(receivableId));
    for (const facts of dropped(over, 'paid', deal, work)) work.tell(Object.assign(new ReminderStopped(), facts));
    const found = await defaulterOf(work.em, dealId);
    if (found && overdue(owed, dayOf(work.at)).isZero) end(found, 'paid', deal.unitId, work);
  }

  @Hears(SubscriptionCancelled)
  subscriptionCancelled({ event: { subscriptionId } }: Heard<SubscriptionCancelled>, work: Work) {
    return nothingOwed(subscriptionId, work);
  }

  @Hears(WithdrawalExecuted)
  withdrawalExecuted({ event: { subscriptionId } }: Heard<WithdrawalExecuted>, work: Work) {
    return nothingOwed(subscriptionId, work);
  }

  /** What was sent was sent, also when it was to be stopped at that very moment. */
  @Hears(MessageSent)
  async messageSent({ event: { messageId, reference, sentAt } }: Heard<MessageSent>, { em }: Work) {
    const reminder = await lockedReminder(em, messageId);
    if (reminder.state === 'told') Object.assign(reminder, { state: 'sent', result: reference, doneAt: sentAt });
    else if (reminder.state === 'dropped') reminder.note = `sent ${reference}`;
  }

  /** Somebody calls instead. */
  @Hears(MessageFailed)
  async messageFailed({ event: { messageId, reason } }: Heard<MessageFailed>, { em, at, deadlines }: Work) {
    const { dealId } = await em.findOneOrFail(Reminder, messageId);
    await Account.locked(em, dealId);
    const reminder = await lockedReminder(em, messageId);
    if (reminder.state !== 'told') return;
    const project = await em.findOneOrFail(Project, reminder.projectId);
    Object.assign(reminder, { state: 'todo', result: reason });
    deadlines.set('FIN-10.reminder', messageId, deadlineFor('FIN-10.reminder', at, project.deadlines));
  }
}

/** The deal is off: nobody is reminded of it, and the lawyer's case has its outcome. */
async function nothingOwed(dealId: string, work: Work): Promise<void> {
  const { deal } = await Account.locked(work.em, dealId);
  const open = await openReminders(work.em, dealId);
  for (const facts of dropped(open, 'cancelled', deal, work)) work.tell(Object.assign(new ReminderStopped(), facts));
  const found = await defaulterOf(work.em, dealId);
  if (found) end(found, 'withdrawal', deal.unitId, work);
}

/** A case that ends by itself, with its record. */
function end(found: Defaulter, outcome: 'paid' | 'withdrawal', unitId: string, { em, at, tell }: Work): void {
  const { id: defaulterId, dealId, projectId } = found;
  Object.assign(found, { state: 'ended', outcome, endedBy: theClock.id, endedAt: at });
  const note = outcome === 'paid' ? '逾期款项已全部付清，自动办结' : '交易已取消或退房，自动办结';
  em.create(DefaulterNote, { id: newId(), defaulterId, note, outcome, byId: theClock.id, byName: theClock.name, at });
  tell(Object.assign(new DefaulterEnded(), { defaulterId, dealId, unitId, projectId, outcome }));
}
