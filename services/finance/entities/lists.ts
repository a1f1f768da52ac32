import { arrearsLists } from './lists-arrears.js';
import { receiptLists } from './lists-receipts.js';
import { dunningLists } from './lists-dunning.js';
import { lateFeeLists } from './lists-late-fees.js';
import type { ListDefinition, ListTable } from '#persistence/lists.js';
import { invoiceLists } from './lists-invoices.js';

const refund: ListDefinition['columns'] = {
  unit: ['text', '房号', 'Unit'],
  amount: ['money', '金额', 'Amount'],
  reason: ['text', '原因', 'Reason'],
};

const refunds = (state: string, since: string) => `
  select r.id, r.project_id, d.consultant_id as owner_id, d.unit_code as unit, r.amount, r.reason, ${since} as since
  from refund r join deal d on d.id = r.deal_id where r.state = '${state}'`;

/** What of the bank has no receipt, and what of the books no bank has shown, after the days that the project gives it. */
const differences = `
  select l.id, l.project_id, null::uuid as owner_id, a.name as account, 'bank' as side, l.day, l.amount,
    l.reference as number
  from bank_line l join bank_account a on a.id = l.account_id where l.match_id is null and l.explanation_id is null
  union all
  select i.id, i.project_id, null::uuid, a.name, 'books', i.day, i.amount, coalesce(r.number, c.slip, i.document_kind)
  from bank_item i join bank_account a on a.project_id = i.project_id and a.main join project p on p.id = i.project_id
  left join receipt r on r.id = i.document_id left join cash_deposit c on c.id = i.document_id
  where i.match_id is null and i.explanation_id is null and i.day >= a.since
    and i.day <= to_char((now() at time zone 'Asia/Shanghai')::date
      - coalesce((p.settings -> 'reconciliation' ->> 'differenceDays')::int, 3), 'YYYY-MM-DD')`;

const bookings = (where: string): ListDefinition => ({
  from: `
    select b.id, b.project_id, null::uuid as owner_id, b.unit_code as unit, a.bank, b.kind, b.amount, b.state,
      b.refused_for as reason, b.since
    from supervised_booking b join supervised_account a on a.id = b.account_id where ${where}`,
  columns: {
    unit: ['text', '房号', 'Unit'],
    bank: ['text', '监管银行', 'Bank'],
    kind: ['text', '种类', 'Kind'],
    amount: ['money', '金额', 'Amount'],
    state: ['text', '状态', 'State'],
    reason: ['text', '退回原因', 'Refused for'],
    since: ['instant', '时间', 'Since'],
  },
  order: 'since',
});

/** The named lists of finance (ALL-7). */
export const financeLists: ListTable = {
  ...arrearsLists,
  ...receiptLists,
  ...dunningLists,
  ...invoiceLists,
  ...lateFeeLists,
  'discounts-archived': {
    from: `
      select a.id, a.project_id, null::uuid as owner_id, a.unit_code as unit, a.amount, a.reason, a.attachment,
        a.approved_at as approved, a.valid_until as until
      from discount_archive a`,
    columns: {
      ...refund,
      attachment: ['text', '批示单', 'Paper'],
      approved: ['instant', '批准时间', 'Approved'],
      until: ['day', '有效期至', 'Valid until'],
    },
    order: 'approved',
  },
  'receipts-to-exchange': {
    from: `
      select e.id, e.project_id, d.consultant_id as owner_id, d.unit_code as unit, t.unit_code as instead, e.kind,
        d.received as amount, e.reason, e.requested_at as since
      from exchange e join deal d on d.id = e.from_deal_id join deal t on t.id = e.to_deal_id
      where e.state = 'awaiting'`,
    columns: {
      ...refund,
      kind: ['text', '更改', 'Change'],
      instead: ['text', '换至', 'Exchanged for'],
      since: ['instant', '申请时间', 'Requested'],
    },
    order: 'since',
  },
  'deposits-to-decide': {
    from: `
      select f.id, f.project_id, d.consultant_id as owner_id, d.unit_code as unit, d.received as amount, f.reason,
        d.deposit_type as type, f.referred_at as since
      from deposit_referral f join deal d on d.id = f.id where f.state = 'awaiting'`,
    columns: { ...refund, type: ['text', '定金类型', 'Type'], since: ['instant', '报送时间', 'Referred'] },
    order: 'since',
  },
  'refunds-to-approve': {
    from: refunds('requested', 'r.requested_at'),
    columns: { ...refund, since: ['instant', '申请时间', 'Requested'] },
    order: 'since',
  },
  'bookings-to-verify': bookings(`b.settled_at is null and b.state = 'to-verify'`),
  'bookings-open': bookings(`b.settled_at is null and b.state in ('to-book', 'to-reverse', 'to-pay', 'submitted')`),
  'bookings-refused': bookings(`b.state = 'refused'`),
  'day-differences': {
    from: `
      select m.id, m.project_id, null::uuid as owner_id, a.bank as at, m.day, m.finding, m.ours, m.bank, m.regulator,
        m.found_at as since
      from day_match m join supervised_account a on a.id = m.account_id
      where m.finding <> 'matched' and m.explained_for is null`,
    columns: {
      at: ['text', '监管银行', 'At'],
      day: ['day', '日期', 'Day'],
      finding: ['text', '差异', 'Finding'],
      ours: ['money', '本方', 'Ours'],
      bank: ['money', '银行', 'Bank'],
      regulator: ['money', '监管部门', 'Regulator'],
      since: ['instant', '发现时间', 'Found'],
    },
    order: 'since',
  },
  'supervision-to-check': {
    from: `
      select p.id, p.project_id, null::uuid as owner_id, a.bank, p.supervised_amount as amount, p.reason,
        p.attachment, p.proposed_at as since
      from supervision_plan p join supervised_account a on a.id = p.account_id where p.state = 'proposed'`,
    columns: {
      bank: ['text', '监管银行', 'Bank'],
      amount: ['money', '监管额度', 'Supervised amount'],
      reason: ['text', '原因', 'Reason'],
      attachment: ['text', '附件', 'Attachment'],
      since: ['instant', '提交时间', 'Proposed'],
    },
    order: 'since',
  },
  'releases-to-check': {
    from: `
      select r.id, r.project_id, null::uuid as owner_id, a.bank, r.purpose, r.amount, r.attachment,
        r.requested_at as since
      from release_request r join supervised_account a on a.id = r.account_id where r.state = 'requested'`,
    columns: {
      bank: ['text', '监管银行', 'Bank'],
      purpose: ['text', '用途', 'Purpose'],
      amount: ['money', '金额', 'Amount'],
      attachment: ['text', '附件', 'Attachment'],
      since: ['instant', '申请时间', 'Requested'],
    },
    order: 'since',
  },
  'refunds-due': {
    from: refunds('approved', 'r.approved_at'),
    columns: { ...refund, since: ['instant', '批准时间', 'Approved'] },
    order: 'since',
  },
  'statements-to-match': {
    from: `
      select s.id, s.project_id, null::uuid as owner_id, a.name as account, s.from_day as "from", s.to_day as "to",
        o.open, s.requested_at as since
      from bank_statement s join bank_account a on a.id = s.account_id
      cross join lateral (select count(*)::int as open from bank_line l
        where l.statement_id = s.id and l.match_id is null and l.explanation_id is null) o
      where s.state = 'done' and o.open > 0`,
    columns: {
      account: ['text', '账户', 'Account'],
      from: ['day', '起', 'From'],
      to: ['day', '止', 'To'],
      open: ['count', '未勾对笔数', 'Open lines'],
      since: ['instant', '导入时间', 'Imported'],
    },
    order: 'since',
  },
  'bank-differences': {
    from: differences,
    columns: {
      account: ['text', '账户', 'Account'],
      side: ['text', '一方', 'Side'],
      day: ['day', '日期', 'Day'],
      amount: ['money', '金额', 'Amount'],
      number: ['text', '号码', 'Number'],
    },
    order: 'day',
  },
  'reconciliations-to-check': {
    from: `
      select c.id, c.project_id, null::uuid as owner_id, a.name as account, c.day, c.bank_balance as bank,
        c.book_balance as books, c.submitted_at as since
      from reconciliation c join bank_account a on a.id = c.account_id where c.state = 'submitted'`,
    columns: {
      account: ['text', '账户', 'Account'],
      day: ['day', '截至', 'Up to'],
      bank: ['money', '银行余额', 'Bank'],
      books: ['money', '账面余额', 'Books'],
      since: ['instant', '提交时间', 'Submitted'],
    },
    order: 'since',
  },
};
