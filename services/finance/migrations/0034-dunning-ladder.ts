import { Migration } from '@mikro-orm/migrations';

/** The dunning ladder, its pauses and caps, and defaulters (FIN-10). */
export class Migration0034DunningLadder extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules, ...indexes]) this.addSql(statement);
  }
}

const tables = [
  `create table reminder (
    id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
    receivable_id uuid not null, due_on varchar(255) not null, after_days int not null,
    channel varchar(255) not null, state varchar(255) not null, planned_at timestamptz not null,
    told_at timestamptz null, customer_id uuid null, text text null, text_version varchar(255) null,
    number varchar(255) null, result varchar(255) null, note text null, done_by uuid null,
    done_at timestamptz null, overdue_since timestamptz null, primary key (id))`,
  `create table reminder_day (
    about_id uuid not null, day varchar(255) not null, sent int not null, most int not null,
    primary key (about_id, day))`,
  `create table dunning_pause (
    id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
    until varchar(255) not null, reason text not null, by_id uuid not null, at timestamptz not null,
    ended_by uuid null, ended_at timestamptz null, primary key (id))`,
  `create table defaulter (
    id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
    consultant_id uuid not null, overdue bigint not null, ladder_done boolean not null, reason text null,
    state varchar(255) not null, outcome varchar(255) null, referred_by uuid not null,
    referred_at timestamptz not null, ended_by uuid null, ended_at timestamptz null, primary key (id))`,
  `create table defaulter_note (
    id uuid not null, defaulter_id uuid not null, note text not null, outcome varchar(255) null,
    by_id uuid not null, by_name varchar(255) not null, at timestamptz not null, primary key (id))`,
  `comment on table defaulter_note is 'append-only'`,
];

const rules = [
  ...['reminder', 'dunning_pause', 'defaulter'].map(
    (table) => `alter table ${table} add constraint ${table}_of_deal
      foreign key (deal_id) references deal deferrable initially deferred`,
  ),
  `alter table reminder add constraint reminder_of_receivable
    foreign key (receivable_id) references receivable deferrable initially deferred`,
  `alter table defaulter_note add constraint defaulter_note_of_defaulter
    foreign key (defaulter_id) references defaulter deferrable initially deferred`,
  `alter table reminder add constraint reminder_state check (case state
    when 'planned' then channel = 'sms' and told_at is null
    when 'told' then channel = 'sms' and told_at is not null and text is not null and customer_id is not null
    when 'sent' then channel = 'sms' and told_at is not null and done_at is not null
    when 'todo' then done_at is null
    when 'done' then done_at is not null and done_by is not null and result is not null
    when 'dropped' then done_at is not null and result is not null else false end)`,
  // A step is taken once, and the next waits for it; what was dropped may be taken again.
  `create unique index reminder_once on reminder (receivable_id, due_on, after_days) where state <> 'dropped'`,
  `create unique index reminder_one_open on reminder (receivable_id) where state in ('planned', 'told', 'todo')`,
  // Nothing goes out for what is paid, or not owed any more.
  `create function reminder_owed() returns trigger language plpgsql as $$ begin
    if new.state = 'told' and (tg_op = 'INSERT' or old.state <> 'told')
      and not exists (select from receivable where id = new.receivable_id and state = 'open') then
      raise exception 'nothing is owed that the customer could be reminded of' using errcode = 'check_violation';
    end if;
    return new; end $$`,
  `create trigger reminder_owed before insert or update on reminder for each row execute function reminder_owed()`,
  'alter table reminder_day add constraint reminder_day_cap check (sent between 0 and most)',
  'create unique index dunning_pause_one on dunning_pause (deal_id) where ended_at is null',
  'create unique index defaulter_one on defaulter (deal_id) where ended_at is null',
  `alter table defaulter add constraint defaulter_state check (overdue > 0
    and (ladder_done or reason is not null) and case state
    when 'referred' then ended_at is null and outcome is null
    when 'litigation' then ended_at is null and outcome = 'litigation'
    when 'ended' then ended_at is not null and ended_by is not null and outcome is not null else false end)`,
  `create trigger defaulter_note_append_only before update or delete on defaulter_note
    for each row execute function append_only()`,
  `create trigger defaulter_note_no_truncate before truncate on defaulter_note
    for each statement execute function append_only()`,
];

const indexes = [
  'create index reminder_deal on reminder (deal_id, id)',
  `create index reminder_to_do on reminder (project_id, planned_at, id) where state = 'todo'`,
  'create index reminder_told on reminder (customer_id, told_at) where told_at is not null',
  'create index dunning_pause_deal on dunning_pause (deal_id, id)',
  'create index defaulter_page on defaulter (project_id, id)',
  'create index defaulter_page_of_state on defaulter (project_id, state, id)',
  'create index defaulter_deal on defaulter (deal_id, id)',
  'create index defaulter_note_of on defaulter_note (defaulter_id, id)',
  // Projects that are there already are looked through from now on.
  `insert into deadline (kind, about, due_at) select 'FIN-10.round', id, now() from project`,
];
