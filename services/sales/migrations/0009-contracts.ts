import { Migration } from '@mikro-orm/migrations';

export class Migration0009Contracts extends Migration {
  override up(): void {
    for (const statement of [...discounts, ...contracts, ...amendments, ...guards]) this.addSql(statement);
  }
}

/** CON-2: the discount approval 优惠批示单, used once, for its own unit and customer. */
const discounts = [
  `create table discount_approval (
    id uuid not null, version int not null default 1, project_id uuid not null, unit_id uuid not null,
    unit_code varchar(255) not null, customer_id uuid not null, consultant_id uuid not null, amount bigint not null,
    derivation jsonb not null, reason text not null, attachment varchar(255) not null, state varchar(255) not null,
    requested_by_id uuid not null, requested_by_name varchar(255) not null, requested_at timestamptz not null,
    decided_by_id uuid null, decided_by_name varchar(255) null, decided_at timestamptz null,
    decision_reason text null, valid_until varchar(255) null, used_for uuid null, used_at timestamptz null,
    primary key (id))`,
  'create index discount_approval_page on discount_approval (project_id, id)',
  'create index discount_approval_page_of_state on discount_approval (project_id, state, id)',
  'create index discount_approval_page_of_consultant on discount_approval (consultant_id, project_id, id)',
  `alter table discount_approval
    add constraint discount_approval_positive check (amount > 0),
    add constraint discount_approval_by_another check (coalesce(decided_by_id <> requested_by_id, true)),
    add constraint discount_approval_state check (case state
      when 'requested' then decided_by_id is null and used_for is null
      when 'approved' then decided_by_id is not null and valid_until is not null and used_for is null
      when 'refused' then decided_by_id is not null and decision_reason is not null and used_for is null
      when 'used' then decided_by_id is not null and used_for is not null and used_at is not null
      when 'expired' then decided_by_id is not null and used_for is null else false end)`,
  `create function discount_approval_stands() returns trigger language plpgsql as $$ begin
    if (new.project_id, new.unit_id, new.customer_id, new.amount, new.derivation, new.reason, new.attachment,
        new.requested_by_id, new.requested_at) is distinct from
       (old.project_id, old.unit_id, old.customer_id, old.amount, old.derivation, old.reason, old.attachment,
        old.requested_by_id, old.requested_at)
    then raise exception 'CON-2: what was asked for is not rewritten'; end if;
    if old.state in ('used', 'refused', 'expired') and new.state <> old.state
    then raise exception 'CON-2: a discount approval is used once'; end if;
    return new; end $$`,
  `create trigger discount_approval_stands before update on discount_approval
    for each row execute function discount_approval_stands()`,
  'alter table subscription add discount_approval_id uuid null',
  'create unique index subscription_discount on subscription (discount_approval_id)',
];

/** What a contract has beyond its signing; what was signed before has its price from its subscription. */
const contracts = [
  `alter table contract add price_derivation jsonb null, add discount_approval_id uuid null, add plan_id uuid null,
    add buyers jsonb null, add content_hash varchar(255) not null default '', add terms_version int not null default 1,
    add unfiling_reason text null, add paid_slip_at timestamptz null, add loan_state varchar(255) null,
    add handed_over_at timestamptz null`,
  `update contract c set price_derivation = s.derivation, plan_id = s.plan_id, buyers = s.buyers
    from subscription s where s.id = c.subscription_id`,
  `alter table contract alter price_derivation set not null, alter plan_id set not null, alter buyers set not null,
    alter content_hash drop default, alter terms_version drop default`,
  'alter table contract_review add amendment_id uuid null, add content_hash varchar(255) null',
  'drop index contract_review_once',
  'create unique index contract_review_once on contract_review (coalesce(amendment_id, contract_id), round, stage)',
  'create index contract_review_amendment on contract_review (amendment_id, id)',
  'create index contract_page_of_stage on contract (project_id, state, stage, id)',
];

const agreed = `customer_id uuid not null, buyers jsonb not null, plan_id uuid not null, price bigint not null,
    price_derivation jsonb not null, discount_approval_id uuid null, price_per_m2 bigint not null,
    price_per_m2_derivation jsonb not null, loan bigint not null, schedule jsonb not null, clauses jsonb not null,
    findings jsonb not null, content_hash varchar(255) not null`;

/** CON-4: the change is drafted beside the contract, and every approved version stays. */
const amendments = [
  `create table contract_amendment (
    id uuid not null, version int not null default 1, contract_id uuid not null, number varchar(255) not null,
    becomes int not null, unit_id uuid not null, unit_code varchar(255) not null, project_id uuid not null,
    consultant_id uuid not null, ${agreed}, discount bigint null, reason text not null,
    attachment varchar(255) null, state varchar(255) not null, stage varchar(255) null, round int not null,
    drafted_by_id uuid not null, drafted_by_name varchar(255) not null, drafted_at timestamptz not null,
    submitted_by_id uuid not null, supervisor_id uuid null, manager_id uuid null, accounting_id uuid null,
    cfo_id uuid null, overdue_for varchar(255) null, primary key (id))`,
  `create table contract_version (
    id uuid not null, contract_id uuid not null, version int not null, amendment_id uuid null, ${agreed},
    reason text null, approved_at timestamptz not null, approved_by_id uuid not null,
    approved_by_name varchar(255) not null, primary key (id))`,
  // One at a time beside a contract.
  `create unique index contract_amendment_one_open on contract_amendment (contract_id)
    where state in ('in-review', 'returned')`,
  'create index contract_amendment_contract on contract_amendment (contract_id, id)',
  'create index contract_amendment_page on contract_amendment (project_id, id)',
  'create index contract_amendment_page_of_state on contract_amendment (project_id, state, stage, id)',
  'create index contract_amendment_page_of_consultant on contract_amendment (consultant_id, project_id, id)',
  'create unique index contract_version_once on contract_version (contract_id, version)',
  `alter table contract_amendment
    add constraint contract_amendment_reviewed_by_others check (
      coalesce(supervisor_id not in (drafted_by_id, submitted_by_id), true)
      and coalesce(manager_id not in (drafted_by_id, submitted_by_id, supervisor_id), true)
      and coalesce(accounting_id not in (drafted_by_id, submitted_by_id), true)
      and coalesce(cfo_id not in (drafted_by_id, submitted_by_id, accounting_id), true)),
    add constraint contract_amendment_reviewed_in_order check (
      (manager_id is null or supervisor_id is not null) and (accounting_id is null or manager_id is not null)
      and (cfo_id is null or accounting_id is not null)),
    add constraint contract_amendment_state check (case state
      when 'in-review' then stage is not null when 'returned' then stage is null
      when 'approved' then stage is null and cfo_id is not null when 'abandoned' then stage is null else false end)`,
];

const guards = [
  `alter table contract drop constraint contract_state`,
  `alter table contract add constraint contract_state check (case state
      when 'in-review' then stage is not null when 'returned' then stage is null when 'approved' then cfo_id is not null
      when 'sealed' then cfo_id is not null and sealed_by_id is not null
      when 'filing' then cfo_id is not null and sealed_by_id is not null and filing_attempt > 0
      when 'filed' then cfo_id is not null and sealed_by_id is not null and filing_number is not null
        and registered_at is not null
      when 'unfiling' then filing_number is not null and unfiling_reason is not null
      when 'withdrawing' then true when 'withdrawn' then true else false end)`,
  // CON-4: what was signed changes only together with a version that says the same, one number higher.
  `create or replace function contract_terms_stand() returns trigger language plpgsql as $$ begin
    if (new.serial, new.number, new.subscription_id, new.unit_id, new.project_id, new.building_area, new.inner_area,
        new.signed_on, new.signed_at, new.signed_by_id)
      is distinct from
      (old.serial, old.number, old.subscription_id, old.unit_id, old.project_id, old.building_area, old.inner_area,
        old.signed_on, old.signed_at, old.signed_by_id)
    then raise exception 'CON-4: what was signed is not rewritten'; end if;
    if new.terms_version <> old.terms_version then
      if new.terms_version <> old.terms_version + 1 or not exists (
        select from contract_version v where v.contract_id = new.id and v.version = new.terms_version
          and v.amendment_id is not null and v.content_hash = new.content_hash
          and (v.customer_id, v.buyers, v.plan_id, v.price, v.loan, v.price_per_m2, v.schedule, v.clauses)
            is not distinct from (new.customer_id, new.buyers, new.plan_id, new.price, new.loan, new.price_per_m2,
            new.schedule, new.clauses))
      then raise exception 'CON-4: terms change only by an approved amendment'; end if;
      return new;
    end if;
    if (new.customer_id, new.buyers, new.plan_id, new.price, new.loan, new.price_per_m2, new.schedule)
      is distinct from
      (old.customer_id, old.buyers, old.plan_id, old.price, old.loan, old.price_per_m2, old.schedule)
    then raise exception 'CON-4: what was signed is not rewritten'; end if;
    if new.clauses is distinct from old.clauses and old.state <> 'returned'
    then raise exception 'CON-4: clauses change only while the contract is returned'; end if;
    return new; end $$`,
  // A version after the first comes from an amendment that all four approved, and says what they approved.
  `create function contract_version_approved() returns trigger language plpgsql as $$ begin
    if new.version > 1 and not exists (
      select from contract_amendment a where a.id = new.amendment_id and a.contract_id = new.contract_id
        and a.state = 'approved' and a.becomes = new.version and a.content_hash = new.content_hash)
    then raise exception 'CON-4: version % was not approved', new.version using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger contract_version_approved after insert on contract_version deferrable initially deferred
    for each row execute function contract_version_approved()`,
  `comment on table contract_version is 'append-only'`,
  `create trigger contract_version_only_added_to before update or delete on contract_version
    for each row execute function only_added_to()`,
];
