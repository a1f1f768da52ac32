import { CommissionChanged } from '#contracts/finance-commissions.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { ReceiptRecorded, SettlementPaid } from '#contracts/finance.js';
import { ReceiptVoided } from '#contracts/finance-receipts.js';
import { ContractRevised } from '#contracts/sales-contracts.js';
import { CommissionExplained, CommissionFlagged } from '#contracts/sales-team.js';
import { ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { dayOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { CommissionDeal, CommissionEntry } from '../entities/commission.js';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';
import { Receivable } from '../entities/receivable.js';
import { commissionEarned, stepsUnlessTold } from '../rules/commission.js';
import { pricePaid } from '../rules/standing.js';

/**
 * Commission follows what sales and finance itself tell (FIN-13): whatever changes price, money or flag, the deal's
 * commission is computed anew and the difference is entered, earned or taken back. The cashier does not wait for it.
 */
@Injectable()
export class CommissionReactions {
  /** The terms are the project's of this moment, for good. */
  @Hears(ContractSigned)
  async contractSigned(heard: Heard<ContractSigned>, work: Work) {
    const { subscriptionId: id, projectId, contractId, consultantId } = heard.event;
    const { commission } = settingsOf(await work.em.findOneOrFail(Project, projectId));
    if (!commission || (await work.em.findOne(CommissionDeal, id))) return;
    const { rate, steps = stepsUnlessTold } = commission;
    const kept = steps.map(({ paidShare, part }) => ({ paidShare: paidShare.toString(), part: part.toString() }));
    const terms = { rate, steps: kept, flagged: false, earned: Money.zero };
    work.em.create(CommissionDeal, { id, projectId, contractId, consultantId, ...terms });
    await work.em.flush();
    await follow(id, heard, work);
  }

  @Hears(ReceiptRecorded)
  async receiptRecorded(heard: Heard<ReceiptRecorded>, work: Work) {
    await follow(heard.event.dealId, heard, work);
  }

  @Hears(ReceiptVoided)
  async receiptVoided(heard: Heard<ReceiptVoided>, work: Work) {
    await follow(heard.event.dealId, heard, work);
  }

  @Hears(SettlementPaid)
  async settlementPaid(heard: Heard<SettlementPaid>, work: Work) {
    await follow(heard.event.dealId, heard, work);
  }

  @Hears(ContractRevised)
  async contractRevised(heard: Heard<ContractRevised>, work: Work) {
    await follow(heard.event.subscriptionId, heard, work);
  }

  /** What was earned is taken back. */
  @Hears(SubscriptionCancelled)
  async subscriptionCancelled(heard: Heard<SubscriptionCancelled>, work: Work) {
    await follow(heard.event.subscriptionId, heard, work);
  }

  /** Too few customer events: nothing, unless the sales manager explains (CRM-6). */
  @Hears(CommissionFlagged)
  async flagged(heard: Heard<CommissionFlagged>, work: Work) {
    await follow(heard.event.subscriptionId, heard, work, { flagged: true });
  }

  @Hears(CommissionExplained)
  async explained(heard: Heard<CommissionExplained>, work: Work) {
    await follow(heard.event.subscriptionId, heard, work, { flagged: false });
  }
}

/** Enters what the deal has earned now beyond what it had, or what is to be taken back. */
async function follow(dealId: string, { at }: Heard<object>, work: Work, change: { flagged?: boolean } = {}) {
  const { em, tell } = work;
  const commission = await em.findOne(CommissionDeal, dealId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!commission) return;
  Object.assign(commission, change);
  const { amount: due, derivation } = commissionEarned(termsOf(commission), await standingOf(commission, work));
  const amount = due.minus(commission.earned);
  if (amount.isZero) return;
  commission.earned = due;
  const { projectId, consultantId, contractId } = commission;
  const id = newId();
  em.create(CommissionEntry, { id, projectId, dealId, consultantId, amount, derivation, at, day: dayOf(at) });
  const { unitId } = await em.findOneOrFail(Deal, dealId);
  const ids = { dealId, unitId, projectId, contractId, consultantId, commissionId: id };
  tell(Object.assign(new CommissionChanged(), { ...ids, amount, earned: due, derivation }));
}

function termsOf({ rate, steps }: CommissionDeal) {
  const exact = steps.map(({ paidShare, part }) => ({ paidShare: Rate.parse(paidShare), part: Rate.parse(part) }));
  return { rate, steps: exact };
}

async function standingOf({ id: dealId, flagged }: CommissionDeal, { em }: Work) {
  const deal = await em.findOneOrFail(Deal, dealId, { lockMode: LockMode.PESSIMISTIC_READ });
  const paid = pricePaid(await em.find(Receivable, { dealId }));
  return { price: deal.price ?? Money.zero, paid, off: deal.state === 'cancelled', flagged };
}
