import { InvoiceConfirmed, InvoiceReversed, type ReversalCause } from '#contracts/finance-invoices.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { idsOfDeal, Invoice, lockedInvoice, type LockedInvoice, taken } from '../entities/invoice.js';
import { Project } from '../entities/project.js';
import { Receivable } from '../entities/receivable.js';
import { TaxOffice } from '../ports/tax.js';
import { groundGone } from '../rules/invoice.js';
import { causesZh, stepped, taxOutcome, type TaxStanding } from '../rules/invoice-steps.js';
import { taxReference, type TaxSheet, taxSheet } from '../rules/tax-sheet.js';

/**
 * An invoice's way through the tax office (FIN-11): handed in, then asked about until there is an answer. It is asked
 * outside any transaction, and its answer counts only while the invoice still waits for that very attempt.
 */
@Injectable()
export class TaxReactions {
  constructor(
    private readonly taxOffice: TaxOffice,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * What owes again since it was confirmed is not sent: it is back with the reason. What may have reached the tax
   * office already, its answer lost, is handed in again all the same, and taken back by a red letter then.
   */
  @WhenDue('FIN-11.issue-send', { outside: true })
  async send(due: Due) {
    const sent = await this.toSend(due);
    if (sent && !sent.gone) await this.taxOffice.submit(sent.sheet);
    await this.settle(due, sent?.reference, ({ invoice }, { deadlines, at }, lengths) => {
      if (sent?.gone) Object.assign(invoice, { state: stepped('refuse', invoice), refusedFor: causesZh[sent.gone] });
      else deadlines.set('FIN-11.query', invoice.id, deadlineFor('FIN-11.query', at, lengths));
    });
  }

  @WhenDue('FIN-11.query', { outside: true })
  async query(due: Due) {
    const invoice = await this.unitOfWork.read((em) => em.findOneOrFail(Invoice, due.about));
    const reference = invoice.state === 'confirmed' ? taxReference(invoice) : undefined;
    const standing = reference && (await this.taxOffice.standing(reference));
    await this.settle(due, reference, (locked, work, lengths) => heard(standing as TaxStanding, locked, work, lengths));
  }

  /** What goes to the tax office, or why it cannot any more; nothing when the invoice waits for nothing there. */
  private toSend({ about, attempts }: Due): Promise<Sent | undefined> {
    return this.unitOfWork.read(async (em) => {
      const invoice = await em.findOneOrFail(Invoice, about);
      if (invoice.state !== 'confirmed') return undefined;
      const reference = taxReference(invoice);
      const deal = await em.findOneOrFail(Deal, invoice.dealId);
      const blue = invoice.reversesId ? await em.findOneOrFail(Invoice, invoice.reversesId) : undefined;
      const owed = await em.find(Receivable, { dealId: deal.id });
      const gone = blue || attempts > 1 ? undefined : groundGone(deal, owed, invoice.amount);
      return { reference, sheet: taxSheet(invoice, deal.unitCode, blue), gone };
    });
  }

  private settle(due: Due, reference: string | undefined, act: Act): Promise<void> {
    return this.clock.settle(due, async (work) => {
      const locked = await lockedInvoice(work.em, due.about);
      const { invoice } = locked;
      if (invoice.state !== 'confirmed' || taxReference(invoice) !== reference) return;
      const { deadlines } = await work.em.findOneOrFail(Project, invoice.projectId);
      act(locked, work, deadlines);
    });
  }
}

interface Sent {
  reference: string;
  sheet: TaxSheet;
  gone?: ReversalCause;
}

type Act = (locked: LockedInvoice, work: Work, lengths: Project['deadlines']) => void;

function heard(standing: TaxStanding, locked: LockedInvoice, work: Work, lengths: Project['deadlines']): void {
  const { invoice, blue, account } = locked;
  const gone = groundGone(account.deal, account.owed, invoice.amount);
  const outcome = taxOutcome(invoice, standing, { ids: idsOfDeal(account), blue, gone });
  if (!outcome) {
    return work.deadlines.set('FIN-11.query', invoice.id, deadlineFor('FIN-11.query', work.at, lengths));
  }
  taken(locked, outcome);
  if (outcome.confirmed) work.tell(Object.assign(new InvoiceConfirmed(), outcome.confirmed));
  if (outcome.reversed) work.tell(Object.assign(new InvoiceReversed(), outcome.reversed));
}
