import type { AttemptOutcome } from '#contracts/sales-openings.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AtOpening, Trying } from './standing.js';

/** What is recorded of an attempt. */
export interface Attempt {
  id: string;
  at: Instant;
  outcome: AttemptOutcome;
  code?: string;
  held?: { kind: string; by: string; since: Instant };
  subscriptionId?: string;
}

/** What was recorded: `limited` instead of what was asked for when the buyer has tried too often, or just now. */
export interface Recorded {
  id: string;
  sequence: number;
  outcome: AttemptOutcome;
  within: number;
  nextAt: Instant;
}

/**
 * Records an attempt by one statement, which also counts those before it. Nothing when another attempt of the buyer on
 * the unit was recorded at the same moment: then it is to be counted anew. The same command is recorded once.
 */
export async function recordAttempt(em: EntityManager, at: AtOpening, trying: Trying & Place, attempt: Attempt) {
  const { held } = attempt;
  const of = [at.id, at.run, trying.customerId, trying.unitId];
  const limits = [at.windowSeconds, at.windowSeconds, at.coolDownSeconds, at.attemptsMax, at.windowSeconds];
  const { projectId, unitId, customerId, byId, key } = trying;
  const facts = [attempt.id, at.id, at.run, projectId, unitId, customerId, byId, key];
  const said = [attempt.at, attempt.outcome, attempt.code, held?.kind, held?.by, held?.since, attempt.subscriptionId];
  const values = [...limits, ...of, ...facts, ...said, attempt.outcome, trying.byId, trying.key];
  const [row] = await em.execute<RecordedRow[]>(
    record,
    values.map((value) => value ?? null),
  );
  return row && { ...row, sequence: Number(row.sequence), nextAt: new Date(row.nextAt) };
}

/** Takes the unit in the rehearsal; nothing when somebody has it. */
export async function takeRehearsed(em: EntityManager, at: AtOpening, trying: Trying, by: RehearsedBy) {
  const values = [by.id, at.id, at.run, trying.unitId, trying.customerId, by.name, by.since];
  const [taken] = await em.execute<object[]>(take, values);
  return Boolean(taken);
}

type Place = { projectId: string };
type RecordedRow = Omit<Recorded, 'sequence' | 'nextAt'> & { sequence: string; nextAt: string };
type RehearsedBy = { id: string; name: string; since: Instant };

const record = `
  with earlier as (
    select count(*) filter (where at > clock_timestamp() - ? * interval '1 second')::int as within,
      min(at) filter (where at > clock_timestamp() - ? * interval '1 second') as oldest,
      max(at) + ? * interval '1 second' as cool, coalesce(max(slot), 0) as slot,
      ?::int as most, ?::int as span
    from opening_attempt where opening_id = ? and run = ? and customer_id = ? and unit_id = ? and slot is not null),
  limits as (
    select *, within >= most or coalesce(cool > clock_timestamp(), false) as limited,
      greatest(cool, case when within >= most then oldest + span * interval '1 second' end) as next
    from earlier),
  made as (
    insert into opening_attempt (id, opening_id, run, project_id, unit_id, customer_id, by_id, command_key, at, outcome,
      code, held_kind, held_by, held_since, subscription_id, slot)
    select ?::uuid, ?::uuid, ?::int, ?::uuid, ?::uuid, ?::uuid, ?::uuid, ?, ?::timestamptz,
      case when limited then 'limited' else ? end,
      case when not limited then ? when within >= most then 'OPEN-1.too-many' else 'OPEN-1.cool-down' end,
      ?, ?, ?::timestamptz, ?::uuid,
      case when limited or ? in ('won', 'limited') then null else slot + 1 end
    from limits
    on conflict do nothing
    returning id, sequence, outcome),
  found as (
    select * from made
    union all
    select id, sequence, outcome from opening_attempt
    where by_id = ?::uuid and command_key = ? and outcome <> 'won' and not exists (select from made))
  select f.id, f.sequence, f.outcome, l.within, coalesce(l.next, clock_timestamp()) as "nextAt"
  from found f, limits l limit 1`;

const take = `
  insert into rehearsal_hold (id, opening_id, run, unit_id, customer_id, by_name, since) values (?, ?, ?, ?, ?, ?, ?)
  on conflict (opening_id, run, unit_id) do nothing returning id`;
