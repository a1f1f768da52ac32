import { ReminderDue } from '#contracts/finance-dunning.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { type Day, dayOf, daysBetween } from '#kernel/time.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Account } from '../entities/account.js';
import { nextNumber } from '../entities/book.js';
import { defaulterOf } from '../entities/defaulter.js';
import { holds, pauseOf } from '../entities/dunning-pause.js';
import { arrearsToDun, type ToDun } from '../entities/dunning-round.js';
import { Project } from '../entities/project.js';
import type { Receivable } from '../entities/receivable.js';
import { countedToday, dropped, lockedReminder, Reminder } from '../entities/reminder.js';
import * as rules from '../rules/dunning.js';
import { unpaid } from '../rules/standing.js';

/** What time makes of arrears: a step of the ladder when its day has come, a message when it may go out (FIN-10). */
@Injectable()
export class DunningClock {
  /** Looks for instalments whose next step has come; many at once, and again soon when there are more. */
  @WhenDue('FIN-10.round')
  async round({ about: projectId }: Due, work: Work) {
    const { em, at, deadlines } = work;
    const project = await em.findOneOrFail(Project, projectId);
    const ladder = rules.ladderOf(settingsOf(project).dunning ?? {});
    const found = await arrearsToDun(em, project, ladder, dayOf(at));
    for (const one of found.rows) await planned(one, ladder, project, work);
    deadlines.set('FIN-10.round', projectId, found.more ? at : deadlineFor('FIN-10.round', at, project.deadlines));
  }

  /** Asked again under the deal's lock, which a payment needs too: of the two the first decides (FIN-10). */
  @WhenDue('FIN-10.send')
  async send({ about }: Due, work: Work) {
    const { em } = work;
    const { dealId } = await em.findOneOrFail(Reminder, about);
    const account = await Account.locked(em, dealId);
    const reminder = await lockedReminder(em, about);
    if (reminder.state !== 'planned') return;
    const owed = account.owed.find(({ id }) => id === reminder.receivableId)!;
    const why = rules.obstacleTo(reminder, account.deal, owed, await standsStill(work, dealId));
    if (why) return void dropped([reminder], why, account.deal, work);
    const project = await em.findOneOrFail(Project, reminder.projectId);
    const later = await notNow(account, project, work);
    if (later) return work.deadlines.set('FIN-10.send', about, later);
    told(reminder, owed, { account, project }, work);
  }

  /** A call or a letter was not made in time: on the list 逾期未催款. */
  @WhenDue('FIN-10.reminder')
  async late({ about }: Due, { em, at }: Work) {
    const reminder = await lockedReminder(em, about);
    if (reminder.state === 'todo') reminder.overdueSince = at;
  }
}

/** A message waits for its moment; what a person does is on their list at once. */
async function planned(one: ToDun, ladder: rules.Step[], project: Project, { em, at, deadlines }: Work): Promise<void> {
  const step = rules.stepDue(ladder, one.daysLate, one.last);
  if (!step) return;
  const { after: afterDays, channel } = step;
  const { receivableId, dealId, dueOn } = one;
  const id = newId();
  const number = channel === 'letter' ? await letterNumber(project, { em }) : null;
  const state = channel === 'sms' ? 'planned' : 'todo';
  const facts = { id, dealId, projectId: project.id, receivableId, dueOn, afterDays, channel, number };
  em.create(Reminder, { ...facts, state, plannedAt: at });
  if (channel === 'sms') deadlines.set('FIN-10.send', id, at);
  else deadlines.set('FIN-10.reminder', id, deadlineFor('FIN-10.reminder', at, project.deadlines));
}

async function letterNumber({ id, code }: Project, { em }: Pick<Work, 'em'>): Promise<string> {
  return `${code}-CK-${String(await nextNumber(em, `letters of ${id}`)).padStart(5, '0')}`;
}

async function standsStill({ em, at }: Work, dealId: string) {
  const pause = await pauseOf(em, dealId);
  return { paused: holds(pause, dayOf(at)), referred: (await defaulterOf(em, dealId)) !== null };
}

/** When to try again: outside the decent hours, or when the customer or the project has had its fill today. */
async function notNow({ deal }: Account, project: Project, { em, at }: Work): Promise<Date | undefined> {
  const dunning = settingsOf(project).dunning ?? {};
  const decent = rules.decentInstant(at, dunning);
  if (decent > at) return decent;
  const { customer, project: whole } = rules.capsOf(dunning);
  const caps = [
    { aboutId: deal.customerId, most: customer },
    { aboutId: project.id, most: whole },
  ];
  return (await countedToday(em, dayOf(at), caps)) ? undefined : rules.tomorrow(at, dunning);
}

interface Whose {
  account: Account;
  project: Project;
}

function told(reminder: Reminder, owed: Receivable, { account: { deal }, project }: Whose, { at, tell }: Work): void {
  const dunning = settingsOf(project).dunning ?? {};
  const step = rules.ladderOf(dunning).find(({ after }) => after === reminder.afterDays);
  const { id: dealId, unitId, projectId, customerId, unitCode } = deal;
  const named = { project: project.name, unit: unitCode, label: owed.label };
  const what = { ...named, amount: `${unpaid(owed)}`, dueOn: reminder.dueOn, daysLate: daysLate(reminder, at) };
  const text = rules.reminderText(step, what);
  const textVersion = step?.text ? `project-${fingerprint(step.text)}` : rules.houseTextVersion;
  Object.assign(reminder, { state: 'told', toldAt: at, customerId, text, textVersion });
  const ids = { reminderId: reminder.id, dealId, unitId, projectId, customerId };
  const until = rules.sendBefore(at, dunning);
  tell(Object.assign(new ReminderDue(), ids, { text, textVersion, sendBefore: until }));
}

function daysLate({ dueOn }: { dueOn: Day }, at: Date): number {
  return daysBetween(dueOn, dayOf(at));
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
