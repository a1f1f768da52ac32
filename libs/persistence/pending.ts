import type { Instant } from '#kernel/time.js';
import type { Telling } from '#contracts/message.js';
import { nameOf } from '#contracts/message.js';
import { newId } from '#kernel/ids.js';
import { currentCarrier, shortTraceId } from '#telemetry/trace.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AuditRow } from './audit.js';
import type { Audited, Cause, CommandCause, Deadlines } from './work.js';

/** What a handler told and set, kept until the end of its transaction and then written in one statement. */
export class Pending {
  readonly told: object[] = [];
  readonly audit: AuditRow[] = [];
  private deadlineSets: { kind: string; about: string; due_at: Instant }[] = [];
  private readonly deadlineClears: { kind: string; about: string }[] = [];

  /** What was said last of a deadline counts. */
  readonly deadlines: Deadlines = {
    set: (kind, about, dueAt) => {
      this.forgetSet(kind, about);
      this.deadlineSets.push({ kind, about, due_at: dueAt });
    },
    clear: (kind, about) => {
      this.forgetSet(kind, about);
      this.deadlineClears.push({ kind, about });
    },
  };

  private forgetSet(kind: string, about: string): void {
    this.deadlineSets = this.deadlineSets.filter((set) => set.kind !== kind || set.about !== about);
  }

  /** Writes it all; the caller commits. */
  async write(em: EntityManager, cause: Cause, command?: { cause: CommandCause; reply: unknown }): Promise<void> {
    if (this.deadlineClears.length > 0) await em.execute(clearDeadlines, [JSON.stringify(this.deadlineClears)]);
    const events = this.told.map((event) => outboxRow(event, cause));
    if (events.length + this.audit.length + this.deadlineSets.length === 0 && !command) return;
    const audit = this.audit.map((row) => ({ ...row, ...auditFacts(cause) }));
    const log = command ? [commandRow(command)] : [];
    const rows = [log, audit, this.deadlineSets, events];
    await em.execute(
      record,
      rows.map((some) => JSON.stringify(some)),
    );
  }
}

function outboxRow(event: object, cause: Cause) {
  const telling = event.constructor as unknown as Telling;
  return {
    id: newId(),
    about: (event as Record<string, unknown>)[telling.about],
    type: nameOf(telling),
    payload: event,
    actor: { id: cause.actor.id, name: cause.actor.name },
    reason: cause.reason ?? null,
    command: 'key' in cause ? cause.key : null,
    carrier: currentCarrier(),
    told_at: cause.at,
  };
}

export function auditFacts({ actor, name, at, reason }: Cause): Audited {
  const trace = shortTraceId();
  const why = { ...(reason === undefined ? {} : { reason }), ...(trace === undefined ? {} : { trace }) };
  return { at, actor: actor.id, actor_name: actor.name, command: name, ...why };
}

function commandRow({ cause, reply }: { cause: CommandCause; reply: unknown }) {
  const { actor, key, name, bodyHash, at } = cause;
  return { actor: actor.id, key, name, body_hash: bodyHash, reply: reply ?? {}, at };
}

const record = `
  with command as (
    insert into command_log (actor, key, name, body_hash, reply, at)
    select actor, key, name, body_hash, reply, at
    from jsonb_to_recordset(?::jsonb)
      as c (actor uuid, key text, name text, body_hash text, reply jsonb, at timestamptz)
  ), audited as (
    insert into audit (at, actor, actor_name, command, entity, entity_id, change, before, after, reason, trace)
    select at, actor, actor_name, command, entity, entity_id, change, before, after, reason, trace
    from jsonb_to_recordset(?::jsonb)
      as a (at timestamptz, actor uuid, actor_name text, command text, entity text, entity_id text, change text,
            before jsonb, after jsonb, reason text, trace text)
  ), due as (
    insert into deadline (kind, about, due_at)
    select kind, about, due_at from jsonb_to_recordset(?::jsonb) as d (kind text, about uuid, due_at timestamptz)
    on conflict (kind, about) where done_at is null and cleared_at is null
    do update set due_at = excluded.due_at, set_at = now()
  )
  insert into outbox (id, about, sequence, type, payload, actor, reason, command, carrier, told_at)
  select id, about,
    coalesce((select max(o.sequence) from outbox o where o.about = told.about), 0)
      + row_number() over (partition by about order by place),
    type, payload, actor, reason, command, carrier, told_at
  from rows from (jsonb_to_recordset(?::jsonb)
    as (id uuid, about uuid, type text, payload jsonb, actor jsonb, reason text, command text, carrier jsonb,
        told_at timestamptz))
    with ordinality
    as told (id, about, type, payload, actor, reason, command, carrier, told_at, place)
  order by place`;

const clearDeadlines = `
  update deadline d set cleared_at = now()
  from jsonb_to_recordset(?::jsonb) as c (kind text, about uuid)
  where d.kind = c.kind and d.about = c.about and d.done_at is null and d.cleared_at is null`;
