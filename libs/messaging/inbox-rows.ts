/** An event heard, as its handler needs it. */
export interface InboxRow {
  id: string;
  type: string;
  about: string;
  sequence: string;
  payload: object;
  actor: { id: string; name: string };
  reason: string | null;
  carrier: { traceparent?: string; tracestate?: string };
  told_at: string;
}

export const insert = `
  insert into inbox (id, service, type, about, sequence, payload, actor, reason, carrier, told_at, processed_at)
  select id, service, type, about, sequence, payload, actor, reason, carrier, told_at,
    case when concerns then null else now() end
  from jsonb_to_recordset(?::jsonb)
    as e (id uuid, service text, type text, about uuid, sequence bigint, payload jsonb, actor jsonb, reason text,
          carrier jsonb, told_at timestamptz, concerns boolean)
  on conflict (id) do nothing`;

/** Unhandled events whose predecessor about the same id is handled, or that are the first. */
export const heads = `
  select i.id, i.type, i.about, i.sequence, i.payload, i.actor, i.reason, i.carrier, i.told_at from inbox i
  where i.processed_at is null and i.parked_at is null and i.retry_at <= now()
    and (i.sequence = 1 or exists (
      select 1 from inbox p where p.service = i.service and p.about = i.about and p.sequence = i.sequence - 1
        and p.processed_at is not null))
  order by i.position limit 64`;

/** Takes those that nobody else is at; the ids that were taken. */
export const markProcessed = `
  update inbox set processed_at = now(), error = null
  where id in (
    select id from inbox where id in (select jsonb_array_elements_text(?::jsonb)::uuid)
      and processed_at is null and parked_at is null for update skip locked)
  returning id`;

export const markFailed = `
  update inbox set attempts = attempts + 1, error = ?,
    retry_at = now() + least(30, 0.05 * power(2, least(attempts, 10))) * interval '1 second',
    parked_at = case when attempts + 1 >= ? then now() end
  where id = ? and processed_at is null
  returning type, attempts, parked_at is not null as parked`;

export const oldest = `select coalesce(extract(epoch from now() - min(received_at)), 0) as n from inbox
  where processed_at is null and parked_at is null`;

export const listParked = `select id, type, about, attempts, error, parked_at as "parkedAt" from inbox
  where parked_at is not null and processed_at is null order by parked_at`;

export const parked = 'select count(*) as n from inbox where parked_at is not null and processed_at is null';
