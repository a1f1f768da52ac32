import { LateFees } from '#contracts/finance-late-fees.js';
import { Money } from '#kernel/money.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { LateFeeWaiver } from '../entities/late-fee-waiver.js';
import { purseOf } from '../entities/purse.js';
import { Receivable } from '../entities/receivable.js';
import { lateAfter, type LateSlice } from '../rules/late-fee.js';
import { type FeeOn, feesOn, termsOf } from '../rules/late-fees.js';

@Controller()
export class LateFeeQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every instalment that has a late fee or will have one on that day, slice by slice (FIN-7, ALL-2). */
  @Answers(LateFees)
  lateFees({ payload, actor, at }: Asked<LateFees>) {
    const { dealId, on = dayOf(at) } = payload;
    return this.unitOfWork.read(async (em) => {
      const deal = await em.findOneOrFail(Deal, dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const owed = await em.find(Receivable, { dealId }, { orderBy: { dueOn: 'asc', line: 'asc', id: 'asc' } });
      const waivers = await em.find(LateFeeWaiver, { dealId }, { orderBy: { id: 'asc' } });
      const fees = feesOn(deal, owed, (await purseOf(em, dealId)).slices, on);
      const items = fees.filter(isLate).map((fee) => rowOf(fee, waivers));
      return { dealId, on, ...ratesOf(deal), items, outstanding: Money.sum(items.map((row) => row.outstanding)) };
    });
  }
}

function isLate({ fee, accrued, owed, of }: FeeOn): boolean {
  return fee.slices.length + accrued.slices.length > 0 || Boolean(owed) || of.waived.isPositive;
}

function ratesOf(deal: Deal) {
  const { rate, tierDays, rateBeyond } = termsOf(deal) ?? {};
  return { rate, tierDays: tierDays ?? undefined, rateBeyond: rateBeyond ?? undefined };
}

function rowOf({ of, owed, line, fee, accrued, waived, paid, outstanding }: FeeOn, waivers: LateFeeWaiver[]) {
  const { id: receivableId, label, dueOn } = of;
  const sums = { fee: fee.amount, accrued: accrued.amount, waived, paid, outstanding };
  return {
    ...{ receivableId, lateFeeId: owed?.id, label, dueOn, lateAfter: lateAfter(line) },
    unpaid: line.state === 'open' ? line.amount.minus(line.paid) : Money.zero,
    slices: [...fee.slices.map((one) => ({ ...sliceRow(one), paidOn: one.valueDay })), ...accrued.slices.map(sliceRow)],
    ...{ ...sums, derivation: fee.derivation, accruedDerivation: accrued.derivation },
    waivers: waivers.filter((waiver) => waiver.receivableId === of.id).map(waiverRow),
  };
}

function sliceRow({ amount: overdue, days, rate, tier, fee }: LateSlice) {
  return { overdue, days, rate, tier, fee };
}

function waiverRow({ id: waiverId, state, reason, requestedAt, ...rest }: LateFeeWaiver) {
  const { amount, granted, derivation, decidedAt, decisionReason } = rest;
  const asked = { waiverId, state, reason, requestedAt, amount: amount ?? undefined };
  const decided = { granted: granted ?? undefined, derivation: derivation ?? undefined };
  return { ...asked, ...decided, decidedAt: decidedAt ?? undefined, decisionReason: decisionReason ?? undefined };
}
