import { MortgageAdvanced } from '#contracts/mortgage.js';
import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Application } from '../entities/application.js';
import { BankNotice } from '../entities/bank-notice.js';
import { Disbursement } from '../entities/disbursement.js';
import { Project } from '../entities/project.js';
import { Submission } from '../entities/submission.js';
import { decisions, expectsMore, newsIn, type Notice } from '../rules/bank-notice.js';
import { loanOf } from '../rules/disbursement.js';
import { after, can, toldOf } from '../rules/steps.js';

/**
 * What the bank said of a submission (MOR-4, MOR-5): each notice counts once, whatever the order it came in. The bank
 * is asked again only while it has something to say that nobody else brings about.
 */
export async function bankSaid(work: Work, submissionId: string, notices: Notice[]): Promise<void> {
  const { em, at, deadlines } = work;
  const { application, submission, lengths, known, announced } = await loaded(em, submissionId);
  const { decidedAt, lastSequence } = submission;
  const news = newsIn(notices, { ids: known.map(({ noticeId }) => noticeId), decidedAt, last: lastSequence });
  for (const notice of news.fresh) keep(work, submissionId, notice);
  for (const payment of news.payments) announce(em, submission, payment);
  submission.lastSequence = news.last;
  if (news.decision) decide(work, { application, submission, lengths }, news.decision);
  const money = Money.sum([...announced, ...news.payments].map(({ amount }) => amount));
  const counts = application.submissionId === submissionId;
  if (counts && expectsMore(application.state, loanOf(application), money)) {
    deadlines.set('MOR-4.query', submissionId, deadlineFor('MOR-4.query', at, lengths));
  }
}

async function loaded(em: EntityManager, submissionId: string) {
  const submission = await em.findOneOrFail(Submission, submissionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const application = await em.findOneOrFail(Application, submission.applicationId, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
  });
  const project = await em.findOneOrFail(Project, application.projectId);
  const known = await em.find(BankNotice, { submissionId });
  const announced = await em.find(Disbursement, { applicationId: application.id });
  return { application, submission, lengths: project.deadlines, known, announced };
}

function keep({ em, at }: Work, submissionId: string, notice: Notice): void {
  const { id: noticeId, sequence, kind, at: saidAt, amount, reason } = notice;
  const said = { noticeId, sequence, kind, saidAt, amount: amount ?? null, reason: reason ?? null };
  em.create(BankNotice, { id: newId(), submissionId, ...said, heardAt: at });
}

/** Money that the bank says it paid is kept even before its approval was seen: deliveries have no order. */
function announce(em: EntityManager, submission: Submission, payment: Notice & { amount: Money }): void {
  const { id: submissionId, applicationId, bank } = submission;
  const { id: noticeId, amount, at: announcedAt } = payment;
  em.create(Disbursement, { id: newId(), applicationId, submissionId, noticeId, bank, amount, announcedAt });
}

/** The decision moves the application only while it waits for one, from the bank that was chosen last. */
function decide(
  { at, tell }: Work,
  { application, submission, lengths }: { application: Application; submission: Submission; lengths: DeadlineLengths },
  { kind, at: decidedAt, amount, reason }: Notice,
): void {
  submission.decidedAt = decidedAt;
  const step = decisions[kind]!;
  if (application.submissionId !== submission.id || !can(application.state, step)) return;
  Object.assign(application, after(application, step, at, { lengths, reason }));
  if (step === 'bank-refused') submission.endedFor = 'refused';
  if (step === 'bank-approved') Object.assign(application, { approvedAt: decidedAt, approvedAmount: amount ?? null });
  tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
}
