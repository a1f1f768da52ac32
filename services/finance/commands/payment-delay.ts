import { milestoneEvents } from '#contracts/finance-receipts.js';
import { DecidePaymentDelay, PaymentDelayed, RequestPaymentDelay } from '#contracts/finance-arrears.js';
import { ReminderStopped } from '#contracts/finance-dunning.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { PaymentDelay } from '../entities/payment-delay.js';
import { Receivable } from '../entities/receivable.js';
import { dropped, openReminders } from '../entities/reminder.js';
import { movement } from '../rules/movement.js';
import { delayDecided, refuseUnlessDelayable } from '../rules/payment-delay.js';
import { milestones } from '../rules/news.js';

@Controller()
export class PaymentDelayCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** One request at a time for an instalment; a later one asks for another day (FIN-9). */
  @Answers(RequestPaymentDelay)
  request(asked: Asked<RequestPaymentDelay>) {
    const { receivableId, until, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at }) => {
      const { dealId } = await em.findOneOrFail(Receivable, receivableId);
      const { deal, owed } = await Account.locked(em, dealId);
      mayTouch(asked.actor, { projectId: deal.projectId });
      const receivable = owed.find(({ id }) => id === receivableId)!;
      refuseUnlessDelayable(receivable, until, dayOf(at));
      const open = await em.findOne(PaymentDelay, { receivableId, state: 'requested' });
      if (open) refuse('FIN-9.delay-requested', { label: receivable.label, until: open.until });
      const { projectId, consultantId } = deal;
      const of = { id: newId(), dealId, projectId, consultantId, receivableId, dueOn: receivable.dueOn };
      const asks = { until, reason, state: 'requested' as const, requestedBy: asked.actor.id, requestedAt: at };
      return answerOf(em.create(PaymentDelay, { ...of, ...asks }));
    });
  }

  /** From now on it is due on that day for everybody who reminds of it (FIN-10). */
  @Answers(DecidePaymentDelay)
  decide(asked: Asked<DecidePaymentDelay>) {
    const { paymentDelayId, decision, lateFeeRuns = false, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, at } = work;
      const { dealId } = await em.findOneOrFail(PaymentDelay, paymentDelayId);
      const account = await Account.locked(em, dealId);
      mayTouch(asked.actor, { projectId: account.deal.projectId });
      const delay = await em.findOneOrFail(PaymentDelay, paymentDelayId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      separate(asked.actor, { 'late-fee.waive-request': delay.requestedBy });
      const state = delayDecided(delay.state, decision, reason);
      Object.assign(delay, { state, decidedBy: asked.actor.id, decidedAt: at, decisionReason: reason ?? null });
      if (state === 'refused') return answerOf(delay);
      const receivable = account.owed.find(({ id }) => id === delay.receivableId)!;
      refuseUnlessDelayable(receivable, delay.until, dayOf(at));
      await granted(delay, { account, receivable, lateFeeRuns }, work);
      for (const event of lateFeesAnew(account, delay, asked)) work.tell(event);
      return answerOf(delay);
    });
  }
}

interface Granted {
  account: Account;
  receivable: Receivable;
  lateFeeRuns: boolean;
}

/** The instalment is due on that day for dunning; reminders that count from the day before are not made (FIN-10). */
async function granted(
  delay: PaymentDelay,
  { account: { deal }, receivable, lateFeeRuns }: Granted,
  work: Work,
): Promise<void> {
  Object.assign(delay, { lateFeeRuns });
  Object.assign(receivable, { delayedUntil: delay.until, ...(lateFeeRuns ? {} : { lateAfter: delay.until }) });
  const open = (await openReminders(work.em, deal.id)).filter((one) => one.receivableId === receivable.id);
  for (const facts of dropped(open, 'delayed', deal, work)) work.tell(Object.assign(new ReminderStopped(), facts));
  work.tell(delayedOf(delay, deal.unitId, receivable));
}

/** The late fee is as if that had been its day, unless it runs on; with it the deal may be cleared (FIN-7, HAN-1). */
function lateFeesAnew(account: Account, { id, lateFeeRuns }: PaymentDelay, { at, name, key }: Asked<object>): object[] {
  if (lateFeeRuns) return [];
  account.book(movement(account.deal, {}), { kind: 'late-fee', id, at, cause: { name, id: key } });
  return milestoneEvents(account.turned(milestones(account.deal, account.owed, at)));
}

function delayedOf(delay: PaymentDelay, unitId: string, { label }: Receivable): PaymentDelayed {
  const { id: paymentDelayId, dealId, projectId, receivableId, dueOn, until, reason, lateFeeRuns } = delay;
  const ids = { dealId, unitId, projectId, receivableId, paymentDelayId };
  return Object.assign(new PaymentDelayed(), ids, { label, dueOn, until, lateFeeRuns, reason });
}

function answerOf({ id: paymentDelayId, state, until }: PaymentDelay) {
  return { paymentDelayId, state, until };
}
