import { resealable } from '#persistence/resealing.js';
import { Migration } from '@mikro-orm/migrations';

export class Migration0005Team extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `create table customer_entry (
    id uuid not null, project_id uuid not null, consultant_id uuid not null, contacted_at timestamptz not null,
    entered_at timestamptz not null, due_by timestamptz not null, late boolean not null, month varchar(255) not null,
    primary key (id))`,
  `create table questionnaire (
    id uuid not null, project_id uuid not null, number int not null, questions jsonb not null,
    defined_by_id uuid not null, defined_at timestamptz not null, primary key (id))`,
  `create table survey (
    id uuid not null, version int not null default 1, project_id uuid not null, unit_code varchar(255) not null,
    customer_id uuid not null, consultant_id uuid not null, month varchar(255) not null, due_by timestamptz not null,
    overdue_since timestamptz null, cancelled_at timestamptz null, questionnaire_id uuid null, answers jsonb null,
    answered_by_id uuid null, answered_at timestamptz null, late boolean null, primary key (id))`,
  `comment on column survey.answers is 'personal'`,
  `create table commission_flag (
    id uuid not null, version int not null default 1, project_id uuid not null, unit_id uuid not null,
    subscription_id uuid not null, number varchar(255) not null, customer_id uuid not null,
    consultant_id uuid not null, events int not null, flagged_at timestamptz not null, explained_by_id uuid null,
    explained_by_name varchar(255) null, explained_at timestamptz null, reason text null, primary key (id))`,
  `create table service_request (
    id uuid not null, version int not null default 1, project_id uuid not null, customer_id uuid not null,
    unit_id uuid null, kind varchar(255) not null, state varchar(255) not null, assignee_id uuid null,
    answer_by timestamptz not null, overdue_since timestamptz null, registered_at timestamptz not null,
    registered_by_id uuid not null, primary key (id))`,
  `create table service_request_step (
    id uuid not null, request_id uuid not null, step varchar(255) not null, by_id uuid not null,
    by_name varchar(255) not null, at timestamptz not null, assignee_id uuid null, text text null, primary key (id))`,
  `comment on column service_request_step.text is 'personal, sealed'`,
  `create table channel_partner (
    id uuid not null, project_id uuid not null, name varchar(255) not null, ended_at timestamptz null,
    ended_for text null, primary key (id))`,
  `create table channel_rule (
    id uuid not null, partner_id uuid not null, number int not null, rate numeric(20,10) null, amount bigint null,
    reason text null, set_by_id uuid not null, set_at timestamptz not null, primary key (id))`,
  `create table channel_report (
    id uuid not null, version int not null default 1, project_id uuid not null, partner_id uuid not null,
    rule_id uuid not null, customer_name text not null, phone text not null, phone_index varchar(255) not null,
    state varchar(255) not null, reported_at timestamptz not null, taken_by_id uuid not null,
    protected_until timestamptz not null, visited_at timestamptz null, customer_id uuid null, primary key (id))`,
  `comment on column channel_report.customer_name is 'personal, sealed'`,
  `comment on column channel_report.phone is 'personal, sealed'`,
  `comment on column channel_report.phone_index is 'personal, blind index'`,
  `create table channel_commission (
    id uuid not null, project_id uuid not null, partner_id uuid not null, report_id uuid not null,
    unit_id uuid not null, subscription_id uuid not null, contract_id uuid not null, number varchar(255) not null,
    amount bigint not null, derivation jsonb not null, at timestamptz not null, reverses uuid null, primary key (id))`,
  `create table team (
    id uuid not null, project_id uuid not null, name varchar(255) not null, primary key (id))`,
  `create table team_member (
    id uuid not null, team_id uuid not null, project_id uuid not null, person_id uuid not null,
    name varchar(255) not null, from_day varchar(255) not null, until_day varchar(255) null, primary key (id))`,
  `create table target (
    id uuid not null, project_id uuid not null, month varchar(255) not null, subject varchar(255) not null,
    subject_id uuid not null, number int not null, calls int not null, visits int not null, customers int not null,
    subscriptions int not null, contracts int not null, money_in bigint not null, reason text null,
    set_by_id uuid not null, set_at timestamptz not null, primary key (id))`,
  `create table assessment_weights (
    id uuid not null, project_id uuid not null, number int not null, weights jsonb not null, reason text not null,
    set_by_id uuid not null, set_at timestamptz not null, primary key (id))`,
  `create table assessment_month (
    id uuid not null, project_id uuid not null, month varchar(255) not null, closed_by_id uuid not null,
    closed_at timestamptz not null, primary key (id))`,
  `create table assessment (
    id uuid not null, project_id uuid not null, month varchar(255) not null, subject varchar(255) not null,
    subject_id uuid not null, actual jsonb not null, target jsonb not null, points int not null,
    exact varchar(255) not null, band varchar(255) not null, derivation jsonb not null,
    closed_at timestamptz not null, primary key (id))`,
  `create table deal_money (
    id uuid not null, subscription_id uuid not null, project_id uuid not null, consultant_id uuid not null,
    amount bigint not null, at timestamptz not null, primary key (id))`,
  `create table mortgage_task (
    id uuid not null, subscription_id uuid not null, project_id uuid not null, state varchar(255) not null,
    due_by timestamptz null, primary key (id))`,
  `create table deal_paid (
    id uuid not null, price_paid bigint not null, loan_paid bigint not null, primary key (id))`,
];

const indexes = [
  'create index customer_entry_month on customer_entry (project_id, month, consultant_id)',
  'create index survey_month on survey (project_id, month, consultant_id)',
  `create index survey_missing on survey (project_id, due_by, id) where answered_at is null and cancelled_at is null`,
  `create index survey_missing_of on survey (consultant_id, due_by, id)
    where answered_at is null and cancelled_at is null`,
  'create index commission_flag_page on commission_flag (project_id, flagged_at, id)',
  `create index commission_flag_open on commission_flag (project_id, flagged_at, id) where explained_at is null`,
  'create index service_request_page on service_request (project_id, answer_by, id)',
  'create index service_request_page_of_state on service_request (project_id, state, answer_by, id)',
  'create index service_request_page_of_assignee on service_request (assignee_id, answer_by, id)',
  `create index service_request_overdue on service_request (project_id, answer_by, id) where overdue_since is not null`,
  'create index channel_partner_page on channel_partner (project_id, id)',
  'create index channel_report_page on channel_report (project_id, protected_until, id)',
  'create index channel_report_page_of_state on channel_report (project_id, state, protected_until, id)',
  'create index channel_report_page_of_partner on channel_report (partner_id, protected_until, id)',
  'create index channel_report_customer on channel_report (customer_id) where customer_id is not null',
  'create index channel_commission_page on channel_commission (project_id, id)',
  'create index channel_commission_page_of_partner on channel_commission (partner_id, id)',
  'create index channel_commission_deal on channel_commission (subscription_id)',
  'create index customer_task_owner on customer (owner_id, project_id)',
  'create index subscription_task_customer on subscription (customer_id)',
  'create index mortgage_task_deal on mortgage_task (subscription_id)',
  'create index team_page on team (project_id, id)',
  'create index team_member_team on team_member (team_id, from_day, id)',
  'create index team_member_person on team_member (project_id, person_id, from_day)',
  'create index assessment_page on assessment (project_id, id)',
  'create index assessment_page_of_month on assessment (project_id, month, id)',
  'create index assessment_page_of_band on assessment (project_id, band, id)',
  'create index assessment_page_of_subject on assessment (subject_id, project_id, id)',
  'create index deal_money_scored on deal_money (project_id, at)',
  'create index customer_event_scored on customer_event (at)',
  'create index subscription_scored on subscription (project_id, subscribed_at)',
  'create index subscription_scored_off on subscription (project_id, cancelled_at) where cancelled_at is not null',
  'create index contract_scored on contract (project_id, signed_at)',
  'create index service_request_step_request on service_request_step (request_id, id)',
];

const rules = [
  // CRM-3: late is what was entered after its time, and nothing else.
  'alter table customer_entry add constraint customer_entry_late check (late = (entered_at > due_by))',
  'create unique index questionnaire_one_per_number on questionnaire (project_id, number)',
  `alter table survey
    add constraint survey_answered check (num_nulls(questionnaire_id, answers, answered_by_id, answered_at, late) in (0, 5)),
    add constraint survey_late check (late = (answered_at > due_by))`,
  `create function survey_stands() returns trigger language plpgsql as $$ begin
    if old.answered_at is not null and
      (new.questionnaire_id, new.answers, new.answered_by_id, new.answered_at) is distinct from
      (old.questionnaire_id, old.answers, old.answered_by_id, old.answered_at)
    then raise exception 'CRM-3: a survey is recorded once'; end if;
    return new; end $$`,
  'create trigger survey_stands before update on survey for each row execute function survey_stands()',
  // CRM-6: explained whole, once, and by somebody else.
  `alter table commission_flag
    add constraint commission_flag_events check (events between 0 and 2),
    add constraint commission_flag_explained check (num_nulls(explained_by_id, explained_by_name, explained_at, reason) in (0, 4)),
    add constraint commission_flag_by_another check (explained_by_id <> consultant_id)`,
  `create function commission_flag_stands() returns trigger language plpgsql as $$ begin
    if old.explained_at is not null or (new.events, new.consultant_id, new.flagged_at) is distinct from
      (old.events, old.consultant_id, old.flagged_at)
    then raise exception 'CRM-6: a flag is explained once'; end if;
    return new; end $$`,
  `create trigger commission_flag_stands before update on commission_flag
    for each row execute function commission_flag_stands()`,
  // CRM-7: assigned to somebody from the assignment on; late only while it is not answered.
  `alter table service_request
    add constraint service_request_state check (case state when 'registered' then true
      when 'assigned' then assignee_id is not null
      when 'answered' then assignee_id is not null and overdue_since is null
      when 'closed' then assignee_id is not null and overdue_since is null else false end)`,
  // CRM-8: a share or an amount; one live report a phone; earned once a contract, and taken back once.
  `alter table channel_rule add constraint channel_rule_one check (num_nulls(rate, amount) = 1
    and coalesce(rate > 0 and rate < 1, amount > 0))`,
  'create unique index channel_rule_once on channel_rule (partner_id, number)',
  `create unique index channel_report_one_live on channel_report (project_id, phone_index)
    where state in ('reported', 'visited')`,
  `alter table channel_report add constraint channel_report_visit check (num_nulls(visited_at, customer_id) in (0, 2)
    and (state <> 'visited' or visited_at is not null))`,
  'create unique index channel_commission_once on channel_commission (contract_id) where reverses is null',
  'create unique index channel_commission_back_once on channel_commission (reverses) where reverses is not null',
  `alter table channel_commission add constraint channel_commission_sign check (
    case when reverses is null then amount >= 0 else amount <= 0 end)`,
  // CRM-5: in one team of a project at a time; who was in it then stands.
  `alter table team_member add constraint team_member_until check (until_day >= from_day)`,
  'create unique index team_member_in_one on team_member (project_id, person_id) where until_day is null',
  `create function team_member_stands() returns trigger language plpgsql as $$ begin
    if tg_op = 'UPDATE' and (old.until_day is not null or (new.team_id, new.project_id, new.person_id, new.from_day)
      is distinct from (old.team_id, old.project_id, old.person_id, old.from_day))
    then raise exception 'CRM-5: a membership that was stands'; end if;
    if exists (select from team_member m where m.project_id = new.project_id and m.person_id = new.person_id
      and m.id <> new.id and m.from_day <= coalesce(new.until_day, '9999-12-31')
      and new.from_day <= coalesce(m.until_day, '9999-12-31'))
    then raise exception 'CRM-5: in one team at a time' using errcode = 'unique_violation'; end if;
    return new; end $$`,
  `create trigger team_member_stands before insert or update on team_member
    for each row execute function team_member_stands()`,
  'create unique index target_once on target (project_id, month, subject, subject_id, number)',
  `alter table target add constraint target_figures check (least(calls, visits, customers, subscriptions, contracts) >= 0
    and money_in >= 0)`,
  'create unique index assessment_weights_once on assessment_weights (project_id, number)',
  'create unique index assessment_month_once on assessment_month (project_id, month)',
  'create unique index assessment_once on assessment (project_id, month, subject, subject_id)',
  `alter table assessment add constraint assessment_band check (band = case when points < 70 then 'retrain'
    when points <= 80 then 'pass' when points <= 90 then 'good' else 'excellent' end)`,
  ...[
    ...['customer_entry', 'questionnaire', 'channel_rule', 'channel_commission'],
    ...['target', 'assessment_weights', 'assessment_month', 'assessment', 'deal_money'],
  ].flatMap((table) => [
    `comment on table ${table} is 'append-only'`,
    `create trigger ${table}_only_added_to before update or delete on ${table}
      for each row execute function only_added_to()`,
  ]),
  `comment on table service_request_step is 'append-only'`,
  resealable('service_request_step', 'text'),
];
