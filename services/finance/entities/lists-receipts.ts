import type { ListDefinition, ListTable } from '#persistence/lists.js';

const receipt: ListDefinition['columns'] = {
  number: ['text', '收据号', 'Number'],
  day: ['day', '日期', 'Day'],
  unit: ['text', '房号', 'Unit'],
  type: ['text', '款项', 'For'],
  method: ['text', '付款方式', 'Method'],
  amount: ['money', '金额', 'Amount'],
  cashier: ['text', '收款人', 'By'],
};

const dayOf = (instant: string) => `to_char(${instant} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** Receipts and refunds one by one, what was taken back, and the days that are not closed (FIN-4, FIN-8, FIN-9). */
export const receiptLists: ListTable = {
  'receipts-detail': {
    from: `
      select r.id, r.project_id, r.cashier_id as owner_id, r.number, ${dayOf('r.received_at')} as day,
        d.unit_code as unit, r.type, r.method, r.amount, r.cashier_name as cashier, r.received_at as since,
        case when v.receipt_id is not null then 'voided' when r.reverses_id is not null then 'red-letter'
          when red.id is not null then 'reversed' else 'stands' end as state
      from receipt r join deal d on d.id = r.deal_id left join receipt_void v on v.receipt_id = r.id
      left join receipt red on red.reverses_id = r.id`,
    columns: { ...receipt, state: ['text', '状态', 'State'], since: ['instant', '时间', 'At'] },
    order: '-since',
  },
  'receipts-taken-back': {
    from: `
      select r.id, r.project_id, r.cashier_id as owner_id, r.number, ${dayOf('r.received_at')} as day,
        d.unit_code as unit, r.type, r.method, r.amount, r.cashier_name as cashier, 'voided' as state,
        v.reason, v.at as since
      from receipt_void v join receipt r on r.id = v.receipt_id join deal d on d.id = r.deal_id
      union all
      select r.id, r.project_id, r.cashier_id, r.number, ${dayOf('r.received_at')}, d.unit_code, r.type, r.method,
        r.amount, r.cashier_name, 'red-letter', coalesce(r.reason, ''), r.received_at
      from receipt r join deal d on d.id = r.deal_id where r.reverses_id is not null`,
    columns: {
      ...receipt,
      state: ['text', '作废或红冲', 'Voided or red letter'],
      reason: ['text', '原因', 'Reason'],
      since: ['instant', '时间', 'At'],
    },
    order: '-since',
  },
  'refunds-detail': {
    from: `
      select f.id, f.project_id, d.consultant_id as owner_id, d.unit_code as unit, f.amount, f.reason, f.state,
        f.requested_at as since, f.paid_at as paid
      from refund f join deal d on d.id = f.deal_id`,
    columns: {
      unit: ['text', '房号', 'Unit'],
      amount: ['money', '金额', 'Amount'],
      reason: ['text', '原因', 'Reason'],
      state: ['text', '状态', 'State'],
      since: ['instant', '申请时间', 'Requested'],
      paid: ['instant', '付款时间', 'Paid'],
    },
    order: '-since',
  },
  'day-closes-missing': {
    from: `
      select t.id, t.project_id, t.cashier_id as owner_id, t.cashier_name as cashier, t.day
      from till t where t.closed_at is null and t.day < ${dayOf('now()')}`,
    columns: { cashier: ['text', '收款人', 'Cashier'], day: ['day', '日期', 'Day'] },
    order: 'day',
  },
};
