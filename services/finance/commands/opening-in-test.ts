import {
  CarryOutOpeningReceipts,
  HandInOpeningReceipts,
  OpeningReceiptRows,
  OpeningReceiptsById,
} from '#contracts/finance-takeover.js';
import { ContractTakenOver } from '#contracts/sales-takeover.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { OpeningReactions } from '../reactions/opening.js';
import { openingHeadings } from '../rules/opening.js';
import { FinanceInTest } from './in-test.js';

/** 旧收据号, 编号, 收款日期, 金额, 收款方式, 核销款项. */
export type Slip = [old: string, deal: string, on: string, amount: string, method?: string, to?: string];

/** Old deals and their receipts as tables, handed in by Wu and carried out by Zheng. */
export class OpeningInTest {
  private constructor(readonly finance: FinanceInTest) {}

  static async begin(): Promise<OpeningInTest> {
    return new OpeningInTest(await FinanceInTest.start());
  }

  /** 1,200,000.00 in three lines, the last of them a loan, as sales tells of it; answers the deal's id. */
  async contract(number: string, differently: object = {}): Promise<string> {
    const sample = sampleOf(ContractTakenOver);
    const derivation = sample.derivation as object;
    const line = (at: number, kind: string, amount: string, dueOn: string) => {
      return { line: at, label: ['首付款', '二期款', '按揭贷款'][at - 1], kind, amount, dueOn, derivation };
    };
    const schedule = [
      line(1, 'price', '360000.00', '2024-03-08'),
      line(2, 'price', '120000.00', '2099-03-08'),
      line(3, 'loan', '720000.00', '2024-06-08'),
    ];
    const { openingLateFee: _, ...plain } = sample;
    const contract = { ...(plain.contract as object), contractId: idOf(`contract ${number}`), schedule };
    const ids = { subscriptionId: idOf(`deal ${number}`), unitId: idOf(`unit ${number}`), projectId: idOf('project') };
    const told = { ...plain, ...ids, number, unitCode: number, price: '1200000.00', contract, ...differently };
    await this.finance.service.hear(ContractTakenOver, told as never);
    return ids.subscriptionId;
  }

  async handIn(slips: Slip[], controlTotal: string, more: object = {}, by: Person = cast.wu): Promise<string> {
    const head = [...openingHeadings.required, ...openingHeadings.optional];
    const rows = slips.map(([old, deal, on, amount, method = '转账', to = '']) => {
      return [old, deal, on, '林某某', amount, method, to];
    });
    const file = Buffer.from([head, ...rows].map((cells) => cells.join(',')).join('\r\n')).toString('base64');
    const payload = { projectId: idOf('project'), controlTotal, file, ...more };
    const asked = [by, 'reconciliation.import'] as const;
    return (await this.finance.service.ask(HandInOpeningReceipts, payload, [...asked])).openingReceiptsId as string;
  }

  async checked(slips: Slip[], controlTotal: string, more: object = {}) {
    const openingReceiptsId = await this.handIn(slips, controlTotal, more);
    await this.pass(openingReceiptsId);
    return this.read(openingReceiptsId);
  }

  async carryOut(openingReceiptsId: string, by: Person = cast.zheng): Promise<void> {
    await this.finance.service.ask(CarryOutOpeningReceipts, { openingReceiptsId }, [by, 'reconciliation.check']);
  }

  async booked(slips: Slip[], controlTotal: string, more: object = {}) {
    const checked = await this.checked(slips, controlTotal, more);
    if (checked.state !== 'checked') throw new Error(`not checked: ${JSON.stringify(checked)}`);
    await this.carryOut(checked.openingReceiptsId as string);
    await this.pass(checked.openingReceiptsId as string);
    return this.read(checked.openingReceiptsId as string);
  }

  async pass(openingReceiptsId: string): Promise<void> {
    await this.finance.service.pass('FIN-2.opening', openingReceiptsId);
    await this.finance.service.app.get(OpeningReactions, { strict: false }).settled();
  }

  read(openingReceiptsId: string) {
    return this.finance.service.ask(OpeningReceiptsById, { openingReceiptsId }, [cast.zheng, 'report.finance']);
  }

  async report(openingReceiptsId: string) {
    const { items } = await this.finance.service.ask(OpeningReceiptRows, { openingReceiptsId }, [
      cast.zheng,
      'report.finance',
    ]);
    return items as { row: number; column: string; zh: string }[];
  }
}
