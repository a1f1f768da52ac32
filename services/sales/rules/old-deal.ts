import type { PricingBasis } from '#contracts/inventory.js';
import type { OldDealStage } from '#contracts/sales-takeover.js';
import type { Clauses, DepositType } from '#contracts/sales.js';
import { BadCell, type CellRow } from '#kernel/cells.js';
import type { Money } from '#kernel/money.js';
import { phoneKept } from '#kernel/personal.js';
import type { Day } from '#kernel/time.js';

/** The headings that a table of old deals has to have; the others are needed by some stages alone. */
export const oldDealHeadings = {
  required: ['编号', '房号', '阶段', '客户姓名', '手机', '置业顾问', '认购日期', '成交总价', '定金', '付款方式'],
  optional: [
    ...['证件号', '定金性质', '签约期限', '签约日期', '备案号', '备案日期'],
    ...['买受人逾期日利率', '买受人宽限天数', '出卖人逾期日利率', '出卖人宽限天数', '交房日期', '交房通知天数'],
    ...['面积差处理', '买受人二档天数', '买受人二档日利率', '出卖人二档天数', '出卖人二档日利率', '备案天数'],
    ...['产权天数', '按揭', '违约金起算日', '期初违约金', '款项名称', '款项类型', '应收金额', '应收日期'],
  ],
} as const;

/** A line of the schedule that was agreed on. */
export interface OldLine {
  label: string;
  kind: 'price' | 'loan';
  amount: Money;
  dueOn: Day;
}

/** A deal as the table says it; its lines stand in its own row and in those that follow with the same number. */
export interface OldDeal {
  row: number;
  number: string;
  unitCode: string;
  stage: OldDealStage;
  customer: { name: string; phone: string; idNumber?: string };
  consultant: string;
  plan: string;
  price: Money;
  deposit: Money;
  depositType: DepositType;
  subscribedOn: Day;
  /** Of one that is subscribed alone. */
  signBy?: Day;
  contract?: { signedOn: Day; clauses: Clauses; lines: OldLine[]; filing?: { number: string; on: Day } };
  opensMortgage: boolean;
  lateFeesFrom?: Day;
  openingLateFee?: Money;
}

/** The rows of each deal, the first of them saying what it is. */
export function dealRows(rows: CellRow[]): CellRow[][] {
  const deals = new Map<string, CellRow[]>();
  for (const row of rows) {
    const number = row.has('编号') ? row.text('编号') : `row ${row.row}`;
    const lines = deals.get(number);
    if (lines) lines.push(row);
    else deals.set(number, [row]);
  }
  return [...deals.values()];
}

/** The deal that these rows say, or the first thing that is wrong as a BadCell. */
export function oldDeal(rows: CellRow[]): OldDeal {
  const row = rows[0]!;
  const stage = row.oneOf('阶段', stages);
  const price = row.money('成交总价');
  const deposit = row.money('定金');
  if (!price.isPositive) throw new BadCell('成交总价', '成交总价应大于零', 'The price has to be above zero');
  if (deposit.timesWhole(5n) > price)
    throw new BadCell('定金', '定金超过总价的20%', 'The deposit is over 20% of the price');
  const contract = stage === 'subscribed' ? undefined : contractOf(rows, stage);
  const mortgage = contract?.lines.some(({ kind }) => kind === 'loan') ? row.oneOf('按揭', mortgages) : false;
  return {
    ...{ row: row.row, number: row.text('编号', 40), unitCode: row.text('房号', 40), stage, price, deposit },
    ...{ customer: customerOf(row), consultant: row.text('置业顾问'), plan: row.text('付款方式') },
    depositType: row.optional('定金性质', (column) => row.oneOf(column, depositWords)) ?? 'legal',
    subscribedOn: row.day('认购日期'),
    ...(contract ? { contract } : { signBy: row.optional('签约期限', (column) => row.day(column)) }),
    opensMortgage: mortgage,
    lateFeesFrom: row.optional('违约金起算日', (column) => row.day(column)),
    openingLateFee: row.optional('期初违约金', (column) => row.money(column)),
  };
}

function customerOf(row: CellRow): OldDeal['customer'] {
  const phone = row.matching('手机', /^\+?\d{7,15}$/, '手机应为 7 至 15 位数字', 'A phone is 7 to 15 digits');
  const [zh, en] = ['证件号应为 5 至 30 位字母数字', 'An ID number is 5 to 30 letters and digits'];
  const idNumber = row.optional('证件号', (column) => row.matching(column, /^[0-9A-Za-z()-]{5,30}$/, zh, en));
  return { name: row.text('客户姓名'), phone: phoneKept(phone), ...(idNumber && { idNumber }) };
}

function contractOf(rows: CellRow[], stage: OldDealStage): OldDeal['contract'] {
  const row = rows[0]!;
  const signedOn = row.day('签约日期');
  if (signedOn < row.day('认购日期'))
    throw new BadCell('签约日期', '签约日期早于认购日期', 'Signed before it was subscribed');
  const filing = stage === 'filed' ? { number: row.text('备案号', 60), on: row.day('备案日期') } : undefined;
  if (filing && filing.on < signedOn)
    throw new BadCell('备案日期', '备案日期早于签约日期', 'Filed before it was signed');
  return { signedOn, clauses: clausesOf(row), lines: linesOf(rows), ...(filing && { filing }) };
}

function clausesOf(row: CellRow): Clauses {
  const days = (column: string, most = 365) => row.optional(column, () => row.count(column, most));
  const rate = (column: string) => row.optional(column, () => row.rate(column));
  const beyond = {
    ...{ buyerLateTierDays: days('买受人二档天数'), buyerLateRateBeyond: rate('买受人二档日利率') },
    ...{ sellerLateTierDays: days('出卖人二档天数'), sellerLateRateBeyond: rate('出卖人二档日利率') },
    ...{ filingWithinDays: days('备案天数'), titleWithinDays: days('产权天数', 1825) },
  };
  return {
    ...{ buyerLateRate: row.rate('买受人逾期日利率'), buyerGraceDays: row.count('买受人宽限天数', 365) },
    ...{ sellerLateRate: row.rate('出卖人逾期日利率'), sellerGraceDays: row.count('出卖人宽限天数', 365) },
    ...{ handoverBy: row.day('交房日期'), handoverNoticeDays: row.count('交房通知天数', 365) },
    areaMethod: row.oneOf('面积差处理', bases),
    ...(Object.fromEntries(Object.entries(beyond).filter(([, value]) => value !== undefined)) as Partial<Clauses>),
  };
}

function linesOf(rows: CellRow[]): OldLine[] {
  return rows.map((row) => {
    const amount = row.money('应收金额');
    if (!amount.isPositive) throw new BadCell('应收金额', '应收金额应大于零', 'A line is above zero');
    return { label: row.text('款项名称'), kind: row.oneOf('款项类型', lineKinds), amount, dueOn: row.day('应收日期') };
  });
}

/** What the table's words stand for. */
const stages: Record<string, OldDealStage> = {
  ...{ 已认购: 'subscribed', 已签约: 'signed', 已盖章: 'sealed', 已备案: 'filed' },
};
const depositWords: Record<string, DepositType> = { 定金: 'legal', 订金: 'prepayment', 诚意金: 'earnest' };
const lineKinds: Record<string, OldLine['kind']> = { 房款: 'price', 贷款: 'loan' };
const bases: Record<string, PricingBasis> = { 建筑面积: 'building', 套内面积: 'inner', 套: 'unit' };
/** A loan whose papers are still to be taken in opens an application; one that was paid out does not (MOR-1). */
const mortgages: Record<string, boolean> = { 待办: true, 已放款: false };
