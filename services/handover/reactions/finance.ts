import { InvoiceConfirmed, InvoiceReversed } from '#contracts/finance-invoices.js';
import { DealCleared, SettlementPaid } from '#contracts/finance.js';
import { DealUncleared, SettlementUnpaid } from '#contracts/finance-receipts.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Settlement } from '../entities/settlement.js';
import { settlementState } from '../rules/settlement.js';

/** What finance tells: who may have keys, whose settlement is paid, whose invoice stands. */
@Injectable()
export class FinanceReactions {
  /** The list 可正常接楼 (HAN-1). Told again, the handover goes on from where it is. */
  @Hears(DealCleared)
  async dealCleared({ event, at }: Heard<DealCleared>, { em }: Work) {
    const handover = await em.findOneOrFail(Handover, event.contractId);
    handover.clearedAt ??= at;
    handover.unclearedAt = null;
    if (handover.state === 'waiting') handover.state = 'cleared';
  }

  /** Off the list again, unless the keys are handed over: then money is all that is left to claim (FIN-4). */
  @Hears(DealUncleared)
  async dealUncleared({ event, at }: Heard<DealUncleared>, { em }: Work) {
    const handover = await em.findOneOrFail(Handover, event.contractId);
    if (handover.state === 'cleared') Object.assign(handover, { state: 'waiting', clearedAt: null });
    else if (handover.clearedAt && !handover.handedOn) handover.unclearedAt = at;
  }

  @Hears(SettlementUnpaid)
  async settlementUnpaid({ event }: Heard<SettlementUnpaid>, { em }: Work) {
    const settlement = await em.findOneOrFail(Settlement, event.settlementId);
    settlement.paidAt = null;
    settlement.state = settlementState(settlement);
  }

  @Hears(SettlementPaid)
  async settlementPaid({ event, at }: Heard<SettlementPaid>, { em }: Work) {
    const settlement = await em.findOneOrFail(Settlement, event.settlementId);
    settlement.paidAt ??= at;
    settlement.state = settlementState(settlement);
  }

  /** Opens the title application (TIT-4). */
  @Hears(InvoiceConfirmed)
  async invoiceConfirmed({ event, at }: Heard<InvoiceConfirmed>, { em }: Work) {
    const handover = await em.findOneOrFail(Handover, event.contractId);
    handover.invoiceConfirmedAt ??= at;
    handover.invoiceNumber ??= event.number;
  }

  /** A title that is not applied for yet waits for the next invoice (TIT-4). */
  @Hears(InvoiceReversed)
  async invoiceReversed({ event }: Heard<InvoiceReversed>, { em }: Work) {
    const handover = await em.findOneOrFail(Handover, event.contractId);
    if (handover.invoiceNumber === event.number)
      Object.assign(handover, { invoiceConfirmedAt: null, invoiceNumber: null });
  }
}
