import { Migration } from '@mikro-orm/migrations';

/** Voucher numbers and totals of each day, kept as entries are committed (FIN-3). */
export class Migration0032Ledger extends Migration {
  override up(): void {
    for (const statement of [...lines, ...tables, ...kept, ...before, ...guards]) this.addSql(statement);
  }
}

/** Project and day of its entry stand in each line, so that an account's lines of a period are found at once. */
const lines = [
  'alter table journal_line add project_id uuid, add day varchar(255)',
  'alter table journal_line disable trigger journal_line_append_only',
  `update journal_line l set project_id = e.project_id, day = e.day from journal_entry e where e.id = l.entry_id`,
  'alter table journal_line enable trigger journal_line_append_only',
  'alter table journal_line alter project_id set not null, alter day set not null',
  'create index journal_line_ledger on journal_line (project_id, account, day, id)',
  'create index journal_entry_day on journal_entry (project_id, day, id)',
  'drop index journal_entry_project',
];

const tables = [
  `create table voucher (
    entry_id uuid primary key references journal_entry deferrable initially deferred, project_id uuid not null,
    month text not null, number int not null, constraint voucher_number unique (project_id, month, number))`,
  `comment on table voucher is 'append-only, no entity'`,
  `create table ledger_day (
    project_id uuid not null, account text not null, day text not null, debit bigint not null, credit bigint not null,
    lines int not null, primary key (project_id, account, day)) with (fillfactor = 50)`,
  `comment on table ledger_day is 'append-only, no entity'`,
];

const kept = [
  // Lines written without it get their entry's place; a line that comes when its entry has its number is too late.
  `create function journal_line_placed() returns trigger language plpgsql as $$ begin
    if exists (select from voucher where entry_id = new.entry_id) then
      raise exception 'journal entry % is closed', new.entry_id using errcode = 'check_violation'; end if;
    if new.project_id is null or new.day is null then
      select e.project_id, e.day into new.project_id, new.day from journal_entry e where e.id = new.entry_id; end if;
    return new; end $$`,
  `create trigger journal_line_placed before insert on journal_line for each row execute function journal_line_placed()`,
  // At commit: the month's book gives the next number, and its row stays locked while the totals of its days change.
  // So those who post in one month wait for each other no longer than a commit takes, always for the book first.
  `create function journal_entry_kept() returns trigger language plpgsql security definer
    set search_path from current as $$ declare which text := left(new.day, 7); next int; begin
    if exists (select from journal_line where entry_id = new.id and (project_id, day) <> (new.project_id, new.day)) then
      raise exception 'a line of entry % stands elsewhere', new.id using errcode = 'check_violation'; end if;
    insert into numbered_book (name, last) values (format('vouchers of %s %s', new.project_id, which), 1)
      on conflict (name) do update set last = numbered_book.last + 1 returning last into next;
    insert into voucher (entry_id, project_id, month, number) values (new.id, new.project_id, which, next);
    insert into ledger_day as t (project_id, account, day, debit, credit, lines)
      select project_id, account, day, sum(debit), sum(credit), count(*) from journal_line where entry_id = new.id
      group by project_id, account, day
      on conflict (project_id, account, day) do update set debit = t.debit + excluded.debit,
        credit = t.credit + excluded.credit, lines = t.lines + excluded.lines;
    return null; end $$`,
  `create constraint trigger journal_entry_kept after insert on journal_entry deferrable initially deferred
    for each row execute function journal_entry_kept()`,
];

/** Entries from before there were vouchers, numbered in the order in which they were posted. */
const before = [
  `insert into voucher (entry_id, project_id, month, number)
    select id, project_id, left(day, 7),
      row_number() over (partition by project_id, left(day, 7) order by posted_at, id) from journal_entry`,
  `insert into numbered_book (name, last)
    select format('vouchers of %s %s', project_id, month), max(number) from voucher group by project_id, month`,
  `insert into ledger_day (project_id, account, day, debit, credit, lines)
    select project_id, account, day, sum(debit), sum(credit), count(*) from journal_line group by 1, 2, 3`,
];

/** Only the trigger above, which fires inside another statement's, writes numbers and totals. */
const guards = [
  `create function ledger_keeps() returns trigger language plpgsql as $$ begin
    if tg_op = 'TRUNCATE' or tg_op = 'DELETE' or (tg_op = 'UPDATE' and tg_table_name = 'voucher')
      or pg_trigger_depth() < 2
    then raise exception '% is append-only', tg_table_name using errcode = 'check_violation'; end if;
    return new; end $$`,
  ...['voucher', 'ledger_day'].flatMap((table) => [
    `create trigger ${table}_append_only before insert or update or delete on ${table}
      for each row execute function ledger_keeps()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function ledger_keeps()`,
  ]),
];
