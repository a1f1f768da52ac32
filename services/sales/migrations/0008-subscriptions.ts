import { Migration } from '@mikro-orm/migrations';

/** The life of a subscription between its making and its contract (SUB-4 to SUB-7). */
export class Migration0008Subscriptions extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules]) this.addSql(statement);
  }
}

const tables = [
  'alter table project add subscription_policy jsonb null',
  `alter table subscription add mortgage_ratio numeric(20,10) null,
    add deposit_type varchar(255) not null default 'legal', add retain_share numeric(20,10) null,
    add keeps int not null default 0, add referred_at timestamptz null, add sign_latest_by timestamptz null,
    add delay_overdue_since timestamptz null, add change_id uuid null, add swap_of uuid null`,
  `create table subscription_change (
    id uuid not null, version int not null default 1, kind varchar(255) not null, project_id uuid not null,
    subscription_id uuid not null, unit_id uuid not null, state varchar(255) not null, reason text not null,
    attachment varchar(255) not null, requested_by_id uuid not null, requested_at timestamptz not null,
    ended_at timestamptz null, ended_for text null, customer_id uuid null, buyers jsonb null,
    former_customer_id uuid null, former_buyers jsonb null, to_subscription_id uuid null, to_unit_id uuid null,
    retain bigint null, primary key (id))`,
  `create table signing_delay (
    id uuid not null, version int not null default 1, subscription_id uuid not null, project_id uuid not null,
    consultant_id uuid not null, sign_by timestamptz not null, reason text not null, state varchar(255) not null,
    requested_by_id uuid not null, requested_at timestamptz not null, decided_by_id uuid null,
    decided_at timestamptz null, decision_reason text null, primary key (id))`,
  `create table subscription_keep (
    id uuid not null, subscription_id uuid not null, place int not null, until timestamptz not null,
    reason text not null, by_id uuid not null, at timestamptz not null, primary key (id))`,
  // SUB-4, SUB-7: the lists, oldest first.
  'create index subscription_page on subscription (project_id, id)',
  'create index subscription_page_of_state on subscription (project_id, state, id)',
  'create index subscription_page_of_consultant on subscription (consultant_id, project_id, id)',
  ...['deposit_overdue_since', 'signing_overdue_since', 'delay_overdue_since', 'change_id', 'referred_at'].map(
    (column) => `create index subscription_list_of_${column} on subscription (project_id, id)
      where ${column} is not null and state in ('awaiting-deposit', 'effective')`,
  ),
  'create index subscription_change_page on subscription_change (project_id, id)',
  'create index subscription_change_page_of_state on subscription_change (project_id, state, id)',
  'create index subscription_change_of on subscription_change (subscription_id, id)',
  'create index signing_delay_page on signing_delay (project_id, id)',
  'create index signing_delay_page_of_state on signing_delay (project_id, state, id)',
  'create index signing_delay_of_consultant on signing_delay (consultant_id, project_id, id)',
];

const rules = [
  // SUB-2: what the deposit is, and at most 20% of the price of it.
  `alter table subscription
    add constraint subscription_deposit_type check (deposit_type in ('legal', 'prepayment', 'earnest')),
    add constraint subscription_deposit_share check (deposit * 5 <= deal_price + 2) not valid,
    add constraint subscription_keeps check (keeps >= 0)`,
  // SUB-5, SUB-6: one change at a time, of the kinds that there are, with what each needs.
  `create unique index subscription_change_one_open on subscription_change (subscription_id)
    where state in ('requested', 'withdrawing')`,
  'create unique index subscription_change_one_to on subscription_change (to_subscription_id)',
  `alter table subscription_change
    add constraint subscription_change_kind check (case kind
      when 'rename' then customer_id is not null and buyers is not null and to_subscription_id is null
      when 'swap' then to_subscription_id is not null and to_unit_id is not null and to_unit_id <> unit_id
      when 'withdrawal' then retain >= 0 and to_subscription_id is null else false end),
    add constraint subscription_change_state check (case state
      when 'requested' then ended_at is null when 'withdrawing' then ended_at is null
      when 'done' then ended_at is not null when 'undone' then ended_at is not null and ended_for is not null
      else false end)`,
  // A living subscription holds its unit; a contract is not made while a change is under way.
  `alter table subscription add constraint subscription_contracted_unchanged check (
    state not in ('contracted', 'cancelled') or change_id is null)`,
  // SUB-7: one request at a time, decided by somebody else.
  `create unique index signing_delay_one_open on signing_delay (subscription_id) where state = 'requested'`,
  `alter table signing_delay
    add constraint signing_delay_people check (decided_by_id <> requested_by_id),
    add constraint signing_delay_state check (case state when 'requested' then decided_by_id is null
      when 'approved' then decided_by_id is not null
      when 'refused' then decided_by_id is not null and decision_reason is not null else false end)`,
  'create unique index subscription_keep_once on subscription_keep (subscription_id, place)',
  `comment on table subscription_keep is 'append-only'`,
  `create trigger subscription_keep_only_added_to before update or delete on subscription_keep
    for each row execute function only_added_to()`,
];
