import type { Day } from '#kernel/time.js';
import { addDays } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Step } from '../rules/dunning.js';

/** An instalment whose next step has come: how late it is, delays counted, and which step was taken last. */
export interface ToDun {
  receivableId: string;
  dealId: string;
  dueOn: Day;
  daysLate: number;
  last: number | null;
}

const most = 100;

/**
 * So many of the project's as are taken in one go, the longest due first, and whether there are more (FIN-10). A late
 * fee is owed from the day on which it comes up: nobody is told of it beforehand.
 */
export async function arrearsToDun(em: EntityManager, project: { id: string }, ladder: Step[], today: Day) {
  const steps = ladder.map(({ after }) => ({ after }));
  if (steps.length === 0) return { rows: [], more: false };
  const soonest = addDays(today, -steps[0]!.after);
  const params = [today, project.id, soonest, soonest, today, JSON.stringify(steps), most];
  const rows = await em.execute<ToDun[]>(toDun, params);
  return { rows, more: rows.length === most };
}

const toDun = `
  select q.id as "receivableId", q.deal_id as "dealId", q.due as "dueOn", q.days_late as "daysLate", q.last
  from (
    select r.id, r.deal_id, r.kind, due.due, r.due_on, (?::date - due.due::date) as days_late, (
        select max(m.after_days) from reminder m
        where m.receivable_id = r.id and m.due_on = due.due and m.state <> 'dropped') as last
    from receivable r join deal d on d.id = r.deal_id
    cross join lateral (select greatest(r.due_on, coalesce(r.delayed_until, r.due_on)) as due) due
    where r.project_id = ? and r.state = 'open' and not r.awaits_node and r.amount > 0
      and r.kind not in ('deposit', 'loan') and r.due_on <= ? and due.due <= ?
      and d.state = 'contracted' and d.withdrawal_id is null) q
  where not exists (
      select from reminder m where m.receivable_id = q.id and m.state in ('planned', 'told', 'todo'))
    and not exists (
      select from dunning_pause p where p.deal_id = q.deal_id and p.ended_at is null and p.until >= ?)
    and not exists (select from defaulter c where c.deal_id = q.deal_id and c.ended_at is null)
    and exists (
      select from jsonb_to_recordset(?::jsonb) as s (after int)
      where s.after <= q.days_late and s.after > coalesce(q.last, -1000) and (q.kind <> 'late-fee' or s.after > 0))
  order by q.due_on, q.id limit ?`;
