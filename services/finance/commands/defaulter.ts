import { DefaulterEnded, DefaulterReferred, HandleDefaulter, ReferDefaulter } from '#contracts/finance-defaulters.js';
import { ReminderStopped } from '#contracts/finance-dunning.js';
import { newId } from '#kernel/ids.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { Defaulter, DefaulterNote, defaulterOf } from '../entities/defaulter.js';
import { dropped, openReminders } from '../entities/reminder.js';
import { caseAfter } from '../rules/defaulter.js';
import { overdue } from '../rules/payment-delay.js';

@Controller()
export class DefaulterCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The human gate before the last step: nobody is handed to the lawyer by the clock (FIN-10). */
  @Answers(ReferDefaulter)
  refer(asked: Asked<ReferDefaulter>) {
    const { dealId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { deal, owed } = await Account.locked(work.em, dealId);
      const { projectId, unitCode: unit } = deal;
      mayTouch(asked.actor, { projectId });
      const owing = overdue(owed, dayOf(work.at));
      if (deal.state === 'cancelled' || owing.isZero) refuse('FIN-10.no-arrears', { unit });
      if (await defaulterOf(work.em, dealId)) refuse('FIN-10.referred', { unit });
      const ladderDone = await ladderEnds(deal, asked, work);
      if (!ladderDone && !reason?.trim()) refuse('FIN-10.ladder-open', { unit });
      return referred(deal, { overdue: owing, ladderDone, reason: reason ?? null }, asked, work);
    });
  }

  @Answers(HandleDefaulter)
  handle(asked: Asked<HandleDefaulter>) {
    const { defaulterId, note, outcome = null } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, actor, tell }) => {
      const { dealId, projectId } = await em.findOneOrFail(Defaulter, defaulterId);
      const { deal, owed } = await Account.locked(em, dealId);
      mayTouch(asked.actor, { projectId });
      const found = await em.findOneOrFail(Defaulter, defaulterId);
      const owing = overdue(owed, dayOf(at));
      const state = caseAfter(found, outcome, owing);
      const ended = state === 'ended' ? { endedBy: actor.id, endedAt: at } : {};
      Object.assign(found, { state, outcome: outcome ?? found.outcome, ...ended });
      em.create(DefaulterNote, { id: newId(), defaulterId, note, outcome, byId: actor.id, byName: actor.name, at });
      const facts = { defaulterId, dealId, unitId: deal.unitId, projectId, outcome };
      if (state === 'ended') tell(Object.assign(new DefaulterEnded(), facts));
      return { defaulterId, state, overdue: owing };
    });
  }
}

/** Whether the ladder has come to the lawyer in one of its instalments; whatever else was to go out does not. */
async function ladderEnds(deal: Account['deal'], { actor }: Asked<object>, work: Work): Promise<boolean> {
  const open = await openReminders(work.em, deal.id);
  const [gates, others] = [true, false].map((gate) => open.filter(({ channel }) => (channel === 'lawyer') === gate));
  for (const facts of dropped(others!, 'referred', deal, work)) work.tell(Object.assign(new ReminderStopped(), facts));
  for (const gate of gates!) {
    Object.assign(gate, { state: 'done', result: 'referred', doneBy: actor.id, doneAt: work.at });
    work.deadlines.clear('FIN-10.reminder', gate.id);
  }
  return gates!.length > 0;
}

function referred(
  { id: dealId, unitId, projectId, consultantId }: Account['deal'],
  found: { overdue: Money; ladderDone: boolean; reason: string | null },
  { actor }: Asked<object>,
  { em, at, tell }: Work,
) {
  const id = newId();
  const state = 'referred' as const;
  em.create(Defaulter, { ...found, id, dealId, projectId, consultantId, state, referredBy: actor.id, referredAt: at });
  const facts = { defaulterId: id, dealId, unitId, projectId, overdue: found.overdue };
  tell(Object.assign(new DefaulterReferred(), facts, found.reason ? { reason: found.reason } : {}));
  return { defaulterId: id, state, overdue: found.overdue };
}
