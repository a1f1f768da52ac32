import { Migration } from '@mikro-orm/migrations';

/** Reconciliations that another person checks 对账复核, and what is checked stands (FIN-8, ALL-4). */
export class Migration0033Reconciliations extends Migration {
  override up(): void {
    for (const statement of checks) this.addSql(statement);
  }
}

const checks = [
  // What is outstanding on a day, and what was on the account: not by reading all that ever was.
  'create index bank_item_unmatched on bank_item (project_id, day) where match_id is null',
  'create index bank_line_unmatched on bank_line (account_id, day) where match_id is null',
  'drop index bank_line_day',
  'create index bank_line_day on bank_line (account_id, day) include (amount)',
  `create table reconciliation (
    id uuid not null, version int not null default 1, project_id uuid not null, account_id uuid not null,
    from_day varchar(255) not null, day varchar(255) not null, state varchar(255) not null, bank_balance bigint not null,
    book_balance bigint not null, figures jsonb not null, submitted_by uuid not null, submitted_at timestamptz not null,
    decided_by uuid null, decided_at timestamptz null, decision_reason text null, reopened_by uuid null,
    reopened_at timestamptz null, reopened_for text null, primary key (id))`,
  `alter table reconciliation add foreign key (account_id) references bank_account (id) deferrable initially deferred`,
  'create index reconciliation_account on reconciliation (account_id, id)',
  `create index reconciliation_waiting on reconciliation (project_id, submitted_at, id) where state = 'submitted'`,
  `create unique index reconciliation_one_waiting on reconciliation (account_id) where state = 'submitted'`,
  `create unique index reconciliation_one_of_day on reconciliation (account_id, day) where state = 'approved'`,
  `alter table reconciliation add constraint reconciliation_state check (case state
    when 'submitted' then decided_by is null and reopened_by is null
    when 'approved' then decided_by is not null and reopened_by is null
    when 'refused' then decided_by is not null and decision_reason is not null and reopened_by is null
    when 'reopened' then decided_by is not null and num_nonnulls(reopened_by, reopened_at, reopened_for) = 3
    else false end)`,
  // Who did what on which the check looks: by the operation of the matrix.
  `create function reconciliation_makers(which uuid, first text, last text)
    returns table (operation text, person uuid) language sql stable as $$
    select 'reconciliation.import', s.requested_by from bank_line l join bank_statement s on s.id = l.statement_id
      where l.account_id = which and l.day between first and last
    union select 'reconciliation.import', m.made_by from bank_match m
      where m.account_id = which and m.settled_on between first and last and m.kind = 'manual'
    union select 'reconciliation.import', x.by_id from bank_line l join bank_explanation x on x.id = l.explanation_id
      where l.account_id = which and l.day between first and last
    union select 'reconciliation.import', x.by_id from bank_account a
      join bank_item i on i.project_id = a.project_id and i.day between first and last
      join bank_explanation x on x.id = i.explanation_id where a.id = which
    union select 'receipt.record', r.cashier_id from bank_account a
      join bank_item i on i.project_id = a.project_id and i.day between first and last
      join receipt r on r.id = i.document_id
      left join bank_match m on m.id = i.match_id
      where a.id = which and coalesce(m.account_id, which) = which $$`,
  `create function reconciliation_checked() returns trigger language plpgsql as $$ begin
    if new.state in ('approved', 'refused') and old.state = 'submitted' and (new.decided_by = new.submitted_by
      or exists (select from reconciliation_makers(new.account_id, new.from_day, new.day) m
        where m.person = new.decided_by))
    then raise exception 'ALL-4: who made it does not check it' using errcode = 'check_violation'; end if;
    if old.state in ('refused', 'reopened') or (old.state = 'approved' and new.state <> 'reopened')
      or to_jsonb(new) - changing <> to_jsonb(old) - changing
    then raise exception 'FIN-8: a reconciliation stands' using errcode = 'check_violation'; end if;
    return new; end $$`.replaceAll(
    'changing',
    `'{version,state,decided_by,decided_at,decision_reason,reopened_by,reopened_at,reopened_for}'::text[]`,
  ),
  `create trigger reconciliation_checked before update on reconciliation
    for each row execute function reconciliation_checked()`,
  `create function checked_through_holds() returns trigger language plpgsql as $$
    declare account uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; begin
    if (select checked_through from bank_account where id = account) is distinct from
      (select max(day) from reconciliation where account_id = account and state = 'approved')
    then raise exception 'FIN-8: an account is checked to where its reconciliations say' using errcode = 'check_violation';
    end if; return null; end $$`,
  `create constraint trigger bank_account_checked after insert or update on bank_account deferrable initially deferred
    for each row execute function checked_through_holds('id')`,
  `create constraint trigger reconciliation_checks after insert or update on reconciliation
    deferrable initially deferred for each row execute function checked_through_holds('account_id')`,
];
