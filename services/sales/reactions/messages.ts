import { ReminderDue, ReminderStopped } from '#contracts/finance-dunning.js';
import { MessageFailed, MessageSent, type MessageFailure } from '#contracts/sales-messages.js';
import { Hears, type Heard } from '#messaging/hears.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { theClock, type Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { lockedMessage, Message, MessageOptOut } from '../entities/message.js';
import { Sms, type SmsOutcome } from '../ports/sms.js';
import { unsendable } from '../rules/message.js';

/**
 * Reminders on their way to the customer's phone, which finance does not know (FIN-10, ALL-9). The gateway is asked
 * outside any transaction and under the reminder's id, so that asking again after a crash sends nothing twice.
 */
@Injectable()
export class MessageReactions {
  constructor(
    private readonly sms: Sms,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Hears(ReminderDue)
  async reminderDue({ event, at }: Heard<ReminderDue>, { em, deadlines }: Work) {
    const { reminderId: id, dealId: subscriptionId, unitId, projectId, customerId } = event;
    const { text, textVersion, sendBefore } = event;
    const ids = { id, projectId, subscriptionId, unitId, customerId };
    em.create(Message, { ...ids, text, textVersion, sendBefore, state: 'waiting', at });
    deadlines.set('FIN-10.message', id, at);
  }

  /** In time, if the gateway was not given it yet; else its answer counts, and it is not given again. */
  @Hears(ReminderStopped)
  async reminderStopped({ event: { reminderId } }: Heard<ReminderStopped>, work: Work) {
    const message = await lockedMessage(work.em, reminderId);
    if (message.state !== 'waiting') return;
    message.stoppedAt = work.at;
    if (!message.givenAt) failed(message, 'stopped', work);
  }

  @WhenDue('FIN-10.message', { outside: true })
  async send(due: Due) {
    const found = await this.sendable(due);
    const outcome = 'failure' in found ? found : await this.sms.send(found);
    await this.clock.settle(due, async (work) => {
      const message = await lockedMessage(work.em, due.about);
      if (message.state !== 'waiting') return;
      if ('failure' in outcome) failed(message, outcome.failure, work);
      else if (outcome.taken) sent(message, outcome, work);
      else failed(message, 'refused', work);
    });
  }

  /** What the gateway is given now, which is written before it is asked, or why it is not. */
  private async sendable(due: Due): Promise<Sending | { failure: MessageFailure }> {
    let found: Sending | { failure: MessageFailure } = { failure: 'stopped' };
    const at = new Date();
    await this.unitOfWork.react({ actor: theClock, name: `deadline ${due.kind}`, at }, async ({ em }) => {
      const message = await lockedMessage(em, due.about);
      if (message.state !== 'waiting' || message.stoppedAt) return;
      const { id: reference, text, sendBefore, customerId } = message;
      const to = await receiver(em, customerId);
      const failure = unsendable(to, { sendBefore, byHand: this.sms.byHand }, at);
      found = failure ? { failure } : { reference, phone: to.phone!, text };
      if (!failure) message.givenAt = at;
    });
    return found;
  }
}

async function receiver(em: EntityManager, customerId: string) {
  const customer = await em.findOne(Customer, customerId);
  const said = await em.findOne(MessageOptOut, customerId);
  return { phone: customer?.phone, accepts: said?.accepts ?? true };
}

interface Sending {
  reference: string;
  phone: string;
  text: string;
}

function sent(message: Message, { reference }: SmsOutcome & { taken: true }, { at, tell }: Work): void {
  const { id: messageId, subscriptionId, unitId, projectId } = message;
  Object.assign(message, { state: 'sent', reference, endedAt: at });
  const facts = { messageId, subscriptionId, unitId, projectId, reference, sentAt: at };
  tell(Object.assign(new MessageSent(), facts));
}

function failed(message: Message, reason: MessageFailure, { at, tell, deadlines }: Work): void {
  const { id: messageId, subscriptionId, unitId, projectId } = message;
  Object.assign(message, { state: 'failed', failedFor: reason, endedAt: at });
  if (reason === 'stopped') deadlines.clear('FIN-10.message', messageId);
  tell(Object.assign(new MessageFailed(), { messageId, subscriptionId, unitId, projectId, reason }));
}
