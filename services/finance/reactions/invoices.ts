import type { ReversalCause } from '#contracts/finance-invoices.js';
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
    await groundGone(em, subscriptionId, 'revised', reason);
  }

  @Hears(WithdrawalExecuted)
  withdrawalExecuted({ event }: Heard<WithdrawalExecuted>, { em }: Work) {
    return groundGone(em, event.subscriptionId, 'withdrawn', event.reason);
  }

  @Hears(SubscriptionCancelled)
  subscriptionCancelled({ event }: Heard<SubscriptionCancelled>, { em }: Work) {
    return groundGone(em, event.subscriptionId, 'cancelled', event.rule);
  }
}

async function groundGone(em: EntityManager, dealId: string, cause: ReversalCause, reason: string): Promise<void> {
  const invoice = await standingInvoice(em, dealId);
  if (!invoice) return;
  Object.assign(invoice, overtaken(invoice.state, cause, reason));
  if (invoice.state === 'cancelled') (await em.findOneOrFail(Deal, dealId)).invoiceId = null;
}
