import type { ScoreSubject } from '#contracts/sales-targets.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Act, MonthFacts } from '../rules/performance.js';
import { AssessmentWeights, Target } from './assessment.js';

/** Everything that the scores of a project's month are computed from (CRM-5), of one kind of subject or of all. */
export async function monthFacts(em: EntityManager, projectId: string, month: Month): Promise<MonthFacts> {
  const { from, to, name } = month;
  const span = [projectId, from, to];
  const acts = await em.execute<Act[]>(counted, [
    ...[...span, projectId, name, ...span, ...span, ...span, ...span, ...span],
    projectId,
  ]);
  const targets = await em.find(Target, { projectId, month: name }, { orderBy: { number: 'asc' } });
  const weights = await em.findOne(AssessmentWeights, { projectId }, { orderBy: { number: 'desc' } });
  const latest = new Map(targets.map((target) => [`${target.subject} ${target.subjectId}`, target]));
  return { projectId, acts, targets: [...latest.values()], weights: weights?.weights };
}

/** How often this target has been set. */
export function timesSet(em: EntityManager, target: TargetOf): Promise<number> {
  return em.count(Target, target);
}

interface Month {
  name: string;
  from: Instant;
  to: Instant;
}

interface TargetOf {
  projectId: string;
  month: string;
  subject: ScoreSubject;
  subjectId: string;
}

/** Net: what was cancelled takes away one in the month of the cancellation, a refund its amount (CRM-5). */
const counted = `
  with act as (
    select e.by_id as person, e.at, 1::bigint as amount,
      case when e.kind in ('call', 'first-call') then 'calls' else 'visits' end as measure
    from customer_event e join customer c on c.id = e.customer_id
    where c.project_id = ? and e.at >= ? and e.at < ? and e.kind in ('call', 'first-call', 'visit', 'first-visit')
    union all
    select consultant_id, entered_at, 1, 'customers' from customer_entry where project_id = ? and month = ?
    union all
    select consultant_id, subscribed_at, 1, 'subscriptions' from subscription
    where project_id = ? and subscribed_at >= ? and subscribed_at < ?
    union all
    select consultant_id, cancelled_at, -1, 'subscriptions' from subscription
    where project_id = ? and cancelled_at >= ? and cancelled_at < ?
    union all
    select consultant_id, signed_at, 1, 'contracts' from contract
    where project_id = ? and signed_at >= ? and signed_at < ?
    union all
    select c.consultant_id, s.cancelled_at, -1, 'contracts'
    from subscription s join contract c on c.subscription_id = s.id
    where s.project_id = ? and s.cancelled_at >= ? and s.cancelled_at < ?
    union all
    select consultant_id, at, amount, 'moneyIn' from deal_money where project_id = ? and at >= ? and at < ?
  )
  select a.person as "personId", m.team_id as "teamId", a.measure, sum(a.amount)::text as amount
  from act a left join team_member m on m.project_id = ? and m.person_id = a.person
    and (a.at at time zone 'Asia/Shanghai')::date::text between m.from_day and coalesce(m.until_day, '9999-12-31')
  group by 1, 2, 3`;
