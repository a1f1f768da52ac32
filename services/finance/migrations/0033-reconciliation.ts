import { Migration } from '@mikro-orm/migrations';

/** Bank accounts, their statements, and what of them is matched with the books (FIN-8). */
export class Migration0033Reconciliation extends Migration {
  override up(): void {
    const all = [...accounts, ...statements, ...books, ...matches, ...stands, ...sums];
    for (const statement of all) this.addSql(statement);
  }
}

const accounts = [
  `create table bank_account (
    id uuid not null, version int not null default 1, project_id uuid not null, name varchar(255) not null,
    bank varchar(255) not null, number text not null, number_index varchar(255) not null, supervised boolean not null,
    main boolean not null, since varchar(255) not null, opening_balance bigint not null,
    checked_through varchar(255) null, opened_by uuid not null, opened_at timestamptz not null, primary key (id))`,
  `comment on column bank_account.number is 'personal, sealed'`,
  `comment on column bank_account.number_index is 'personal, blind index'`,
  'create unique index bank_account_number on bank_account (project_id, number_index)',
  'create unique index bank_account_main on bank_account (project_id) where main',
  refers('bank_account', 'project_id', 'project'),
];

const statements = [
  `create table bank_statement (
    id uuid not null, version int not null default 1, project_id uuid not null, account_id uuid not null,
    file_hash varchar(255) not null, opening_given bigint null, closing_given bigint null, state varchar(255) not null,
    from_day varchar(255) null, to_day varchar(255) null, opening bigint null, closing bigint null,
    lines_total int not null, lines_new int not null, lines_rejected int not null, refused_code varchar(255) null,
    refused_facts jsonb null, requested_by uuid not null, requested_by_name varchar(255) not null,
    requested_at timestamptz not null, finished_at timestamptz null, primary key (id))`,
  refers('bank_statement', 'account_id', 'bank_account'),
  'create index bank_statement_account on bank_statement (account_id, requested_at desc)',
  'create index bank_statement_days on bank_statement (account_id, to_day, requested_at)',
  `alter table bank_statement add constraint bank_statement_state check (case state
    when 'waiting' then finished_at is null
    when 'done' then finished_at is not null and num_nonnulls(from_day, to_day, opening, closing) = 4
    when 'refused' then finished_at is not null and refused_code is not null else false end)`,
  // The file waits here, sealed, until it is read; the lines and its hash stay.
  'create table bank_statement_file (id uuid not null, content text null, primary key (id))',
  `comment on column bank_statement_file.content is 'personal, sealed'`,
  refers('bank_statement_file', 'id', 'bank_statement'),
  `create table bank_statement_error (
    statement_id uuid not null, row_number int not null, "column" varchar(255) not null, zh text not null,
    en text not null, primary key (statement_id, row_number))`,
  `comment on table bank_statement_error is 'append-only'`,
  refers('bank_statement_error', 'statement_id', 'bank_statement'),
  `create table bank_line (
    id uuid not null, project_id uuid not null, account_id uuid not null, statement_id uuid not null,
    day varchar(255) not null, value_day varchar(255) null, amount bigint not null, balance bigint not null,
    reference varchar(255) not null, fingerprint varchar(255) not null, summary text null, party text null,
    party_account text null, match_id uuid null, explanation_id uuid null, primary key (id))`,
  ...['summary', 'party', 'party_account'].map(
    (column) => `comment on column bank_line.${column} is 'personal, sealed'`,
  ),
  refers('bank_line', 'account_id', 'bank_account'),
  refers('bank_line', 'statement_id', 'bank_statement'),
  'alter table bank_line add constraint bank_line_moves check (amount <> 0)',
  // The same line in two statements counts once.
  'create unique index bank_line_once on bank_line (account_id, fingerprint)',
  'create index bank_line_page on bank_line (account_id, id)',
  'create index bank_line_day on bank_line (account_id, day)',
  'create index bank_line_open on bank_line (account_id, day, id) where match_id is null and explanation_id is null',
  'create index bank_line_open_of on bank_line (statement_id) where match_id is null and explanation_id is null',
  'create index bank_line_different on bank_line (project_id, day, id) where match_id is null and explanation_id is null',
  'create index bank_line_match on bank_line (match_id)',
];

/** What the ledger says of the bank, line by line: whatever posts to 银行存款 is awaited on a statement. */
const books = [
  `create table bank_item (
    id uuid not null, entry_id uuid not null, project_id uuid not null, deal_id uuid null, day varchar(255) not null,
    amount bigint not null, document_kind varchar(255) not null, document_id uuid not null, match_id uuid null,
    explanation_id uuid null, primary key (id))`,
  'alter table bank_item add constraint bank_item_moves check (amount <> 0)',
  'create index bank_item_open on bank_item (project_id, day, id) where match_id is null and explanation_id is null',
  'create index bank_item_day on bank_item (project_id, day)',
  'create index bank_item_document on bank_item (document_id)',
  'create index bank_item_match on bank_item (match_id)',
  `create function bank_item_of(line uuid) returns void language sql as $$
    insert into bank_item (id, entry_id, project_id, deal_id, day, amount, document_kind, document_id)
    select l.id, e.id, e.project_id, e.deal_id, e.day, l.debit - l.credit, e.document_kind, e.document_id
    from journal_line l join journal_entry e on e.id = l.entry_id where l.id = line $$`,
  `create function bank_awaits() returns trigger language plpgsql as $$ begin
    perform bank_item_of(new.id); return null; end $$`,
  `create constraint trigger journal_line_at_bank after insert on journal_line deferrable initially deferred
    for each row when (new.account like '1002%') execute function bank_awaits()`,
  `insert into bank_item (id, entry_id, project_id, deal_id, day, amount, document_kind, document_id)
    select l.id, e.id, e.project_id, e.deal_id, e.day, l.debit - l.credit, e.document_kind, e.document_id
    from journal_line l join journal_entry e on e.id = l.entry_id where l.account like '1002%'`,
];

const matches = [
  `create table bank_match (
    id uuid not null, version int not null default 1, project_id uuid not null, account_id uuid not null,
    kind varchar(255) not null, score int null, reasons jsonb not null, difference bigint not null,
    difference_reason text null, settled_on varchar(255) not null, made_by uuid not null,
    made_by_name varchar(255) not null, made_at timestamptz not null, ended_by uuid null, ended_at timestamptz null,
    ended_for text null, primary key (id))`,
  refers('bank_match', 'account_id', 'bank_account'),
  'create index bank_match_account on bank_match (account_id, settled_on)',
  `alter table bank_match
    add constraint bank_match_difference check (difference = 0 or (kind = 'manual' and difference_reason is not null)),
    add constraint bank_match_kind check ((kind = 'automatic') = (score is not null) and kind in ('automatic', 'manual')),
    add constraint bank_match_ended check (num_nonnulls(ended_by, ended_at, ended_for) in (0, 3))`,
  `create table bank_match_part (
    id uuid not null, match_id uuid not null, line_id uuid null, item_id uuid null, amount bigint not null,
    primary key (id))`,
  `comment on table bank_match_part is 'append-only'`,
  'alter table bank_match_part add constraint bank_match_part_one check (num_nonnulls(line_id, item_id) = 1)',
  refers('bank_match_part', 'match_id', 'bank_match'),
  refers('bank_match_part', 'line_id', 'bank_line'),
  refers('bank_match_part', 'item_id', 'bank_item'),
  'create index bank_match_part_match on bank_match_part (match_id)',
  `create table bank_explanation (
    id uuid not null, project_id uuid not null, line_id uuid null, item_id uuid null, reason text not null,
    by_id uuid not null, by_name varchar(255) not null, at timestamptz not null, primary key (id))`,
  `comment on table bank_explanation is 'append-only'`,
  'alter table bank_explanation add constraint bank_explanation_one check (num_nonnulls(line_id, item_id) = 1)',
  refers('bank_explanation', 'line_id', 'bank_line'),
  refers('bank_explanation', 'item_id', 'bank_item'),
  ...['bank_line', 'bank_item'].flatMap((table) => [
    refers(table, 'match_id', 'bank_match'),
    refers(table, 'explanation_id', 'bank_explanation'),
  ]),
];

/** Facts of the bank and of the books stand; what they are matched with and how they are explained may change. */
const stands = [
  `create function bank_facts_stand() returns trigger language plpgsql as $$ begin
    if tg_op = 'DELETE' then raise exception 'FIN-8: % stands', tg_table_name using errcode = 'check_violation'; end if;
    if to_jsonb(new) - '{match_id,explanation_id}'::text[] = to_jsonb(old) - '{match_id,explanation_id}'::text[]
    then return new; end if;
    if tg_nargs > 0 and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv
      and pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then return new; end if;
    raise exception 'FIN-8: % stands', tg_table_name using errcode = 'check_violation'; end $$`,
  `create trigger bank_line_stands before update or delete on bank_line
    for each row execute function bank_facts_stand('summary', 'party', 'party_account')`,
  `create trigger bank_item_stands before update or delete on bank_item
    for each row execute function bank_facts_stand()`,
  ...['bank_match_part', 'bank_explanation', 'bank_statement_error'].map(
    (table) => `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function append_only()`,
  ),
  `create function bank_match_stands() returns trigger language plpgsql as $$
    declare checked text := (select checked_through from bank_account where id = new.account_id); begin
    if checked >= new.settled_on then
      raise exception 'FIN-8: % is checked', checked using errcode = 'check_violation'; end if;
    if tg_op = 'UPDATE' and (old.ended_at is not null
      or to_jsonb(new) - '{version,ended_by,ended_at,ended_for}'::text[]
        <> to_jsonb(old) - '{version,ended_by,ended_at,ended_for}'::text[])
    then raise exception 'FIN-8: a match stands until it is ended' using errcode = 'check_violation'; end if;
    return new; end $$`,
  `create trigger bank_match_stands before insert or update on bank_match
    for each row execute function bank_match_stands()`,
  `create function bank_line_late() returns trigger language plpgsql as $$ begin
    if exists (select from bank_account where id = new.account_id and (checked_through >= new.day or since > new.day))
    then raise exception 'FIN-8: a line of a day that is checked' using errcode = 'check_violation'; end if;
    return new; end $$`,
  'create trigger bank_line_late before insert on bank_line for each row execute function bank_line_late()',
];

/** A line and a book item are in one standing match at most, and its sums agree, or why they differ is said. */
const sums = [
  `create function match_adds_up(which uuid) returns void language plpgsql as $$
    declare m bank_match; lines numeric; items numeric; apart bigint; begin
    select * into m from bank_match where id = which;
    if m.id is null then return; end if;
    if m.ended_at is not null then
      if exists (select from bank_line where match_id = which) or exists (select from bank_item where match_id = which)
      then raise exception 'FIN-8: match % has ended', which using errcode = 'check_violation'; end if;
      return;
    end if;
    select count(*) into apart from bank_match_part p left join bank_line l on l.id = p.line_id
      left join bank_item i on i.id = p.item_id
      where p.match_id = which and (coalesce(l.match_id, i.match_id) is distinct from which
        or coalesce(l.amount, i.amount) <> p.amount or coalesce(l.account_id, m.account_id) <> m.account_id
        or coalesce(l.project_id, i.project_id) <> m.project_id);
    select coalesce(sum(amount), 0) into lines from bank_line where match_id = which;
    select coalesce(sum(amount), 0) into items from bank_item where match_id = which;
    if apart > 0 or lines - items <> m.difference
      or (select count(*) from bank_match_part where match_id = which)
        <> (select count(*) from bank_line where match_id = which) + (select count(*) from bank_item where match_id = which)
      or not exists (select from bank_item where match_id = which)
    then raise exception 'FIN-8: match % does not add up', which using errcode = 'check_violation'; end if;
    end $$`,
  `create function match_of_part() returns trigger language plpgsql as $$ begin
    perform match_adds_up(new.match_id);
    if tg_op = 'UPDATE' and old.match_id is distinct from new.match_id then perform match_adds_up(old.match_id); end if;
    return null; end $$`,
  `create function match_itself() returns trigger language plpgsql as $$ begin
    perform match_adds_up(new.id); return null; end $$`,
  `create constraint trigger bank_match_adds_up after insert or update on bank_match deferrable initially deferred
    for each row execute function match_itself()`,
  `create constraint trigger bank_match_part_adds_up after insert on bank_match_part deferrable initially deferred
    for each row execute function match_of_part()`,
  ...['bank_line', 'bank_item'].map(
    (table) => `create constraint trigger ${table}_adds_up after insert or update on ${table}
      deferrable initially deferred for each row when (new.match_id is not null) execute function match_of_part()`,
  ),
  ...['bank_line', 'bank_item'].map(
    (table) => `create constraint trigger ${table}_left after update on ${table} deferrable initially deferred
      for each row when (old.match_id is not null) execute function match_of_part()`,
  ),
];

/** Checked at the end of the transaction, whatever the order in which rows are written. */
function refers(table: string, column: string, to: string): string {
  return `alter table ${table} add foreign key (${column}) references ${to} (id) deferrable initially deferred`;
}
