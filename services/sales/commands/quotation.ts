import { QuotationSheet, QuoteUnit } from '#contracts/sales-quotations.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { shortTraceId } from '#telemetry/trace.js';
import { Controller } from '@nestjs/common';
import { nextQuotation, Quotation, type QuotedFrom, quotedFrom } from '../entities/quotation.js';
import { quotationTerms } from '../rules/quotation.js';

@Controller()
export class QuotationCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Nothing is held by it: until somebody subscribes, the unit is anybody's (HOLD-1). */
  @Answers(QuoteUnit)
  quote(asked: Asked<QuoteUnit>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em, at }) => {
      const from = await quotedFrom(em, payload, at);
      const { projectId } = from.offer;
      mayTouch(actor, { projectId, ownerId: from.customer?.ownerId ?? actor.id });
      const { validUntil, ...terms } = quotationTerms(quoted(from), payload.loans ?? [], at);
      const { serial, number } = await nextQuotation(em, projectId);
      const id = newId();
      const made = { quotationId: id, number, madeAt: at, validUntil, trace: shortTraceId() ?? '' };
      const sheet = Object.assign(new QuotationSheet(), made, factsOf(from, asked), terms);
      const { unitId, customerId, consultantId, dealPrice } = sheet;
      const kept = JSON.parse(JSON.stringify(sheet)) as QuotationSheet;
      const ids = { id, serial, projectId, unitId, customerId, consultantId };
      em.create(Quotation, { ...ids, dealPrice, madeAt: at, validUntil, sheet: kept });
      return sheet;
    });
  }
}

function quoted({ offer, permit, priceUntil, project, plan, lines, discounts, customerKinds, nodes }: QuotedFrom) {
  const { unitCode, totalPrice, floorPrice, filedPrice, permitNumber, withheld, layout } = offer;
  const price = { totalPrice, floorPrice, filedPrice };
  const terms = { unitCode, ...price, permitNumber, permit, withheld, layout, customerKinds };
  const { kind, code, endedAt } = plan;
  return { offer: terms, plan: { kind, code, endedAt, lines }, discounts, policy: project, nodes, priceUntil };
}

function factsOf({ offer, project, plan, discounts }: QuotedFrom, { payload, actor }: Asked<QuoteUnit>) {
  const { id: unitId, projectId, unitCode, layout, buildingArea, innerArea, priceVersion, permitNumber } = offer;
  const unit = { unitId, projectId, unitCode, buildingArea, innerArea, priceVersion, permitNumber };
  const who = { consultantId: actor.id, consultant: actor.name };
  return {
    ...{ ...unit, ...who, project: project.name, planKind: plan.kind, plan: { code: plan.code, name: plan.name } },
    discounts: discounts.map(({ code, name }) => ({ code, name })),
    ...(layout && { layout }),
    ...(payload.customerId && { customerId: payload.customerId }),
  };
}
