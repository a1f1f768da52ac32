import { arrearsLists } from './lists-arrears.js';
import type { ListDefinition, ListTable } from '#persistence/lists.js';

const refund: ListDefinition['columns'] = {
  unit: ['text', '房号', 'Unit'],
  amount: ['money', '金额', 'Amount'],
  reason: ['text', '原因', 'Reason'],
};

const refunds = (state: string, since: string) => `
  select r.id, r.project_id, d.consultant_id as owner_id, d.unit_code as unit, r.amount, r.reason, ${since} as since
  from refund r join deal d on d.id = r.deal_id where r.state = '${state}'`;

/** The named lists of finance (ALL-7). */
export const financeLists: ListTable = {
  ...arrearsLists,
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
  'refunds-due': {
    from: refunds('approved', 'r.approved_at'),
    columns: { ...refund, since: ['instant', '批准时间', 'Approved'] },
    order: 'since',
  },
};
