import { Migration } from '@mikro-orm/migrations';

export class Migration0003Contracts extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `create table contract (
    id uuid not null, version int not null default 1, serial int not null, number varchar(255) not null,
    subscription_id uuid not null, unit_id uuid not null, unit_code varchar(255) not null,
    project_id uuid not null, customer_id uuid not null, consultant_id uuid not null, price bigint not null,
    price_per_m2 bigint not null, price_per_m2_derivation jsonb not null, pricing_basis varchar(255) not null,
    building_area bigint not null, inner_area bigint not null, loan bigint not null, schedule jsonb not null,
    clauses jsonb not null, findings jsonb not null, signed_on varchar(255) not null,
    signed_at timestamptz not null, signed_by_id uuid not null, trace varchar(255) not null,
    state varchar(255) not null, stage varchar(255) null, round int not null, submitted_by_id uuid not null,
    supervisor_id uuid null, manager_id uuid null, accounting_id uuid null, cfo_id uuid null,
    sealed_by_id uuid null, sealed_at timestamptz null, overdue_for varchar(255) null,
    filing_attempt int not null, filing_by_id uuid null, submitted_at timestamptz null,
    registry_reference varchar(255) null, filing_refused_for text null, filing_number varchar(255) null,
    registered_at timestamptz null, primary key (id))`,
  `create table contract_review (
    id uuid not null, contract_id uuid not null, round int not null, stage varchar(255) not null,
    decision varchar(255) not null, by_id uuid not null, by_name varchar(255) not null,
    at timestamptz not null, reason text null, primary key (id))`,
  `create table area_settlement (
    id uuid not null, contract_id uuid not null, old_price bigint not null, difference bigint not null,
    new_price bigint not null, derivation jsonb not null, settled_at timestamptz not null, primary key (id))`,
  `create table supplement (
    id uuid not null, contract_id uuid not null, settlement_id uuid not null, old_price bigint not null,
    difference bigint not null, new_price bigint not null, derivation jsonb not null,
    signed_by_id uuid not null, signed_at timestamptz not null, primary key (id))`,
  'alter table unit_offer add pending jsonb null',
  'alter table project add contracts int not null default 0',
  `alter table subscription add paid bigint not null default 0, add deposit_overdue_since timestamptz null,
    add signing_overdue_since timestamptz null`,
  'alter table subscription alter paid drop default',
  'create index contract_page on contract (project_id, id)',
  'create index contract_page_of_state on contract (project_id, state, id)',
  'create index contract_page_of_consultant on contract (consultant_id, project_id, id)',
  'create index contract_review_contract on contract_review (contract_id, id)',
  'create index area_settlement_contract on area_settlement (contract_id, settled_at)',
];

const rules = [
  // CRM-1: one customer a phone and an ID number in a project.
  'create unique index customer_one_per_id_number on customer (project_id, id_number)',
  // SUB-2: what is confirmed is part of the deposit; only all of it makes the subscription effective.
  `alter table subscription
    add constraint subscription_paid check (paid between 0 and deposit),
    add constraint subscription_effective check (state not in ('effective', 'contracted') or effective_at is not null),
    add constraint subscription_cancelled check ((state = 'cancelled') = (cancelled_at is not null))`,
  // CON-1: one contract a subscription, numbered without gaps or reuse.
  'create unique index contract_one_per_subscription on contract (subscription_id)',
  'create unique index contract_one_per_number on contract (project_id, serial)',
  // ALL-4: maker and checker are different people.
  `alter table contract
    add constraint contract_reviewed_by_others check (
      coalesce(supervisor_id not in (signed_by_id, submitted_by_id), true)
      and coalesce(manager_id not in (signed_by_id, submitted_by_id, supervisor_id), true)
      and coalesce(accounting_id not in (signed_by_id, submitted_by_id), true)
      and coalesce(cfo_id not in (signed_by_id, submitted_by_id, accounting_id), true)
      and coalesce(sealed_by_id not in (signed_by_id, submitted_by_id), true))`,
  // CON-3, CON-6: four in their order, then the seal, then the registry's number.
  `alter table contract
    add constraint contract_reviewed_in_order check (
      (manager_id is null or supervisor_id is not null) and (accounting_id is null or manager_id is not null)
      and (cfo_id is null or accounting_id is not null)),
    add constraint contract_state check (case state
      when 'in-review' then stage is not null when 'returned' then stage is null when 'approved' then cfo_id is not null
      when 'sealed' then cfo_id is not null and sealed_by_id is not null
      when 'filing' then cfo_id is not null and sealed_by_id is not null and filing_attempt > 0
      when 'filed' then cfo_id is not null and sealed_by_id is not null and filing_number is not null
        and registered_at is not null
      else false end)`,
  `create function contract_terms_stand() returns trigger language plpgsql as $$ begin
    if (new.serial, new.number, new.subscription_id, new.unit_id, new.project_id, new.customer_id, new.price, new.loan,
        new.price_per_m2, new.building_area, new.inner_area, new.schedule, new.signed_on, new.signed_at, new.signed_by_id)
      is distinct from
      (old.serial, old.number, old.subscription_id, old.unit_id, old.project_id, old.customer_id, old.price, old.loan,
        old.price_per_m2, old.building_area, old.inner_area, old.schedule, old.signed_on, old.signed_at, old.signed_by_id)
    then raise exception 'CON-4: what was signed is not rewritten'; end if;
    if new.clauses is distinct from old.clauses and old.state <> 'returned'
    then raise exception 'CON-4: clauses change only while the contract is returned'; end if;
    return new; end $$`,
  `create trigger contract_terms_stand before update on contract for each row execute function contract_terms_stand()`,
  'create unique index contract_review_once on contract_review (contract_id, round, stage)',
  `alter table contract_review add constraint contract_review_reason check (decision = 'approve' or reason is not null)`,
  // CON-7: once a contract, and the price is the old one and the difference.
  'create unique index supplement_one_per_contract on supplement (contract_id)',
  'alter table supplement add constraint supplement_price check (new_price = old_price + difference)',
  `create function only_added_to() returns trigger language plpgsql as $$ begin
    raise exception '% is append-only', tg_table_name; end $$`,
  ...['customer_event', 'contract_review', 'area_settlement', 'supplement'].flatMap((table) => [
    `comment on table ${table} is 'append-only'`,
    `create trigger ${table}_only_added_to before update or delete on ${table}
      for each row execute function only_added_to()`,
  ]),
];
