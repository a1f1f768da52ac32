import type { ListDefinition, ListTable } from '#persistence/lists.js';
import { late, owed, today } from './lists-arrears.js';

const columns: ListDefinition['columns'] = {
  ...owed,
  channel: ['text', '方式', 'How'],
  result: ['text', '短信结果', 'Message'],
  number: ['text', '函号', 'Letter'],
  since: ['instant', '列入时间', 'Since'],
};

/** What was paid meanwhile is no task any more, even before its reminder is dropped. */
const reminders = (which: string) => `
  select m.id, m.project_id, d.consultant_id as owner_id, d.unit_code as unit, r.label,
    r.amount - r.paid as outstanding, r.due_on as due, ${late} as late, m.channel, coalesce(m.result, '') as result,
    coalesce(m.number, '') as number, m.planned_at as since
  from reminder m join receivable r on r.id = m.receivable_id join deal d on d.id = m.deal_id
  where m.state = 'todo' and r.state = 'open' and ${which}`;

/** The work of dunning (FIN-10). */
export const dunningLists: ListTable = {
  'reminders-to-do': { from: reminders(`m.channel <> 'lawyer'`), columns, order: 'since' },
  'reminders-late': {
    from: reminders(`m.channel <> 'lawyer' and m.overdue_since is not null`),
    columns,
    order: 'since',
  },
  'defaulters-to-refer': { from: reminders(`m.channel = 'lawyer'`), columns, order: 'since' },
  'dunning-paused': {
    from: `
      select p.id, p.project_id, d.consultant_id as owner_id, d.unit_code as unit, p.until, p.reason, p.at as since
      from dunning_pause p join deal d on d.id = p.deal_id where p.ended_at is null and p.until >= ${today}`,
    columns: {
      unit: ['text', '房号', 'Unit'],
      until: ['day', '暂停至', 'Paused until'],
      reason: ['text', '原因', 'Reason'],
      since: ['instant', '暂停时间', 'Since'],
    },
    order: 'until',
  },
  defaulters: {
    from: `
      select c.id, c.project_id, c.consultant_id as owner_id, d.unit_code as unit, c.overdue, c.state,
        coalesce(c.reason, '') as reason, c.referred_at as since
      from defaulter c join deal d on d.id = c.deal_id where c.ended_at is null`,
    columns: {
      unit: ['text', '房号', 'Unit'],
      overdue: ['money', '移交时欠款', 'Overdue when referred'],
      state: ['text', '状态', 'State'],
      reason: ['text', '原因', 'Reason'],
      since: ['instant', '移交时间', 'Referred'],
    },
    order: 'since',
  },
};
