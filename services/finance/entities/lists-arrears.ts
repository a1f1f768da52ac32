import type { ListDefinition, ListTable } from '#persistence/lists.js';

/** The day that it is in Shanghai. */
export const today = `to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** What is owed, and how late it is. */
export const owed: ListDefinition['columns'] = {
  unit: ['text', '房号', 'Unit'],
  label: ['text', '款项', 'For'],
  outstanding: ['money', '未付', 'Outstanding'],
  due: ['day', '应付日', 'Due'],
  late: ['count', '逾期天数', 'Days late'],
};

/** Days late of the receivable `r`. */
export const late = `(${today}::date - r.due_on::date)`;

const arrears = (which: string) => `
  select r.id, r.project_id, d.consultant_id as owner_id, d.unit_code as unit, r.label,
    r.amount - r.paid as outstanding, r.due_on as due, ${late} as late,
    case when ${late} <= 30 then '0-30' when ${late} <= 60 then '31-60' when ${late} <= 90 then '61-90'
      else 'over-90' end as age, r.delayed_until as until
  from receivable r join deal d on d.id = r.deal_id
  where r.state = 'open' and not r.awaits_node and r.amount > 0 and r.due_on < ${today} ${which}`;

const aged: ListDefinition['columns'] = { ...owed, age: ['text', '账龄', 'Age'] };
const until = { until: ['day', '延期至', 'Delayed until'] } satisfies ListDefinition['columns'];

const delays = (where: string) => `
  select p.id, p.project_id, p.consultant_id as owner_id, d.unit_code as unit, r.label,
    r.amount - r.paid as outstanding, r.due_on as due, greatest(0, ${late}) as late, p.until, p.reason,
    p.requested_at as since
  from payment_delay p join receivable r on r.id = p.receivable_id join deal d on d.id = p.deal_id
  where ${where}`;

const delay: ListDefinition['columns'] = {
  ...{ ...owed, ...until },
  reason: ['text', '原因', 'Reason'],
  since: ['instant', '申请时间', 'Requested'],
};

/** What is overdue, and what may be paid later (FIN-9). */
export const arrearsLists: ListTable = {
  arrears: { from: arrears(''), columns: { ...aged, ...until }, order: 'due' },
  'arrears-unreasonable': {
    from: arrears(`and coalesce(r.delayed_until, '') < ${today}`),
    columns: aged,
    order: 'due',
  },
  'payment-delays-to-decide': { from: delays(`p.state = 'requested'`), columns: delay, order: 'since' },
  'payments-delayed': {
    from: delays(`p.state = 'approved' and r.state = 'open' and p.until = r.delayed_until and p.until >= ${today}`),
    columns: delay,
    order: 'until',
  },
};
