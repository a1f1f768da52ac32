import { DunningByDeal, LetterPdf } from '#contracts/finance-dunning.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { pdfOf } from '#printing/pdf.js';
import { shortTraceId } from '#telemetry/trace.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { DunningPause, holds } from '../entities/dunning-pause.js';
import { Project } from '../entities/project.js';
import { Receivable } from '../entities/receivable.js';
import { Reminder } from '../entities/reminder.js';
import { letterBlocks } from '../rules/dunning-letter.js';

@Controller()
export class ReminderQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DunningByDeal)
  byDeal({ payload: { dealId }, actor, at }: Asked<DunningByDeal>) {
    return this.unitOfWork.read(async (em) => {
      const deal = await em.findOneOrFail(Deal, dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const reminders = await em.find(Reminder, { dealId }, { orderBy: { id: 'asc' } });
      const pauses = await em.find(DunningPause, { dealId }, { orderBy: { id: 'asc' } });
      const owed = await em.find(Receivable, { dealId });
      const labels = new Map(owed.map(({ id, label }) => [id, label]));
      const pause = pauses.find(({ endedAt }) => endedAt === null) ?? null;
      return {
        ...{ dealId, unitCode: deal.unitCode },
        ...(pause && holds(pause, dayOf(at)) ? { pausedUntil: pause.until } : {}),
        reminders: reminders.map((one) => ({ ...rowOf(one), label: labels.get(one.receivableId)! })),
        pauses: pauses.map(pauseRow),
      };
    });
  }

  /** Amounts as of today; addressed to the unit, because finance does not know who lives where (ALL-9). */
  @Answers(LetterPdf)
  letter({ payload: { reminderId }, actor, at }: Asked<LetterPdf>) {
    return this.unitOfWork.read(async (em) => {
      const { dealId, number } = await em.findOneOrFail(Reminder, reminderId);
      const deal = await em.findOneOrFail(Deal, dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      if (!number) refuse('FIN-10.no-letter', {});
      const project = await em.findOneOrFail(Project, deal.projectId);
      const owed = await em.find(Receivable, { dealId, state: 'open' }, { orderBy: { dueOn: 'asc', line: 'asc' } });
      const blocks = letterBlocks({ project: project.name, unit: deal.unitCode, owed }, dayOf(at));
      const trace = shortTraceId() ?? '';
      const pdf = await pdfOf({ title: '催款函', number, trace, printedAt: at, blocks });
      return { name: `${number}.pdf`, type: 'application/pdf', file: pdf.toString('base64') };
    });
  }
}

function rowOf({ id: reminderId, afterDays: after, ...row }: Reminder) {
  const { receivableId, channel, dueOn, state, plannedAt, toldAt, text, textVersion, number } = row;
  const { result, note, doneBy, doneAt } = row;
  return {
    ...{ reminderId, receivableId, channel, after, dueOn, state, plannedAt },
    ...given({ toldAt, text, textVersion, number, result, note, doneBy, doneAt }),
  };
}

function pauseRow({ until, reason, byId: by, at, endedAt }: DunningPause) {
  return { until, reason, by, at, ...given({ endedAt }) };
}

/** Without what is null. */
function given<T extends object>(fields: T) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}
