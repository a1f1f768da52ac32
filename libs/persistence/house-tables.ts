/**
 * The tables that every service has, for its first migration: command log, outbox, inbox, deadlines, audit.
 * Once a version of this text has been released it is never edited: a later version is a function of its own.
 */
export const houseTables1 = [
  `create table command_log (
    actor uuid not null, key text not null, name text not null, body_hash text not null,
    reply jsonb not null, at timestamptz not null, primary key (actor, key))`,

  `create table outbox (
    id uuid primary key, position bigint generated always as identity, about uuid not null, sequence bigint not null,
    type text not null, payload jsonb not null, actor jsonb not null, reason text, command text, carrier jsonb not null,
    told_at timestamptz not null, published_at timestamptz, stream_sequence bigint,
    constraint outbox_in_order unique (about, sequence))`,
  'create index outbox_unpublished on outbox (position) where published_at is null',
  'create index outbox_stream_sequence on outbox (stream_sequence)',
  `create function outbox_facts_stand() returns trigger language plpgsql as $$ begin
    if (new.id, new.about, new.sequence, new.type, new.payload, new.told_at)
      is distinct from (old.id, old.about, old.sequence, old.type, old.payload, old.told_at)
    then raise exception 'an event that was told is not rewritten'; end if;
    return new; end $$`,
  `create trigger outbox_facts_stand before update on outbox for each row execute function outbox_facts_stand()`,

  // When the stream was made that the relay last published into; another one means that the store was wiped.
  'create table stream_seen (one boolean primary key default true check (one), created text not null)',

  `create table inbox (
    id uuid primary key, position bigint generated always as identity, service text not null, type text not null,
    about uuid not null, sequence bigint not null, payload jsonb not null, actor jsonb not null, reason text,
    carrier jsonb not null, told_at timestamptz not null, received_at timestamptz not null default now(),
    attempts integer not null default 0, retry_at timestamptz not null default now(), error text,
    processed_at timestamptz, parked_at timestamptz, skipped_because text,
    constraint inbox_in_order unique (service, about, sequence))`,
  'create index inbox_waiting on inbox (retry_at) where processed_at is null and parked_at is null',
  'create index inbox_parked on inbox (parked_at) where parked_at is not null and processed_at is null',

  `create table deadline (
    id uuid primary key default gen_random_uuid(), kind text not null, about uuid not null,
    due_at timestamptz not null, set_at timestamptz not null default now(), leased_until timestamptz,
    attempts integer not null default 0, error text, done_at timestamptz, cleared_at timestamptz)`,
  `create unique index deadline_one_open on deadline (kind, about) where done_at is null and cleared_at is null`,
  'create index deadline_due on deadline (due_at) where done_at is null and cleared_at is null',

  `create table audit (
    position bigint generated always as identity primary key, at timestamptz not null, actor uuid not null,
    actor_name text not null, command text not null, entity text not null, entity_id text not null,
    change text not null, before jsonb, after jsonb, reason text, trace text,
    chain_number bigint unique, hash text)`,
  'create index audit_entity on audit (entity_id, position)',
  'create index audit_actor on audit (actor, position)',
  'create index audit_at on audit (at)',
  'create index audit_unsealed on audit (position) where chain_number is null',
  `create function audit_line(a audit) returns text language sql immutable as $$
    select concat_ws('|', a.chain_number, a.position, extract(epoch from a.at)::text, a.actor, a.actor_name, a.command,
      a.entity, a.entity_id, a.change, coalesce(a.before::text, '-'), coalesce(a.after::text, '-'),
      coalesce(a.reason, '-'), coalesce(a.trace, '-')) $$`,
  `create function audit_append_only() returns trigger language plpgsql as $$ begin
    if tg_op = 'DELETE' or tg_op = 'TRUNCATE' then raise exception 'the audit is append-only'; end if;
    if old.hash is not null or to_jsonb(new) - 'hash' - 'chain_number' <> to_jsonb(old) - 'hash' - 'chain_number'
    then raise exception 'the audit is append-only'; end if;
    return new; end $$`,
  `create trigger audit_append_only before update or delete on audit
    for each row execute function audit_append_only()`,
  `create trigger audit_no_truncate before truncate on audit for each statement execute function audit_append_only()`,
  // Links committed rows into the hash chain (GAT-4). One at a time, away from the business: no command waits for it.
  `create function seal_audit(most integer) returns integer language plpgsql security definer
    set search_path from current as $$
    declare last_number bigint; last_hash text; line audit; sealed integer := 0; begin
    if not pg_try_advisory_xact_lock(hashtext('seal_audit')) then return 0; end if;
    select chain_number, hash into last_number, last_hash from audit
      where chain_number is not null order by chain_number desc limit 1;
    for line in select * from audit where chain_number is null order by position limit most loop
      last_number := coalesce(last_number, 0) + 1; line.chain_number := last_number;
      last_hash := encode(sha256(convert_to(coalesce(last_hash, '') || '|' || audit_line(line), 'UTF8')), 'hex');
      update audit set chain_number = last_number, hash = last_hash where position = line.position;
      sealed := sealed + 1;
    end loop;
    return sealed; end $$`,
  // The first link that does not hold, or null: what `npm run invariants` asks.
  `create function broken_audit_link() returns bigint language sql stable as $$
    select chain_number from (
      select a.chain_number, a.hash, lag(a.hash) over (order by a.chain_number) as before_it,
        row_number() over (order by a.chain_number) as n, audit_line(a) as line
      from audit a where a.chain_number is not null) links
    where chain_number <> n
      or hash <> encode(sha256(convert_to(coalesce(before_it, '') || '|' || line, 'UTF8')), 'hex')
    order by chain_number limit 1 $$`,
];

/** The second version: who took which list as a workbook (ALL-9). For the services that have named lists. */
export const houseTables2 = [
  `create table list_export (
    id uuid primary key, list text not null, project_id uuid not null, filter text, rows integer not null,
    by_id uuid not null, by_name text not null, at timestamptz not null)`,
  `comment on table list_export is 'append-only'`,
  'create index list_export_at on list_export (at)',
];

/** What the service's own role may do in its database; nothing else. `appendOnly` tables can be added to and read. */
export function grants(role: string, appendOnly: string[] = []): string[] {
  const name = `"${role.replaceAll('"', '""')}"`;
  return [
    `grant usage on schema public to ${name}`,
    `grant select, insert, update on all tables in schema public to ${name}`,
    `grant usage, select on all sequences in schema public to ${name}`,
    `revoke all on function seal_audit(integer) from public`,
    `grant execute on function seal_audit(integer) to ${name}`,
    ...['audit', 'command_log', ...appendOnly].map((table) => `revoke update on ${table} from ${name}`),
  ];
}
