import { personalKeys } from './personal-keys.js';

/**
 * SQL, for a migration: the function of the triggers below. The owner, who rotates keys, may seal anew what an
 * append-only row holds sealed, and change nothing else; the service's own role may not even try.
 */
export const onlyResealed = `
  create function only_resealed() returns trigger language plpgsql as $$ begin
    if tg_op = 'UPDATE' and to_jsonb(new) <> to_jsonb(old) and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv
      and pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage')
    then return new; end if;
    raise exception '% is append-only', tg_table_name using errcode = 'check_violation'; end $$`;

/** SQL, for a migration: the append-only table may have these columns sealed anew. */
export function resealable(table: string, ...columns: string[]): string {
  return `create trigger ${table}_only_resealed before update or delete on ${table}
    for each row execute function only_resealed(${columns.map((column) => `'${column}'`).join()})`;
}

/** SQL, for a migration: seals rows from before their columns were; reads PERSONAL_KEYS_FILE when there are any. */
export function sealedUpdates(table: string, rows: Record<string, string | null>[], columns: string[]): string[] {
  const set = (row: Record<string, string | null>) =>
    columns.map((column) => `${column} = ${row[column] == null ? 'null' : `'${personalKeys().seal(row[column])}'`}`);
  return rows.map((row) => `update ${table} set ${set(row).join()} where id = '${row.id}'`);
}
