import { CancelInvoice, ConfirmInvoice, CorrectInvoice, IssueInvoice } from '#contracts/finance-invoices.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { Invoice, lockedInvoice, makersOf } from '../entities/invoice.js';
import { TaxOffice } from '../ports/tax.js';
import { stepped } from '../rules/invoice-steps.js';
import { answerOf, drawnUp, invoiceNumber, refuseIfOutdated, saidOf } from './drawn-up.js';

@Controller()
export class InvoiceCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly taxOffice: TaxOffice,
  ) {}

  @Answers(IssueInvoice)
  issue(asked: Asked<IssueInvoice>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const account = await Account.locked(em, payload.dealId);
      const { deal } = account;
      mayTouch(actor, { projectId: deal.projectId });
      const earlier = deal.invoiceId && (await em.findOneOrFail(Invoice, deal.invoiceId));
      if (earlier) refuse('FIN-11.already-issued', { unit: deal.unitCode, number: earlier.number });
      const written = await drawnUp(em, account, payload);
      const ids = { id: newId(), dealId: deal.id, projectId: deal.projectId, number: await invoiceNumber(em, at) };
      const issued = { state: 'issued' as const, issuedBy: actor.id, issuedAt: at, attempt: 0 };
      const invoice = em.create(Invoice, { ...ids, ...written, ...issued, kind: 'blue' });
      deal.invoiceId = invoice.id;
      return answerOf(invoice);
    });
  }

  @Answers(CorrectInvoice)
  correct(asked: Asked<CorrectInvoice>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { account, invoice } = await lockedInvoice(em, payload.invoiceId);
      mayTouch(actor, { projectId: invoice.projectId });
      const state = stepped('correct', invoice);
      const anew = invoice.kind === 'blue' ? await drawnUp(em, account, saidOf(invoice, payload)) : {};
      const by = { correctedBy: actor.id, confirmedBy: null, confirmedAt: null };
      Object.assign(invoice, anew, by, { state, refusedFor: null });
      return answerOf(invoice);
    });
  }

  /** It must still be what the deal owes nothing of: money may have gone back since it was issued (FIN-11). */
  @Answers(ConfirmInvoice)
  confirm(asked: Asked<ConfirmInvoice>) {
    const { decision = 'approve', invoiceId, reason } = asked.payload;
    const { actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, deadlines }) => {
      const { account, invoice, blue } = await lockedInvoice(em, invoiceId);
      mayTouch(actor, { projectId: invoice.projectId });
      separate(actor, { 'invoice.issue': makersOf(invoice) });
      if (decision === 'return') {
        if (!reason) refuse('FIN-11.reason-missing', {});
        return answerOf(Object.assign(invoice, { state: stepped('return', invoice), refusedFor: reason }));
      }
      const state = stepped('confirm', invoice);
      if (!blue) refuseIfOutdated(account, invoice);
      Object.assign(invoice, { state, confirmedBy: actor.id, confirmedAt: at, attempt: invoice.attempt + 1 });
      if (!this.taxOffice.byHand) deadlines.set('FIN-11.issue-send', invoice.id, at);
      return answerOf(invoice);
    });
  }

  @Answers(CancelInvoice)
  cancel(asked: Asked<CancelInvoice>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { account, invoice } = await lockedInvoice(em, payload.invoiceId);
      mayTouch(actor, { projectId: invoice.projectId });
      Object.assign(invoice, { state: stepped('cancel', invoice), cancelledFor: payload.reason });
      if (invoice.kind === 'blue') account.deal.invoiceId = null;
      return answerOf(invoice);
    });
  }
}
