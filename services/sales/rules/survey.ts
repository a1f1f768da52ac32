import type { Question, SurveyAnswer } from '#contracts/sales-team.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Instant } from '#kernel/time.js';

/** How soon a customer was entered: within one working day of the contact or late (CRM-3). */
export function entryTiming(contactedAt: Instant, enteredAt: Instant, lengths: DeadlineLengths) {
  const dueBy = deadlineFor('CRM-1.entry', contactedAt, lengths);
  return { contactedAt, enteredAt, dueBy, late: enteredAt > dueBy, month: monthOf(enteredAt) };
}

/** A contact has been; refuses one that is to come (CRM-3). */
export function refuseContactToCome(contactedAt: Instant | undefined, now: Instant): void {
  if (contactedAt && contactedAt > now) refuse('CRM-3.contact-to-come', { contactedAt });
}

/** The month that it is in China at this instant, `2026-11`. */
export function monthOf(at: Instant): string {
  return dayOf(at).slice(0, 7);
}

/** Refuses questions that nobody could answer (CRM-3). */
export function refuseUnanswerable(questions: Question[]): void {
  const codes = questions.map(({ code }) => code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice) refuse('CRM-3.question-twice', { question: twice });
  const wrong = questions.find((question) => chooses(question) !== Boolean(question.options?.length));
  if (wrong) refuse('CRM-3.question-options', { question: wrong.code });
}

/** Refuses answers that do not fit the questionnaire, naming the question (CRM-3). */
export function refuseUnfit(questions: Question[], answers: SurveyAnswer[]): void {
  const asked = new Map(questions.map((question) => [question.code, question]));
  const answered = new Set<string>();
  for (const answer of answers) {
    const question = asked.get(answer.code);
    if (!question || answered.has(answer.code)) refuse('CRM-3.answer-unknown', { question: answer.code });
    if (!fits(question, answer)) refuse('CRM-3.answer-unfit', { question: answer.code });
    answered.add(answer.code);
  }
  const missing = questions.filter(({ code, required }) => required && !answered.has(code)).map(({ code }) => code);
  if (missing.length > 0) refuse('CRM-3.answer-missing', { questions: missing });
}

/** What recording it now makes of a survey (CRM-3), or the refusal. */
export function surveyed(survey: Wanted, now: Instant): { answeredAt: Instant; late: boolean; overdueSince: null } {
  const { answeredAt, cancelledAt, dueBy } = survey;
  if (answeredAt) refuse('CRM-3.surveyed-already', { answeredAt });
  if (cancelledAt) refuse('CRM-3.deal-cancelled', {});
  return { answeredAt: now, late: now > dueBy, overdueSince: null };
}

interface Wanted {
  dueBy: Instant;
  answeredAt?: Instant | null;
  cancelledAt?: Instant | null;
}

function chooses({ kind }: Question): boolean {
  return kind === 'one-of' || kind === 'some-of';
}

function fits({ kind, options = [] }: Question, { text, options: chosen }: SurveyAnswer): boolean {
  if (kind === 'one-of' || kind === 'some-of') {
    const known = chosen?.every((option) => options.includes(option)) ?? false;
    return text === undefined && known && (kind === 'some-of' || chosen!.length === 1);
  }
  return chosen === undefined && text !== undefined && (kind === 'text' || /^(0|[1-9]\d{0,11})$/.test(text));
}
