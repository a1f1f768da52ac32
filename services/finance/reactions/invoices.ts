import type { ReversalCause } from '#contracts/finance-invoices.js';
import { DealUncleared, SettlementUnpaid } from '#contracts/finance-receipts.js';
import { DealCleared, SettlementPaid } from '#contracts/finance.js';
import { AreaSettled } from '#contracts/handover.js';
import { ContractRevised, FilingCancelled } from '#contracts/sales-contracts.js';
import { WithdrawalExecuted } from '#contracts/sales-subscriptions.js';
import { ContractFiled, ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { SoldHome } from '../entities/home.js';
import { standingInvoice } from '../entities/invoice.js';
import { Receivable } from '../entities/receivable.js';
import { groundGone } from '../rules/invoice.js';
import { overtaken } from '../rules/invoice-steps.js';

/** What an invoice says of the home, and what takes the ground from under one that stands (FIN-11). */
@Injectable()
export class InvoiceReactions {
  @Hears(ContractSigned)
  async contractSigned({ event }: Heard<ContractSigned>, { em }: Work) {
    const { contractId: id, pricingBasis, buildingArea, innerArea } = event;
    if (await em.findOne(SoldHome, id)) return;
    em.create(SoldHome, { id, pricingBasis, buildingArea, innerArea });
  }

  @Hears(ContractFiled)
  async contractFiled({ event }: Heard<ContractFiled>, { em }: Work) {
    (await em.findOneOrFail(SoldHome, event.contractId)).filingNumber = event.filingNumber;
  }

  @Hears(FilingCancelled)
  async filingCancelled({ event }: Heard<FilingCancelled>, { em }: Work) {
    (await em.findOneOrFail(SoldHome, event.contractId)).filingNumber = null;
  }

  /** From here on it is sold by its certified area (TIT-1). */
  @Hears(AreaSettled)
  async areaSettled({ event: { contractId, buildingArea, innerArea } }: Heard<AreaSettled>, { em }: Work) {
    if (buildingArea && innerArea)
      Object.assign(await em.findOneOrFail(SoldHome, contractId), { buildingArea, innerArea });
  }

  /** On the list 待红冲发票; what nobody has yet is corrected (CON-4). */
  @Hears(ContractRevised)
  async contractRevised({ event }: Heard<ContractRevised>, { em }: Work) {
    const { contractId, pricingBasis, buildingArea, innerArea, subscriptionId, reason } = event;
    const home = await em.findOneOrFail(SoldHome, contractId);
    const deal = await em.findOneOrFail(Deal, subscriptionId);
    Object.assign(home, { pricingBasis, ...(deal.settlementId ? {} : { buildingArea, innerArea }) });
    await fallen(em, subscriptionId, 'revised', reason);
  }

  /** What the tax office has numbered is on the list 待红冲发票 while the deal owes again (FIN-4). */
  @Hears(DealUncleared, SettlementUnpaid)
  async owesAgain({ event }: Heard<DealUncleared | SettlementUnpaid>, { em }: Work) {
    const invoice = await standingInvoice(em, event.dealId);
    if (invoice?.taxNumber) invoice.toReverseFor ??= 'unpaid';
  }

  @Hears(DealCleared, SettlementPaid)
  async paidAgain({ event: { dealId } }: Heard<DealCleared | SettlementPaid>, { em }: Work) {
    const invoice = await standingInvoice(em, dealId);
    if (invoice?.toReverseFor !== 'unpaid') return;
    const deal = await em.findOneOrFail(Deal, dealId);
    if (!groundGone(deal, await em.find(Receivable, { dealId }), invoice.amount)) invoice.toReverseFor = null;
  }

  @Hears(WithdrawalExecuted)
  withdrawalExecuted({ event }: Heard<WithdrawalExecuted>, { em }: Work) {
    return fallen(em, event.subscriptionId, 'withdrawn', event.reason);
  }

  @Hears(SubscriptionCancelled)
  subscriptionCancelled({ event }: Heard<SubscriptionCancelled>, { em }: Work) {
    return fallen(em, event.subscriptionId, 'cancelled', event.rule);
  }
}

async function fallen(em: EntityManager, dealId: string, cause: ReversalCause, reason: string): Promise<void> {
  const invoice = await standingInvoice(em, dealId);
  if (!invoice) return;
  Object.assign(invoice, overtaken(invoice.state, cause, reason));
  if (invoice.state === 'cancelled') (await em.findOneOrFail(Deal, dealId)).invoiceId = null;
}
