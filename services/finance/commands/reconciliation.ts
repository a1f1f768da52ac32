import { settingsOf } from '#contracts/finance-settings.js';
import { CheckReconciliation, ReopenReconciliation, SubmitReconciliation } from '#contracts/finance-reconciliation.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { type BankAccount, lockedBankAccount } from '../entities/bank-account.js';
import { Project } from '../entities/project.js';
import { bankSums, isComplete, makersOf, Reconciliation } from '../entities/reconciliation.js';
import { adjusted, firstDay } from '../rules/reconciliation.js';

@Controller()
export class ReconciliationCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SubmitReconciliation)
  submit(asked: Asked<SubmitReconciliation>) {
    const { payload, actor, at } = asked;
    const { accountId, day } = payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const account = await lockedBankAccount(em, accountId);
      const { projectId } = account;
      mayTouch(actor, account);
      const { sameDay = false } = await settings(em, projectId);
      const fromDay = firstDay(account, day, dayOf(at), sameDay);
      if (await em.findOne(Reconciliation, { accountId, state: 'submitted' })) refuse('FIN-8.check-waiting', {});
      await refuseUnlessComplete(em, account, day);
      const { unexplained: _, ledgerBalance: __, ...figures } = await sheet(em, account, day);
      const { bankBalance, bookBalance } = figures;
      const reconciliation = em.create(Reconciliation, {
        ...{ id: newId(), projectId, accountId, fromDay, day, state: 'submitted', bankBalance, bookBalance },
        ...{ figures: kept(figures), submittedBy: actor.id, submittedAt: at },
      });
      return answerOf(reconciliation);
    });
  }

  /** Approved all up to the day is checked: its matches stand, and nothing new is taken in for it (FIN-8). */
  @Answers(CheckReconciliation)
  check(asked: Asked<CheckReconciliation>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { account, reconciliation } = await lockedReconciliation(em, payload.reconciliationId, actor);
      if (reconciliation.state !== 'submitted') refuse('FIN-8.not-submitted', { state: reconciliation.state });
      separate(actor, await makersOf(em, reconciliation));
      const { decision, reason } = payload;
      if (decision === 'refuse' && !reason?.trim()) refuse('FIN-8.reason-missing', {});
      const state = decision === 'approve' ? ('approved' as const) : ('refused' as const);
      if (decision === 'approve') await approved(em, account, reconciliation);
      Object.assign(reconciliation, { state, decidedBy: actor.id, decidedAt: at, decisionReason: reason ?? null });
      return answerOf(reconciliation);
    });
  }

  @Answers(ReopenReconciliation)
  reopen(asked: Asked<ReopenReconciliation>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { account, reconciliation } = await lockedReconciliation(em, payload.reconciliationId, actor);
      const { state, accountId, day } = reconciliation;
      if (state !== 'approved' || account.checkedThrough !== day) refuse('FIN-8.not-the-last', { state });
      Object.assign(reconciliation, { state: 'reopened', reopenedBy: actor.id, reopenedAt: at });
      reconciliation.reopenedFor = payload.reason;
      const earlier = { accountId, state: 'approved' as const, day: { $lt: day } };
      const before = await em.findOne(Reconciliation, earlier, { orderBy: { day: 'desc' } });
      account.checkedThrough = before?.day ?? null;
      return answerOf(reconciliation);
    });
  }
}

async function refuseUnlessComplete(em: EntityManager, account: BankAccount, day: Day): Promise<void> {
  const complete = await isComplete(em, account, day);
  if (complete === 'gap') refuse('FIN-8.statement-gap', { day });
  if (complete === 'missing') refuse('FIN-8.statement-missing', { day });
}

/** Only what was submitted, unchanged since, and with every difference explained. */
async function approved(em: EntityManager, account: BankAccount, { day, figures }: Reconciliation): Promise<void> {
  const { unexplained, ledgerBalance: _, ...now } = await sheet(em, account, day);
  if (unexplained > 0) refuse('FIN-8.unexplained', { unexplained });
  const was = figures as Record<string, unknown>;
  const changed = Object.entries(kept(now)).some(([name, value]) => was[name] !== value);
  if (changed) refuse('FIN-8.changed-since', { day });
  account.checkedThrough = day;
}

async function sheet(em: EntityManager, account: BankAccount, day: Day) {
  const { differenceDays = 3 } = await settings(em, account.projectId);
  return adjusted(await bankSums(em, account, day, differenceDays));
}

async function settings(em: EntityManager, projectId: string) {
  return settingsOf(await em.findOneOrFail(Project, projectId)).reconciliation ?? {};
}

/** The account's row first, as whoever matches on it does. */
async function lockedReconciliation(em: EntityManager, id: string, actor: Actor) {
  const { accountId } = await em.findOneOrFail(Reconciliation, id);
  const account = await lockedBankAccount(em, accountId);
  mayTouch(actor, account);
  return { account, reconciliation: await em.findOneOrFail(Reconciliation, id, { refresh: true }) };
}

function kept(figures: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(figures)) as Record<string, unknown>;
}

function answerOf({ id: reconciliationId, state }: Reconciliation) {
  return { reconciliationId, state };
}
