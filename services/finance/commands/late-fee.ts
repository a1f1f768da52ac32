import { milestoneEvents } from '#contracts/finance-receipts.js';
import { DecideLateFeeWaiver, LateFeeWaived, RequestLateFeeWaiver } from '#contracts/finance-late-fees.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Instant } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { LateFeeWaiver } from '../entities/late-fee-waiver.js';
import type { Receivable } from '../entities/receivable.js';
import { feesOn } from '../rules/late-fees.js';
import { movement } from '../rules/movement.js';
import { waiver, waiverDecided } from '../rules/waiver.js';
import { milestones } from '../rules/news.js';

@Controller()
export class LateFeeCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** One request at a time for an instalment (FIN-7). */
  @Answers(RequestLateFeeWaiver)
  request(asked: Asked<RequestLateFeeWaiver>) {
    const { dealId, receivableId, amount = null, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at }) => {
      const account = await Account.locked(em, dealId);
      const { projectId } = account.deal;
      mayTouch(asked.actor, { projectId });
      const { id, label } = instalmentOf(account, receivableId);
      granting(account, id, label, at, amount);
      const open = await em.findOne(LateFeeWaiver, { receivableId: id, state: 'requested' });
      if (open) refuse('FIN-7.waiver-asked', { label });
      const asks = { amount, reason, state: 'requested' as const, requestedBy: asked.actor.id, requestedAt: at };
      return answerOf(em.create(LateFeeWaiver, { id: newId(), dealId, projectId, receivableId: id, ...asks }));
    });
  }

  /** The deal is locked first, so that of two waivers at once the second sees what the first left (FIN-7). */
  @Answers(DecideLateFeeWaiver)
  decide(asked: Asked<DecideLateFeeWaiver>) {
    const { waiverId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, tell }) => {
      const { dealId } = await em.findOneOrFail(LateFeeWaiver, waiverId);
      const account = await Account.locked(em, dealId);
      mayTouch(asked.actor, { projectId: account.deal.projectId });
      const asking = await em.findOneOrFail(LateFeeWaiver, waiverId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      separate(asked.actor, { 'late-fee.waive-request': asking.requestedBy });
      const state = waiverDecided(asking.state, decision, reason);
      const decided = { decidedBy: asked.actor.id, decidedAt: at, decisionReason: reason ?? null };
      if (state === 'approved') for (const event of waived(account, asking, asked)) tell(event);
      return answerOf(Object.assign(asking, { state, ...decided }));
    });
  }
}

/** The instalment that is meant by its own id, or by that of its late fee. */
function instalmentOf({ owed }: Account, receivableId: string): Receivable {
  const meant = owed.find(({ id }) => id === receivableId);
  const instalment = owed.find(({ id }) => id === (meant?.lateOf ?? meant?.id));
  return instalment ?? refuse('ALL.unknown', { what: 'Receivable', id: receivableId });
}

function granting(
  { deal, owed, purse }: Account,
  of: string,
  label: string,
  at: Instant,
  asked: LateFeeWaiver['amount'],
) {
  const day = dayOf(at);
  const fee = feesOn(deal, owed, purse.slices, day).find((one) => one.of.id === of);
  return waiver(fee, label, day, asked);
}

/** The late fee is less from now on; what was paid of it beyond that is held, and the deal may be cleared (HAN-1). */
function waived(account: Account, asking: LateFeeWaiver, { at, name, key }: Asked<DecideLateFeeWaiver>): object[] {
  const { deal } = account;
  const instalment = instalmentOf(account, asking.receivableId);
  const granted = granting(account, instalment.id, instalment.label, at, asking.amount);
  Object.assign(asking, granted);
  instalment.waived = instalment.waived.plus(granted.granted);
  account.book(movement(deal, {}), { kind: 'late-fee', id: asking.id, at, cause: { name, id: key } });
  const { id: dealId, unitId, projectId } = deal;
  const facts = { dealId, unitId, projectId, waiverId: asking.id, receivableId: instalment.id };
  const told = Object.assign(new LateFeeWaived(), facts, { amount: granted.granted, reason: asking.reason });
  return [told, ...milestoneEvents(account.turned(milestones(account.deal, account.owed, at)))];
}

function answerOf({ id: waiverId, state, amount, granted, derivation }: LateFeeWaiver) {
  const said = { amount: amount ?? undefined, granted: granted ?? undefined, derivation: derivation ?? undefined };
  return { waiverId, state, ...said };
}
