import { AccountByDeal, RecordReceipt } from '#contracts/finance.js';
import { ApproveRefund, PayRefund, Refunds, RequestRefund } from '#contracts/finance-refunds.js';
import { DecideDeposit } from '#contracts/finance-deposits.js';
import { ExchangeReceipts } from '#contracts/finance-exchanges.js';
import type { Telling } from '#contracts/message.js';
import { cast, idOf } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { ToldDeal } from '#testing/told-deal.js';
import { FinanceModule } from '../module.js';

/** Finance with one project, and deals at the stage that a test begins at. */
export class FinanceInTest {
  private constructor(readonly service: ServiceInTest) {}

  static async start(): Promise<FinanceInTest> {
    const service = await inProcess('finance', FinanceModule);
    await ToldDeal.projectOpened(service);
    return new FinanceInTest(service);
  }

  close(): Promise<void> {
    return this.service.close();
  }

  async subscribed(name: string, deposit = '20000.00', more: object = {}): Promise<ToldDeal> {
    const deal = new ToldDeal(this.service, name);
    await deal.subscribed(deposit, more);
    return deal;
  }

  /** 1,000,000.00 in three lines, of which the deposit of 20,000.00 is paid. */
  async contracted(name: string): Promise<ToldDeal> {
    const deal = await this.subscribed(name);
    await this.pay(deal, '20000.00');
    await deal.signed('1000000.00', [
      ['price', '200000.00', '2026-12-10'],
      ['price', '100000.00', '2027-01-10'],
      ['loan', '700000.00', '2027-02-10'],
    ]);
    return deal;
  }

  async paidUp(name: string): Promise<ToldDeal> {
    const deal = await this.contracted(name);
    await this.pay(deal, '280000.00');
    await deal.disbursed('700000.00');
    return deal;
  }

  /** Subscribed, paid, and cancelled: so much is held for the customer. */
  async cancelled(name: string, paid: string): Promise<ToldDeal> {
    const deal = await this.subscribed(name);
    await this.pay(deal, paid);
    await deal.cancelled();
    return deal;
  }

  pay(deal: ToldDeal, amount: string, more: object = {}) {
    const payload = { dealId: deal.id, payer: '林某', amount, method: 'cash', ...more };
    return this.service.ask(RecordReceipt, payload, [cast.qian, 'receipt.record']);
  }

  sheet(deal: ToldDeal) {
    return this.service.ask(AccountByDeal, { dealId: deal.id }, [cast.zhao, 'report.desk']);
  }

  requestRefund(deal: ToldDeal, amount: string) {
    const payload = { dealId: deal.id, amount, reason: '退还多收款' };
    return this.service.ask(RequestRefund, payload, [cast.sun, 'refund.request']);
  }

  approveRefund(refundId: string, more: object = {}, as = cast.wang) {
    return this.service.ask(ApproveRefund, { refundId, decision: 'approve', ...more }, [as, 'refund.approve']);
  }

  payRefund(refundId: string, as = cast.wu) {
    return this.service.ask(PayRefund, { refundId }, [as, 'refund.pay']);
  }

  exchange(changeId: string, more: object = {}, as = cast.qian, key?: string) {
    return this.service.ask(ExchangeReceipts, { changeId, ...more }, [as, 'receipt.exchange'], key);
  }

  decide(deal: ToldDeal, decision: 'forfeit' | 'release', more: object = {}, as = cast.wang) {
    const payload = { dealId: deal.id, decision, reason: '逾期未补足', ...more };
    return this.service.ask(DecideDeposit, payload, [as, 'deposit.forfeit']);
  }

  /** The refunds of a deal that are on the list in this state. */
  async refundsOf(deal: ToldDeal, state: string) {
    const asked = { projectId: idOf('project'), state, limit: 200 };
    const { items } = await this.service.ask(Refunds, asked, [cast.wang, 'report.desk']);
    return (items as { dealId: string; refundId: string }[]).filter(({ dealId }) => dealId === deal.id);
  }

  async told<T extends Telling>(telling: T, deal: ToldDeal) {
    const all = await this.service.told(telling);
    return all.filter((event) => (event as { dealId?: string }).dealId === deal.id);
  }

  /** The entry of a document: `2203 -5000000` for a credit of 50,000.00. */
  async entry(kind: string, documentId: string): Promise<string[]> {
    const rows = await this.service.rows<{ line: string }>(
      `select l.account || ' ' || (l.debit - l.credit) as line from journal_entry e
       join journal_line l on l.entry_id = e.id where e.document_kind = ? and e.document_id = ? order by 1`,
      [kind, documentId],
    );
    return rows.map(({ line }) => line);
  }
}
