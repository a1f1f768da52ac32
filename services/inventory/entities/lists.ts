import type { ListDefinition, ListTable } from '#persistence/lists.js';

const building: ListDefinition['columns'] = {
  building: ['text', '楼栋', 'Building'],
  name: ['text', '名称', 'Name'],
  units: ['count', '房间数', 'Units'],
};

const buildings = (state: string, since: string) => `
  select b.id, b.project_id, null::uuid as owner_id, b.code as building, b.name, ${since} as since,
    (select count(*)::int from unit u where u.building_id = b.id and u.removed_at is null) as units
  from building b where b.state = '${state}'`;

/** The named lists of inventory (ALL-7). */
export const inventoryLists: ListTable = {
  'buildings-to-verify': {
    from: buildings('submitted', 'b.submitted_at'),
    columns: { ...building, since: ['instant', '提交时间', 'Submitted'] },
    order: 'since',
  },
  'buildings-to-lock': {
    from: buildings('verified', 'b.verified_at'),
    columns: { ...building, since: ['instant', '审核时间', 'Verified'] },
    order: 'since',
  },
  'price-changes-open': {
    from: `
      select c.id, c.project_id, c.requested_by as owner_id, b.code as building, c.state, c.reason,
        c.requested_at as since,
        (select count(*)::int from price_change_line l where l.price_change_id = c.id) as units
      from price_change c join building b on b.id = c.building_id
      where c.state in ('requested', 'reviewed', 'approved')`,
    columns: {
      building: ['text', '楼栋', 'Building'],
      state: ['text', '状态', 'State'],
      reason: ['text', '原因', 'Reason'],
      units: ['count', '房间数', 'Units'],
      since: ['instant', '申请时间', 'Requested'],
    },
    order: 'since',
  },
};
