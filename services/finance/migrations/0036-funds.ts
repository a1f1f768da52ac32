import { Migration } from '@mikro-orm/migrations';

/** Supervised accounts, their terms and movements, releases; and what must never happen to them (FIN-12). */
export class Migration0036Funds extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules, ...chain, ...proof]) this.addSql(statement);
  }
}

const tables = [
  'alter table deal add building_id uuid null',
  'alter table construction_node add project_id uuid null, add building_id uuid null, add name varchar(255) null',
  `create table supervised_account (
    id uuid not null, version int not null default 1, project_id uuid not null, building_id uuid null,
    permit_number varchar(255) null, bank varchar(255) not null, account_number text not null,
    state varchar(255) not null, plan_id uuid null, movements int not null default 0, balance bigint not null,
    pending bigint not null, held_back bigint not null, proposed_by uuid not null, proposed_at timestamptz not null,
    opened_at timestamptz null, closed_by uuid null, closed_at timestamptz null, closed_for text null,
    primary key (id))`,
  `comment on column supervised_account.account_number is 'personal, sealed'`,
  `create table supervision_plan (
    id uuid not null, version int not null default 1, account_id uuid not null, project_id uuid not null,
    supervised_amount bigint not null, retained_share numeric(20,10) not null, registered_on varchar(255) null,
    attachment varchar(255) not null, reason text not null, state varchar(255) not null, proposed_by uuid not null,
    proposed_at timestamptz not null, checked_by uuid null, checked_at timestamptz null, refused_for text null,
    primary key (id))`,
  `create table supervision_need (
    id uuid not null, plan_id uuid not null, line int not null, node_id uuid not null, label varchar(255) not null,
    amount bigint not null, primary key (id))`,
  `comment on table supervision_need is 'append-only'`,
  `create table supervised_movement (
    id uuid not null, account_id uuid not null, project_id uuid not null, serial int not null,
    kind varchar(255) not null, amount bigint not null, balance bigint not null, deal_id uuid null,
    receipt_id uuid null, refund_id uuid null, release_id uuid null, at timestamptz not null, primary key (id))`,
  `comment on table supervised_movement is 'append-only'`,
  `create table release_request (
    id uuid not null, version int not null default 1, account_id uuid not null, project_id uuid not null,
    node_id uuid null, purpose varchar(255) not null, amount bigint not null, attachment varchar(255) not null,
    state varchar(255) not null, requested_by uuid not null, requested_at timestamptz not null, checked_by uuid null,
    checked_at timestamptz null, refused_for text null, paid_at timestamptz null, primary key (id))`,
];

const rules = [
  ...['supervision_plan', 'supervised_movement', 'release_request'].map(
    (table) => `alter table ${table} add constraint ${table}_of_account
      foreign key (account_id) references supervised_account deferrable initially deferred`,
  ),
  `alter table supervision_need add constraint supervision_need_of_plan
    foreign key (plan_id) references supervision_plan deferrable initially deferred`,
  ...Object.entries({ deal_id: 'deal', receipt_id: 'receipt', refund_id: 'refund', release_id: 'release_request' }).map(
    ([column, table]) => `alter table supervised_movement add constraint supervised_movement_${column}
      foreign key (${column}) references ${table} deferrable initially deferred`,
  ),
  'create index supervised_account_project on supervised_account (project_id, id)',
  `create unique index supervised_account_of_building on supervised_account (project_id, building_id)
    nulls not distinct where state in ('proposed', 'open')`,
  'create index supervision_plan_account on supervision_plan (account_id, id)',
  `create unique index supervision_plan_proposed on supervision_plan (account_id) where state = 'proposed'`,
  `create unique index supervision_plan_in_force on supervision_plan (account_id) where state = 'in-force'`,
  `create index supervision_plan_to_check on supervision_plan (project_id, proposed_at) where state = 'proposed'`,
  'create unique index supervision_need_once on supervision_need (plan_id, node_id)',
  'create index supervision_need_node on supervision_need (node_id)',
  'create index supervised_movement_deal on supervised_movement (deal_id)',
  'create unique index supervised_movement_receipt on supervised_movement (receipt_id)',
  'create index supervised_movement_refund on supervised_movement (refund_id)',
  'create unique index supervised_movement_release on supervised_movement (release_id)',
  'create index release_request_account on release_request (account_id, id)',
  'create index release_request_account_state on release_request (account_id, state, id)',
  'create index release_request_state on release_request (project_id, state, requested_at)',
  // ALL-4: maker and checker are different people.
  'alter table supervision_plan add constraint supervision_plan_people check (checked_by <> proposed_by)',
  'alter table release_request add constraint release_request_people check (checked_by <> requested_by)',
  `alter table supervision_plan add constraint supervision_plan_terms check (
    supervised_amount > 0 and retained_share between 0 and 1 and case state
    when 'proposed' then checked_by is null when 'in-force' then checked_by is not null
    when 'superseded' then checked_by is not null when 'refused' then checked_by is not null and refused_for is not null
    else false end)`,
  `alter table supervised_account add constraint supervised_account_state check (case state
    when 'proposed' then plan_id is null and movements = 0 when 'refused' then plan_id is null and movements = 0
    when 'open' then plan_id is not null and opened_at is not null
    when 'closed' then closed_by is not null and balance = 0 and pending = 0 else false end)`,
  // Nothing is taken out that is not there, and nothing that was asked for is spent elsewhere.
  `alter table supervised_account add constraint supervised_account_sums check (
    balance >= 0 and pending >= 0 and pending <= balance and held_back >= 0)`,
  'alter table supervision_need add constraint supervision_need_positive check (amount > 0)',
  `alter table release_request add constraint release_request_state check (amount > 0 and case state
    when 'requested' then checked_by is null and paid_at is null when 'refused' then refused_for is not null
    when 'checked' then checked_by is not null when 'submitted' then checked_by is not null
    when 'approved' then checked_by is not null when 'paid' then checked_by is not null and paid_at is not null
    else false end)`,
  // FIN-12: what is asked for in all is releasable when it is asked for.
  `create function release_within() returns trigger language plpgsql as $$ begin
    if new.pending > old.pending and new.pending > greatest(new.balance - new.held_back, 0) then
      raise exception 'more is asked of supervised account % than is releasable', new.id
        using errcode = 'check_violation'; end if;
    return new; end $$`,
  `create trigger release_within before update on supervised_account for each row execute function release_within()`,
];

/** The balance is the sum of all movements, each of which continues the one before. */
const chain = [
  'create unique index supervised_movement_serial on supervised_movement (account_id, serial)',
  `alter table supervised_movement add constraint supervised_movement_kind check (balance >= 0 and case kind
    when 'deposited' then amount > 0 and receipt_id is not null and deal_id is not null
    when 'reversed' then amount < 0 and receipt_id is not null and deal_id is not null
    when 'released' then amount < 0 and release_id is not null and deal_id is null
    when 'refunded' then amount < 0 and refund_id is not null and deal_id is not null else false end)`,
  `create function supervised_movement_follows() returns trigger language plpgsql as $$ begin
    if new.balance - new.amount is distinct from coalesce((select balance from supervised_movement
      where account_id = new.account_id and serial = new.serial - 1), case new.serial when 1 then 0 end)
    then raise exception 'a supervised movement does not continue the one before' using errcode = 'check_violation';
    end if; return new; end $$`,
  `create trigger supervised_movement_follows before insert on supervised_movement
    for each row execute function supervised_movement_follows()`,
  ...['supervised_movement', 'supervision_need'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function append_only()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function append_only()`,
  ]),
];

/** The account says what its last movement, its releases and its terms say, whenever a transaction ends. */
const proof = [
  `create view supervised_account_proof as
    select *, coalesce(balance = moved and pending = asked and (state <> 'open' or held_back = greatest(need, retained)),
      false) as holds
    from (select a.id as account_id, a.state, a.balance, a.pending, a.held_back,
        coalesce((select m.balance from supervised_movement m
          where m.account_id = a.id and m.serial = a.movements), case a.movements when 0 then 0 end) as moved,
        (select coalesce(sum(r.amount), 0) from release_request r where r.account_id = a.id
          and r.state in ('requested', 'checked', 'submitted', 'approved')) as asked,
        (select coalesce(sum(n.amount), 0) from supervision_need n join construction_node c on c.id = n.node_id
          where n.plan_id = a.plan_id and c.reached_on is null) as need,
        (select case when p.registered_on is null then round(p.supervised_amount * p.retained_share) else 0 end
          from supervision_plan p where p.id = a.plan_id and p.state = 'in-force') as retained
      from supervised_account a) books`,
  `create function supervised_account_proves() returns trigger language plpgsql as $$
    declare account uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; begin
    if exists (select from supervised_account_proof where account_id = account and not holds) then
      raise exception 'supervised account % does not add up', account using errcode = 'check_violation'; end if;
    return null; end $$`,
  ...Object.entries({
    supervised_account: 'id',
    supervised_movement: 'account_id',
    release_request: 'account_id',
    supervision_plan: 'account_id',
  }).map(
    ([table, column]) => `create constraint trigger ${table}_proves after insert or update on ${table}
      deferrable initially deferred for each row execute function supervised_account_proves('${column}')`,
  ),
  // A receipt of a supervised unit is in its account, and what takes it back is out of it again.
  `create function receipt_is_supervised() returns trigger language plpgsql as $$ begin
    if exists (select from supervised_movement where receipt_id = new.id and amount = new.amount) then return null; end if;
    if (new.reverses_id is null and exists (select from deal d join supervised_account a on a.project_id = d.project_id
          and a.state = 'open' and a.opened_at < new.received_at
          and (a.building_id is null or a.building_id = d.building_id) where d.id = new.deal_id))
      or (new.reverses_id is not null and exists (select from supervised_movement m
          join supervised_account a on a.id = m.account_id and a.state = 'open' where m.receipt_id = new.reverses_id))
    then raise exception 'receipt % is not in its supervised account', new.number using errcode = 'check_violation';
    end if; return null; end $$`,
  `create constraint trigger receipt_is_supervised after insert on receipt deferrable initially deferred
    for each row execute function receipt_is_supervised()`,
];
