import { ConfirmInvoice, InvoiceConfirmed, IssueInvoice } from '#contracts/finance.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { nextNumber } from '../entities/book.js';
import { Deal } from '../entities/deal.js';
import { Invoice } from '../entities/invoice.js';
import { invoiceAmount, vatRate, vatSplit } from '../rules/invoice.js';

@Controller()
export class InvoiceCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(IssueInvoice)
  issue(asked: Asked<IssueInvoice>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { deal, owed } = await Account.locked(em, payload.dealId);
      mayTouch(actor, { projectId: deal.projectId });
      const earlier = await em.findOne(Invoice, { dealId: deal.id });
      if (earlier) refuse('FIN-11.already-issued', { unit: deal.unitCode, number: earlier.number });
      const amount = invoiceAmount(deal, owed);
      const year = dayOf(at).slice(0, 4);
      const number = `FP-${year}-${String(await nextNumber(em, `invoices of ${year}`)).padStart(6, '0')}`;
      const invoice = em.create(Invoice, {
        ...{ id: newId(), dealId: deal.id, projectId: deal.projectId, number, amount, vatRate },
        ...{ ...vatSplit(amount, vatRate), state: 'issued', issuedBy: actor.id, issuedAt: at },
      });
      return answerOf(invoice);
    });
  }

  @Answers(ConfirmInvoice)
  confirm(asked: Asked<ConfirmInvoice>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const invoice = await em.findOneOrFail(Invoice, payload.invoiceId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(actor, { projectId: invoice.projectId });
      separate(actor, { 'invoice.issue': invoice.issuedBy });
      const { number, amount } = invoice;
      if (invoice.state !== 'issued') refuse('FIN-11.confirmed', { number });
      Object.assign(invoice, { state: 'confirmed', confirmedBy: actor.id, confirmedAt: at });
      const deal = await em.findOneOrFail(Deal, invoice.dealId);
      const ids = { dealId: deal.id, contractId: deal.contractId!, unitId: deal.unitId, projectId: deal.projectId };
      tell(Object.assign(new InvoiceConfirmed(), { ...ids, invoiceId: invoice.id, number, amount }));
      return answerOf(invoice);
    });
  }
}

function answerOf({ id: invoiceId, number, amount, net, vat, derivation, state }: Invoice) {
  return { invoiceId, number, amount, net, vat, derivation, state };
}
