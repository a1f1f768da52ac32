import { PolicyChanged } from '#contracts/inventory-policy.js';
import {
  CancelInvoice,
  CollectInvoice,
  ConfirmInvoice,
  CorrectInvoice,
  type InvoiceState,
  InvoiceById,
  IssueInvoice,
  RecordTaxAnswer,
  RequestRedLetter,
} from '#contracts/finance-invoices.js';
import type { ListName } from '#contracts/lists.js';
import { FinanceList } from '#contracts/named-lists.js';
import { AreaSettled } from '#contracts/handover.js';
import { ContractFiled } from '#contracts/sales.js';
import { Clock } from '#persistence/clock.js';
import { cast, idOf } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { sampleOf } from '#testing/sample.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { FinanceInTest } from './in-test.js';

/** What a project says of itself on every invoice. */
export const seller = {
  ...{ sellerName: '云湖置业有限公司', sellerTaxNumber: '91440101MA59XX0001', address: '云湖区滨江路1号' },
  ...{ landVatProject: 'TZS20260001', taxCode: '5010101000000000000' },
};

/** What the accountant says of one. */
export const buyer = {
  ...{ buyerName: '林晓', buyerNumber: '440101199001011234', propertyCode: '440104001001GB00001F00030012' },
};

/** Finance at the stage where invoices are issued. */
export class InvoicesInTest {
  private constructor(readonly finance: FinanceInTest) {}

  static async start(): Promise<InvoicesInTest> {
    const invoices = new InvoicesInTest(await FinanceInTest.start());
    await invoices.settings(seller);
    return invoices;
  }

  settings(invoice: object): Promise<void> {
    const policy = { deposit: '20000.00', deadlines: { 'FIN-11.query': 'PT0S' }, finance: { invoice } };
    const about = { projectId: idOf('project'), policy };
    return this.finance.service.hear(PolicyChanged, sampleOf(PolicyChanged, about));
  }

  /** Paid up, filed, and its area settled at no difference. */
  async payable(name: string): Promise<ToldDeal> {
    const deal = await this.finance.paidUp(name);
    await this.filed(deal);
    await deal.settled('1000000.00', '0.00', '1000000.00');
    return deal;
  }

  filed({ unitId, contractId, projectId, name }: ToldDeal): Promise<void> {
    const ids = { unitId, contractId, projectId, filingNumber: `WQ-${name}` };
    return this.finance.service.hear(ContractFiled, sampleOf(ContractFiled, ids));
  }

  certified({ unitId, contractId, projectId, id: dealId }: ToldDeal, buildingArea: string): Promise<void> {
    const ids = { unitId, contractId, projectId, dealId, buildingArea, innerArea: '70.00' };
    return this.finance.service.hear(AreaSettled, sampleOf(AreaSettled, ids));
  }

  issue({ id: dealId }: ToldDeal, said: object = buyer) {
    return this.finance.service.ask(IssueInvoice, { dealId, ...said }, [cast.wu, 'invoice.issue']);
  }

  confirm(invoiceId: string, more: object = {}, as = cast.zheng) {
    return this.finance.service.ask(ConfirmInvoice, { invoiceId, ...more }, [as, 'invoice.confirm']);
  }

  correct(invoiceId: string, more: object = {}) {
    return this.finance.service.ask(CorrectInvoice, { invoiceId, reason: '更正', ...more }, [cast.wu, 'invoice.issue']);
  }

  cancel(invoiceId: string) {
    return this.finance.service.ask(CancelInvoice, { invoiceId, reason: '不开了' }, [cast.wu, 'invoice.issue']);
  }

  redden(invoiceId: string) {
    return this.finance.service.ask(RequestRedLetter, { invoiceId, reason: '退房' }, [cast.wu, 'invoice.issue']);
  }

  answered(invoiceId: string, said: object) {
    return this.finance.service.ask(RecordTaxAnswer, { invoiceId, ...said }, [cast.wu, 'invoice.issue']);
  }

  collect(invoiceId: string, collectedOn: string, more: object = {}) {
    const payload = { invoiceId, collectedOn, collectedBy: '林晓', proof: '签收单', ...more };
    return this.finance.service.ask(CollectInvoice, payload, [cast.wu, 'invoice.issue']);
  }

  sheet(invoiceId: string) {
    return this.finance.service.ask(InvoiceById, { invoiceId }, [cast.zheng, 'report.desk']);
  }

  async list(list: ListName): Promise<string[]> {
    const asked = { list, projectId: idOf('project'), limit: 200 };
    const { items } = await this.finance.service.ask(FinanceList, asked, [cast.zheng, 'report.finance']);
    return (items as { unit: string }[]).map(({ unit }) => unit);
  }

  /** Two replicas act on whatever is due. */
  async scan(): Promise<void> {
    const clock = this.finance.service.app.get(Clock, { strict: false });
    await Promise.all([clock.scan(), clock.scan()]);
  }

  /** Issued by the accountant and confirmed by the supervisor. */
  async confirmed(deal: ToldDeal): Promise<string> {
    const { invoiceId } = await this.issue(deal);
    await this.confirm(invoiceId);
    return invoiceId;
  }

  /** With the tax office's number. */
  async standing(name: string): Promise<{ deal: ToldDeal; invoiceId: string }> {
    const deal = await this.payable(name);
    const invoiceId = await this.confirmed(deal);
    await this.comesTo(invoiceId, 'accepted');
    return { deal, invoiceId };
  }

  /** The sheet, once the invoice has come to this state. */
  async comesTo(invoiceId: string, state: InvoiceState) {
    await eventually(async () => {
      await this.scan();
      const { state: now } = await this.sheet(invoiceId);
      if (now !== state) throw new Error(`the invoice is ${now}, not ${state}`);
    });
    return this.sheet(invoiceId);
  }

  close(): Promise<void> {
    return this.finance.close();
  }
}
