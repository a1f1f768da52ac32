import { PauseDunning, RecordReminder, ReminderStopped, ResumeDunning } from '#contracts/finance-dunning.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { DunningPause, pauseOf } from '../entities/dunning-pause.js';
import { dropped, lockedReminder, openReminders, Reminder } from '../entities/reminder.js';

@Controller()
export class ReminderCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The consultant of the deal, or the accountant, says what came of it; the ladder goes on from there. */
  @Answers(RecordReminder)
  record(asked: Asked<RecordReminder>) {
    const { reminderId, result, note } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, deadlines }) => {
      const { dealId } = await em.findOneOrFail(Reminder, reminderId);
      const { deal, owed } = await Account.locked(em, dealId);
      mayTouch(asked.actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const reminder = await lockedReminder(em, reminderId);
      if (reminder.state !== 'todo') refuse('FIN-10.not-to-do', { state: reminder.state });
      const { label } = owed.find(({ id }) => id === reminder.receivableId)!;
      if (reminder.channel === 'lawyer') refuse('FIN-10.gate', { label });
      Object.assign(reminder, { state: 'done', result, note, doneBy: asked.actor.id, doneAt: at });
      deadlines.clear('FIN-10.reminder', reminderId);
      return { reminderId, state: reminder.state };
    });
  }

  /** Under the deal's lock: a message that is not told yet does not go out, one that is may still be stopped. */
  @Answers(PauseDunning)
  pause(asked: Asked<PauseDunning>) {
    const { dealId, until, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, at } = work;
      const { deal } = await Account.locked(em, dealId);
      mayTouch(asked.actor, { projectId: deal.projectId });
      const today = dayOf(at);
      if (until < today) refuse('FIN-10.pause-until', { until, today });
      await ended(asked, dealId, work);
      const { id: byId } = asked.actor;
      em.create(DunningPause, { id: newId(), dealId, projectId: deal.projectId, until, reason, byId, at });
      const open = (await openReminders(em, dealId)).filter(({ state }) => state !== 'todo');
      for (const facts of dropped(open, 'paused', deal, work)) work.tell(Object.assign(new ReminderStopped(), facts));
      return { dealId, pausedUntil: until };
    });
  }

  @Answers(ResumeDunning)
  resume(asked: Asked<ResumeDunning>) {
    const { dealId } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { deal } = await Account.locked(work.em, dealId);
      mayTouch(asked.actor, { projectId: deal.projectId });
      const pause = await ended(asked, dealId, work);
      if (!pause) refuse('FIN-10.not-paused', { unit: deal.unitCode });
      return { dealId };
    });
  }
}

/** The pause that was; written before another begins, of which there is one at a time. */
async function ended({ actor }: Asked<object>, dealId: string, { em, at }: Work): Promise<DunningPause | null> {
  const pause = await pauseOf(em, dealId);
  if (pause) Object.assign(pause, { endedBy: actor.id, endedAt: at });
  if (pause) await em.flush();
  return pause;
}
