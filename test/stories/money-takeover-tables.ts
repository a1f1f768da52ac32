type Cells = Record<string, string>;

const clauses = {
  ...{ 买受人逾期日利率: '0.0003', 买受人宽限天数: '30', 出卖人逾期日利率: '0.0003', 出卖人宽限天数: '30' },
  ...{ 交房日期: '2027-06-30', 交房通知天数: '10', 面积差处理: '建筑面积' },
};
/** The columns that these deals need. */
export const dealHead = [
  ...['编号', '房号', '阶段', '客户姓名', '手机', '置业顾问', '认购日期', '成交总价', '定金', '付款方式', '签约日期'],
  ...['备案号', '备案日期', '按揭', ...Object.keys(clauses), '款项名称', '款项类型', '应收金额', '应收日期'],
];
const slipHead = ['旧收据号', '编号', '收款日期', '付款人', '金额', '收款方式'];

/** A deal that is only subscribed. */
export function subscribed(number: string, unit: string): Cells {
  const who = { 客户姓名: '旧客户', 手机: `1370000${unit.slice(-3)}1`, 置业顾问: '赵', 认购日期: '2024-03-01' };
  return { 编号: number, 房号: unit, 阶段: '已认购', ...who, 成交总价: '1200000.00', 定金: '20000.00', 付款方式: 'MG' };
}

/** A contract that is on file, in three lines. */
export function contract(number: string, unit: string): Cells[] {
  const filed = {
    阶段: '已备案',
    签约日期: '2024-03-08',
    备案号: `备-${number}`,
    备案日期: '2024-03-20',
    按揭: '已放款',
  };
  const line = (款项名称: string, 款项类型: string, 应收金额: string, 应收日期: string): Cells => {
    return { 编号: number, 款项名称, 款项类型, 应收金额, 应收日期 };
  };
  const first = line('首付款', '房款', '360000.00', '2024-03-08');
  return [
    { ...subscribed(number, unit), ...filed, ...clauses, ...first },
    line('二期款', '房款', '120000.00', '2027-03-08'),
    line('按揭贷款', '贷款', '720000.00', '2024-06-08'),
  ];
}

/** A table as a file. */
export function csv(head: string[], rows: Cells[]): Buffer {
  const lines = [head, ...rows.map((row) => head.map((title) => row[title] ?? ''))];
  return Buffer.from(lines.map((cells) => cells.join(',')).join('\r\n'));
}

/** What was paid for the three deals before. */
export const slips = csv(
  slipHead,
  [
    ...['旧-501', '旧-502'].flatMap((编号) => [
      { 旧收据号: `${编号}/1`, 编号, 收款日期: '2024-03-08', 金额: '360000.00', 收款方式: '转账' },
      { 旧收据号: `${编号}/2`, 编号, 收款日期: '2024-06-10', 金额: '720000.00', 收款方式: '贷款' },
    ]),
    { 旧收据号: '旧-503/1', 编号: '旧-503', 收款日期: '2024-03-01', 金额: '20000.00', 收款方式: '刷卡' },
  ].map((row) => ({ ...row, 付款人: '旧客户' })),
);
