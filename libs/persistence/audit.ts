import { ChangeSetType, type EntityManager, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/postgresql';

/** One change of one record (ALL-3), as it goes into the audit; who, when and why are added when it is written. */
export interface AuditRow {
  entity: string;
  entity_id: string;
  change: 'create' | 'update' | 'delete';
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
}

/** Gathers what each flush changes, so that no handler has to think of the audit. */
export class AuditTrail implements EventSubscriber {
  private readonly listening = new WeakMap<object, AuditRow[]>();

  /** From now on the changes that this EntityManager flushes are added to `rows`. */
  gather(em: EntityManager, rows: AuditRow[]): void {
    this.listening.set(em, rows);
  }

  onFlush({ em, uow }: FlushEventArgs): void {
    const rows = this.listening.get(em);
    if (!rows) return;
    for (const { type, meta, payload, originalEntity, entity } of uow.getChangeSets()) {
      const changed = payload as Record<string, unknown>;
      const personal = (field: string) =>
        meta.props.find((prop) => prop.name === field)?.comment?.startsWith('personal') ?? false;
      const before = type === ChangeSetType.CREATE ? null : pick(originalEntity as Record<string, unknown>, changed);
      rows.push({
        entity: meta.tableName,
        entity_id: String((entity as { id?: unknown }).id),
        change: type === ChangeSetType.CREATE ? 'create' : type.startsWith('delete') ? 'delete' : 'update',
        before: before && masked(before, personal),
        after: masked(changed, personal),
      });
    }
  }
}

function pick(from: Record<string, unknown> | undefined, like: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(like).map((key) => [key, from?.[key] ?? null]));
}

function masked(values: Record<string, unknown>, personal: (field: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, personal(key) ? '***' : readable(value)]),
  );
}

function readable(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
