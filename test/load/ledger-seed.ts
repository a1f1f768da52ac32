import pg from 'pg';
import { plan, rows, type Seeding } from './ledger-history.ts';

export const receiptsPerDeal = 5;

/**
 * Writes deals of five years as they would stand had each been asked for: contracted, paid in five receipts, one in
 * four behind with its fourth line, one in ten with money held, the last line of each due some day. Without triggers,
 * so that a million are there in minutes; what they keep, totals and numbers, is written here, and the invariants say
 * whether it is right. `connection` is the administrator's, in finance's database.
 */
export async function seedReceipts(connection: string, wanted: Seeding, tell: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: connection });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set statement_timeout = 0;
      set work_mem = '64MB'; set maintenance_work_mem = '128MB'; set jit = off`);
    for (const [sql, params = []] of plan(wanted)) await client.query(sql, params);
    await client.query('analyze seed_deal, seed_payment, seed_entry');
    for (const [table, sql, params = []] of rows(wanted)) {
      const begun = performance.now();
      const { rowCount } = await client.query(await completed(client, table, sql), params);
      tell(`· ${rowCount} rows of ${table} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    }
    await client.query('drop table seed_entry, seed_payment, seed_deal');
    await client.query('vacuum (analyze) deal, receivable, receipt, allocation, journal_entry, journal_line');
    await client.query('vacuum (analyze) voucher, ledger_day, numbered_book, payment_delay, bank_item');
  } finally {
    await client.end();
  }
}

/** The insert with the columns that later migrations ask for and nothing here says: nought, no, or an empty text. */
async function completed(client: pg.Client, table: string, sql: string): Promise<string> {
  const [, columns, select] = /^\s*insert into \w+ \(([^)]*)\)(.*)$/s.exec(sql) ?? [];
  if (!columns || !select || select.includes('on conflict')) return sql;
  const { rows: asked } = await client.query<{ name: string; nought: string }>(
    `select column_name as name,
       case udt_name when 'bool' then 'false' when 'varchar' then '''''' else '0' end as nought
     from information_schema.columns where table_name = $1 and table_schema = 'public' and is_nullable = 'NO'
       and column_default is null and not column_name = any($2)`,
    [table, columns.split(',').map((column) => column.trim())],
  );
  const more = (what: 'name' | 'nought') => asked.map((column) => `, ${column[what]}`).join('');
  if (asked.length === 0) return sql;
  return `insert into ${table} (${columns}${more('name')}) select known.*${more('nought')} from (${select}) known`;
}
