import {
  CollectInvoice,
  InvoiceCollected,
  InvoiceConfirmed,
  InvoiceReversed,
  RecordTaxAnswer,
  RequestRedLetter,
} from '#contracts/finance-invoices.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { idsOfDeal, Invoice, lockedInvoice, type LockedInvoice, taken } from '../entities/invoice.js';
import { TaxOffice } from '../ports/tax.js';
import { stepped, taxOutcome, type TaxStanding } from '../rules/invoice-steps.js';
import { groundGone, vatSplit } from '../rules/invoice.js';
import { answerOf, invoiceNumber } from './drawn-up.js';

/** What becomes of an invoice once it is at the tax office (FIN-11). */
@Controller()
export class RedLetterCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly taxOffice: TaxOffice,
  ) {}

  @Answers(RequestRedLetter)
  request(asked: Asked<RequestRedLetter>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { invoice: blue } = await lockedInvoice(em, payload.invoiceId);
      mayTouch(actor, { projectId: blue.projectId });
      stepped('redden', blue);
      const earlier = await em.findOne(Invoice, { reversesId: blue.id, state: { $ne: 'cancelled' } });
      if (earlier) refuse('FIN-11.red-under-way', { number: blue.number, red: earlier.number });
      const red = em.create(Invoice, {
        ...takenBack(blue),
        ...{ id: newId(), number: await invoiceNumber(em, at), reason: payload.reason },
        ...{ kind: 'red', state: 'issued', issuedBy: actor.id, issuedAt: at, attempt: 0 },
      });
      return answerOf(red);
    });
  }

  @Answers(RecordTaxAnswer)
  record(asked: Asked<RecordTaxAnswer>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const locked = await lockedInvoice(em, payload.invoiceId);
      mayTouch(actor, { projectId: locked.invoice.projectId });
      if (!this.taxOffice.byHand) refuse('FIN-11.by-tax-office', {});
      const standing = standingOf(payload);
      const same = standing.number && (await em.findOne(Invoice, { taxNumber: standing.number }));
      if (same) refuse('FIN-11.number-taken', { number: standing.number!, other: same.number });
      const outcome = outcomeOf(locked, standing);
      taken(locked, outcome);
      if (outcome.confirmed) tell(Object.assign(new InvoiceConfirmed(), outcome.confirmed));
      if (outcome.reversed) tell(Object.assign(new InvoiceReversed(), outcome.reversed));
      return answerOf(locked.invoice);
    });
  }

  @Answers(CollectInvoice)
  collect(asked: Asked<CollectInvoice>) {
    const { invoiceId, collectedOn, collectedBy, proof } = asked.payload;
    const { actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { account, invoice } = await lockedInvoice(em, invoiceId);
      mayTouch(actor, { projectId: invoice.projectId });
      const state = stepped('collect', invoice);
      if (collectedOn > dayOf(at)) refuse('FIN-11.not-yet', { collectedOn });
      if (collectedOn < invoice.taxIssuedOn!)
        refuse('FIN-11.before-issue', { collectedOn, issuedOn: invoice.taxIssuedOn! });
      Object.assign(invoice, { state, collectedOn, collectedBy, collectedProof: proof, collectedById: actor.id });
      const facts = { ...idsOfDeal(account), invoiceId, number: invoice.taxNumber!, collectedOn };
      tell(Object.assign(new InvoiceCollected(), facts));
      return answerOf(invoice);
    });
  }
}

/** Nothing else was typed in than that it was accepted or refused. */
function outcomeOf({ account, invoice, blue }: LockedInvoice, standing: TaxStanding) {
  const gone = groundGone(account.deal, account.owed, invoice.amount);
  return taxOutcome(invoice, standing, { ids: idsOfDeal(account), blue, gone })!;
}

/** Everything that stands on an invoice, with its amounts below zero. */
function takenBack(blue: Invoice) {
  const { dealId, projectId, vatRate, vatMethod, fields, buyerName, buyerNumber } = blue;
  const amount = blue.amount.negated();
  const sums = vatSplit(amount, { method: vatMethod, rate: vatRate });
  return {
    dealId,
    projectId,
    vatRate,
    vatMethod,
    fields,
    buyerName,
    buyerNumber,
    amount,
    ...sums,
    reversesId: blue.id,
  };
}

/** The word of the tax office as it was typed in; a number without its day, or a refusal without a reason, is none. */
function standingOf({ answer, taxNumber, issuedOn, fileUrl, fileHash, reason }: RecordTaxAnswer): TaxStanding {
  if (answer === 'refused' && !reason) refuse('FIN-11.reason-missing', {});
  return { state: answer, number: taxNumber, issuedOn, fileUrl, fileHash, reason };
}
