import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { CommissionCommands } from './commands/commission.js';
import { BankAccountCommands } from './commands/bank-account.js';
import { BankMatchCommands } from './commands/bank-match.js';
import { CashDepositCommands } from './commands/cash-deposit.js';
import { BankStatementCommands } from './commands/bank-statement.js';
import { DefaulterCommands } from './commands/defaulter.js';
import { DepositCommands } from './commands/deposit.js';
import { ExchangeCommands } from './commands/exchange.js';
import { InvoiceCommands } from './commands/invoice.js';
import { RedLetterCommands } from './commands/red-letter.js';
import { LateFeeCommands } from './commands/late-fee.js';
import { ListCommands } from './commands/list.js';
import { PaymentDelayCommands } from './commands/payment-delay.js';
import { OpeningCommands } from './commands/opening.js';
import { TableJob, TableJobFile, TableJobRow } from './entities/table-job.js';
import { OpeningQueries } from './queries/opening.js';
import { OpeningReactions } from './reactions/opening.js';
import { ReceiptCommands } from './commands/receipt.js';
import { ReconciliationCommands } from './commands/reconciliation.js';
import { RefundCommands } from './commands/refund.js';
import { FundsBankCommands } from './commands/funds-bank.js';
import { FundsCommands } from './commands/funds.js';
import { ReleaseCommands } from './commands/release.js';
import { ReminderCommands } from './commands/reminder.js';
import { VoidCommands } from './commands/void.js';
import { DayCloseCommands } from './commands/day-close.js';
import { DayCloseQueries } from './queries/day-close.js';
import { Allocation } from './entities/allocation.js';
import { CashDeposit } from './entities/cash-deposit.js';
import { BankAccount } from './entities/bank-account.js';
import { BankItem, BankLine } from './entities/bank-line.js';
import { BankExplanation, BankMatch, BankMatchPart } from './entities/bank-match.js';
import { BankStatement, BankStatementError, BankStatementFile } from './entities/bank-statement.js';
import { NumberedBook } from './entities/book.js';
import { CommissionDeal, CommissionEntry, CommissionPayout, CommissionPeriod } from './entities/commission.js';
import { Outlay } from './entities/outlay.js';
import { Deal } from './entities/deal.js';
import { DepositReferral } from './entities/deposit-referral.js';
import { Exchange } from './entities/exchange.js';
import { Forfeiture } from './entities/forfeiture.js';
import { SoldHome } from './entities/home.js';
import { Invoice } from './entities/invoice.js';
import { JournalEntry, JournalLine } from './entities/journal.js';
import { LateFeeWaiver } from './entities/late-fee-waiver.js';
import { ConstructionNode } from './entities/node.js';
import { Defaulter, DefaulterNote } from './entities/defaulter.js';
import { DunningPause } from './entities/dunning-pause.js';
import { PaymentDelay } from './entities/payment-delay.js';
import { Project } from './entities/project.js';
import { Receipt } from './entities/receipt.js';
import { ReceiptTaken } from './entities/receipt-taken.js';
import { ReceiptPaperCommands } from './commands/receipt-paper.js';
import { ReceiptVoid } from './entities/receipt-void.js';
import { Till } from './entities/till.js';
import { DayClose } from './entities/day-close.js';
import { ArchivedDiscount } from './entities/discount-archive.js';
import { Receivable } from './entities/receivable.js';
import { Reconciliation } from './entities/reconciliation.js';
import { Reminder, ReminderDay } from './entities/reminder.js';
import { Refund } from './entities/refund.js';
import { Withdrawal } from './entities/withdrawal.js';
import { VoucherCommands } from './commands/voucher.js';
import { AccountLedgerQueries } from './queries/account-ledger.js';
import { DayMatch, DayMatching } from './entities/day-matching.js';
import { Release } from './entities/release.js';
import { SupervisedAccount } from './entities/supervised-account.js';
import { SupervisedBooking } from './entities/supervised-booking.js';
import { SupervisedMovement } from './entities/supervised-movement.js';
import { SupervisionNeed, SupervisionPlan } from './entities/supervision-plan.js';
import { SupervisionBank, supervisionBankHere } from './ports/supervision-bank.js';
import { FundsBankQueries } from './queries/funds-bank.js';
import { FundsQueries } from './queries/funds.js';
import { AccountQueries } from './queries/account.js';
import { ArrearsQueries } from './queries/arrears.js';
import { BankMatchQueries } from './queries/bank-match.js';
import { BankStatementQueries } from './queries/bank-statement.js';
import { ChangeQueries } from './queries/change.js';
import { CommissionQueries } from './queries/commission.js';
import { DefaulterQueries } from './queries/defaulter.js';
import { TaxOffice, taxOfficeHere } from './ports/tax.js';
import { InvoiceQueries } from './queries/invoice.js';
import { LateFeeQueries } from './queries/late-fee.js';
import { LedgerQueries } from './queries/ledger.js';
import { ListQueries } from './queries/list.js';
import { PaymentDelayQueries } from './queries/payment-delay.js';
import { ReconciliationQueries } from './queries/reconciliation.js';
import { RefundQueries } from './queries/refund.js';
import { CommissionReactions } from './reactions/commission.js';
import { BankMatchingReactions } from './reactions/bank-matching.js';
import { BankStatementReactions } from './reactions/bank-statement.js';
import { ReminderQueries } from './queries/reminder.js';
import { DunningClock } from './reactions/dunning-clock.js';
import { DunningReactions } from './reactions/dunning.js';
import { InventoryReactions } from './reactions/inventory.js';
import { InvoiceReactions } from './reactions/invoices.js';
import { TaxReactions } from './reactions/tax.js';
import { HandoverReactions } from './reactions/handover.js';
import { LateFeeReactions } from './reactions/late-fees.js';
import { MortgageReactions } from './reactions/mortgage.js';
import { NodeReactions } from './reactions/nodes.js';
import { RevisionReactions } from './reactions/revision.js';
import { DayEndReactions } from './reactions/day-end.js';
import { SupervisionReactions } from './reactions/supervision.js';
import { SalesReactions } from './reactions/sales.js';
import { TakeoverReactions } from './reactions/takeover.js';

const entities = [
  ...[Project, Deal, Receivable],
  ...[Allocation, JournalEntry, JournalLine, NumberedBook],
  ...[Receipt, Outlay],
  ...[ReceiptVoid, Till, DayClose, ReceiptTaken],
  ...[Refund, Withdrawal],
  ...[Exchange, DepositReferral, Forfeiture],
  ...[Invoice, SoldHome],
  ...[ArchivedDiscount],
  ...[ConstructionNode, TableJob, TableJobFile, TableJobRow],
  ...[LateFeeWaiver],
  ...[CommissionDeal, CommissionEntry, CommissionPeriod, CommissionPayout],
  ...[BankAccount, BankStatement, BankStatementFile, BankStatementError],
  ...[BankLine, BankItem, BankMatch, BankMatchPart, BankExplanation],
  ...[Reconciliation, CashDeposit],
  ...[SupervisedAccount, SupervisionPlan, SupervisionNeed, SupervisedMovement, Release],
  ...[PaymentDelay, Reminder, ReminderDay, DunningPause, Defaulter, DefaulterNote],
  ...[SupervisedBooking, DayMatching, DayMatch],
];

const controllers = [
  ...[ListCommands, ListQueries],
  ...[ReceiptCommands],
  ...[OpeningCommands, OpeningQueries],
  ...[VoidCommands, DayCloseCommands, DayCloseQueries, ReceiptPaperCommands],
  ...[RefundCommands, RefundQueries],
  ...[ExchangeCommands, DepositCommands, ChangeQueries],
  ...[AccountLedgerQueries, VoucherCommands],
  ...[FundsCommands, ReleaseCommands, FundsQueries],
  ...[InvoiceCommands, RedLetterCommands, InvoiceQueries],
  ...[FundsBankCommands, FundsBankQueries],
  ...[LateFeeCommands, LateFeeQueries],
  ...[AccountQueries, LedgerQueries, ArrearsQueries],
  ...[CommissionCommands, CommissionQueries],
  ...[PaymentDelayCommands, PaymentDelayQueries],
  ...[BankAccountCommands, BankStatementCommands, BankMatchCommands],
  ...[BankStatementQueries, BankMatchQueries],
  ...[ReconciliationCommands, ReconciliationQueries],
  ...[ReminderCommands, ReminderQueries, DefaulterCommands, DefaulterQueries],
  ...[CashDepositCommands],
];

const providers = [
  ...[SupervisionReactions, DayEndReactions, { provide: SupervisionBank, useFactory: () => supervisionBankHere() }],
  ...[RevisionReactions],
  ...[LateFeeReactions, HandoverReactions],
  ...[InventoryReactions],
  ...[SalesReactions],
  ...[TakeoverReactions],
  ...[OpeningReactions],
  ...[MortgageReactions],
  ...[NodeReactions],
  ...[DunningClock, DunningReactions],
  ...[CommissionReactions],
  ...[BankStatementReactions, BankMatchingReactions],
  ...[{ provide: TaxOffice, useFactory: () => taxOfficeHere() }, InvoiceReactions, TaxReactions],
];

@Module({
  imports: [Persistence.of(entities), Messaging.of('finance')],
  controllers,
  providers,
})
export class FinanceModule {}
