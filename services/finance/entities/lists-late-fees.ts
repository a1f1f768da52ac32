import type { ListDefinition, ListTable } from '#persistence/lists.js';

const waivers = (where: string, since: string) => `
  select w.id, w.project_id, d.consultant_id as owner_id, d.unit_code as unit, r.label, coalesce(w.amount, 0) as asked,
    coalesce(w.granted, 0) as granted, w.state, w.reason, ${since} as since
  from late_fee_waiver w join receivable r on r.id = w.receivable_id join deal d on d.id = w.deal_id
  where ${where}`;

const waiver: ListDefinition['columns'] = {
  unit: ['text', '房号', 'Unit'],
  label: ['text', '款项', 'For'],
  asked: ['money', '申请减免（0为全部）', 'Asked (0 is all)'],
  reason: ['text', '原因', 'Reason'],
};

/** Late fees that are not to be paid 违约金减免 (FIN-7). */
export const lateFeeLists: ListTable = {
  'late-fee-waivers-to-decide': {
    from: waivers(`w.state = 'requested'`, 'w.requested_at'),
    columns: { ...waiver, since: ['instant', '申请时间', 'Requested'] },
    order: 'since',
  },
  'late-fee-waivers-decided': {
    from: waivers(`w.state <> 'requested'`, 'w.decided_at'),
    columns: {
      ...waiver,
      granted: ['money', '减免', 'Waived'],
      state: ['text', '结论', 'Decision'],
      since: ['instant', '审批时间', 'Decided'],
    },
    order: '-since',
  },
};
