import type { ListDefinition, ListTable } from '#persistence/lists.js';

const columns: ListDefinition['columns'] = {
  unit: ['text', '房号', 'Unit'],
  number: ['text', '发票', 'Invoice'],
  kind: ['text', '蓝字或红字', 'Blue or red'],
  amount: ['money', '价税合计', 'Amount'],
  since: ['instant', '开具时间', 'Issued'],
};

const invoices = (state: string, more = '') => `
  select i.id, i.project_id, d.consultant_id as owner_id, d.unit_code as unit, i.number, i.kind, i.amount,
    i.issued_at as since${more}
  from invoice i join deal d on d.id = i.deal_id where i.state = '${state}'`;

/** The lists of invoices, by what each waits for (FIN-11). */
export const invoiceLists: ListTable = {
  'invoices-to-issue': {
    from: `
      select d.id, d.project_id, d.consultant_id as owner_id, d.unit_code as unit, d.price as amount,
        d.settled_at as since
      from deal d where d.state = 'contracted' and d.settled_at is not null and d.invoice_id is null
        and d.withdrawal_id is null and not exists (
          select from receivable r where r.deal_id = d.id and r.state = 'open'
            and r.kind in ('deposit', 'price', 'loan', 'area-settlement', 'late-fee'))`,
    columns: { unit: columns.unit!, amount: columns.amount!, since: ['instant', '结清时间', 'Settled'] },
    order: 'since',
  },
  'invoices-to-confirm': { from: invoices('issued'), columns, order: 'since' },
  'invoices-at-tax': { from: invoices('confirmed'), columns, order: 'since' },
  'invoices-refused': {
    from: invoices('refused', ', i.refused_for as reason'),
    columns: { ...columns, reason: ['text', '原因', 'Reason'] },
    order: 'since',
  },
  'invoices-to-hand-over': {
    from: `${invoices('accepted', ', i.tax_number as tax')} and i.kind = 'blue'`,
    columns: { ...columns, tax: ['text', '数电票号码', 'Tax number'] },
    order: 'since',
  },
  'invoices-to-reverse': {
    from: `
      select i.id, i.project_id, d.consultant_id as owner_id, d.unit_code as unit, i.number, i.kind, i.amount,
        i.issued_at as since, i.tax_number as tax, i.to_reverse_for as cause
      from invoice i join deal d on d.id = i.deal_id
      where i.to_reverse_for is not null and i.state in ('accepted', 'collected')
        and not exists (select from invoice r where r.reverses_id = i.id and r.state <> 'cancelled')`,
    columns: { ...columns, tax: ['text', '数电票号码', 'Tax number'], cause: ['text', '事由', 'Cause'] },
    order: 'since',
  },
};
