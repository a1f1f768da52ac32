import { CarryOutOldDeals, HandInOldDeals, OldDealRows, OldDealsById } from '#contracts/sales-takeover.js';
import { PersonAdmitted } from '#contracts/gateway.js';
import { cast, type Person } from '#testing/cast.js';
import { TakeoverReactions } from '../reactions/takeover.js';
import { oldDealHeadings } from '../rules/old-deal.js';
import { project, SalesInTest } from './in-test.js';

type Cells = Record<string, string>;

const terms = {
  ...{ 买受人逾期日利率: '0.0003', 买受人宽限天数: '30', 出卖人逾期日利率: '0.0003', 出卖人宽限天数: '30' },
  ...{ 交房日期: '2027-06-30', 交房通知天数: '10', 面积差处理: '建筑面积' },
};

/** Old deals as tables, handed in by Sun and carried out by Zheng. */
export class TakeoverInTest {
  private phone = 13_900_000_000;

  private constructor(readonly sales: SalesInTest) {}

  static async begin(): Promise<TakeoverInTest> {
    const takeover = new TakeoverInTest(await SalesInTest.begin());
    for (const { id: personId, name, assignments } of [cast.zhao, cast.zhou]) {
      await takeover.sales.service.hear(PersonAdmitted, { personId, name, assignments });
    }
    return takeover;
  }

  /** A subscription of 1,200,000.00 from two years back. */
  subscribed(number: string, unit: string, more: Cells = {}): Cells[] {
    const who = { 客户姓名: '林小明', 手机: String(++this.phone), 置业顾问: '赵' };
    const bought = { 认购日期: '2024-03-01', 成交总价: '1200000.00', 定金: '20000.00', 付款方式: '按揭' };
    return [{ 编号: number, 房号: unit, 阶段: '已认购', ...who, ...bought, ...more }];
  }

  /** A contract at this stage, in three lines, the last of them a loan that was paid out. */
  contract(number: string, unit: string, stage: string, more: Cells = {}): Cells[] {
    const filed: Cells = stage === '已备案' ? { 备案号: `备-${number}`, 备案日期: '2024-03-20' } : {};
    const [first] = this.subscribed(number, unit, { 阶段: stage, 签约日期: '2024-03-08', ...terms, ...filed });
    const line = (款项名称: string, 款项类型: string, 应收金额: string, 应收日期: string) => {
      return { 款项名称, 款项类型, 应收金额, 应收日期 };
    };
    return [
      { ...first!, 按揭: '已放款', ...line('首付款', '房款', '360000.00', '2024-03-08'), ...more },
      { 编号: number, ...line('二期款', '房款', '120000.00', '2027-03-08') },
      { 编号: number, ...line('按揭贷款', '贷款', '720000.00', '2024-06-08') },
    ];
  }

  async handIn(rows: Cells[], more: object = {}, by: Person = cast.sun): Promise<string> {
    const head = [...oldDealHeadings.required, ...oldDealHeadings.optional];
    const table = [head, ...rows.map((row) => head.map((title) => row[title] ?? ''))];
    const file = Buffer.from(table.map((cells) => cells.join(',')).join('\r\n')).toString('base64');
    const payload = { projectId: project, file, ...more };
    const { takeoverId } = await this.sales.service.ask(HandInOldDeals, payload, [by, 'unit.set-up']);
    return takeoverId as string;
  }

  async checked(rows: Cells[], more: object = {}) {
    const takeoverId = await this.handIn(rows, more);
    await this.pass(takeoverId);
    return this.read(takeoverId);
  }

  async carriedOut(takeoverId: string, by: Person = cast.zheng) {
    await this.sales.service.ask(CarryOutOldDeals, { takeoverId }, [by, 'unit.verify']);
    await this.pass(takeoverId);
    return this.read(takeoverId);
  }

  /** Handed in, checked and carried out. */
  async takenOver(rows: Cells[], more: object = {}) {
    const { takeoverId, state } = await this.checked(rows, more);
    if (state !== 'checked') throw new Error(`not checked: ${JSON.stringify(await this.report(takeoverId as string))}`);
    return this.carriedOut(takeoverId as string);
  }

  async pass(takeoverId: string): Promise<void> {
    await this.sales.service.pass('CON-1.takeover', takeoverId);
    await this.sales.service.app.get(TakeoverReactions, { strict: false }).settled();
  }

  read(takeoverId: string, by: Person = cast.zheng) {
    return this.sales.service.ask(OldDealsById, { takeoverId }, [by, 'unit.read']);
  }

  async report(takeoverId: string) {
    const { items } = await this.sales.service.ask(OldDealRows, { takeoverId }, [cast.zheng, 'unit.read']);
    return items as { row: number; column: string; zh: string }[];
  }

  /** The subscription of an old deal. */
  async subscriptionOf(number: string): Promise<string> {
    const sql = `select id from subscription where old_number = ? order by subscribed_at desc, id desc limit 1`;
    const [row] = await this.sales.service.rows<{ id: string }>(sql, [number]);
    return row!.id;
  }
}
