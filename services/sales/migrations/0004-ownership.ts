import { resealable } from '#persistence/resealing.js';
import { Migration } from '@mikro-orm/migrations';

/** Whose a customer is, how long, and what is said against it (CRM-1, CRM-2). */
export class Migration0004Ownership extends Migration {
  override up(): void {
    for (const statement of [...tables, ...marks, ...indexes, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `alter table customer add protected_until timestamptz null, add reassign_since timestamptz null,
    add reassign_for varchar(255) null`,
  `update customer set protected_until = entered_at + interval '30 days'`,
  'alter table customer alter protected_until set not null',
  `create table customer_assignment (
    id uuid not null, customer_id uuid not null, project_id uuid not null, from_id uuid null, to_id uuid not null,
    to_name varchar(255) not null, because varchar(255) not null, about_id uuid null, reason text null,
    by_id uuid not null, by_name varchar(255) not null, at timestamptz not null, primary key (id))`,
  `insert into customer_assignment (id, customer_id, project_id, to_id, to_name, because, by_id, by_name, at)
    select gen_random_uuid(), id, project_id, owner_id, owner_name, 'entry', owner_id, owner_name, entered_at from customer`,
  `create table customer_collision (
    id uuid not null, version int not null default 1, project_id uuid not null, customer_id uuid not null,
    first_id uuid not null, first_name varchar(255) not null, second_id uuid not null,
    second_name varchar(255) not null, same varchar(255) not null, name text not null, phone text not null,
    phone_index varchar(255) not null, id_number text null, id_number_index varchar(255) null,
    source varchar(255) not null, needs text not null, kind varchar(255) not null, note text null,
    at timestamptz not null, state varchar(255) not null, decided_for varchar(255) null, reason text null,
    decided_by_id uuid null, decided_by_name varchar(255) null, decided_at timestamptz null, primary key (id))`,
  `create table customer_appeal (
    id uuid not null, version int not null default 1, project_id uuid not null, customer_id uuid not null,
    by_id uuid not null, by_name varchar(255) not null, reason text not null, at timestamptz not null,
    state varchar(255) not null, decision text null, decided_by_id uuid null, decided_by_name varchar(255) null,
    decided_at timestamptz null, primary key (id))`,
  `create table colleague (
    id uuid not null, version int not null default 1, name varchar(255) not null, assignments jsonb not null,
    left_at timestamptz null, overdue_since timestamptz null, cleared_at timestamptz null, primary key (id))`,
];

const marks = [
  ...['name', 'phone', 'id_number', 'note'].map(
    (column) => `comment on column customer_collision.${column} is 'personal, sealed'`,
  ),
  ...['phone_index', 'id_number_index'].map(
    (column) => `comment on column customer_collision.${column} is 'personal, blind index'`,
  ),
  `comment on table customer_assignment is 'append-only'`,
];

const indexes = [
  'create index customer_page on customer (project_id, id)',
  'create index customer_page_of_owner on customer (owner_id, project_id, id)',
  `create index customer_to_reassign on customer (project_id, reassign_since, id) where reassign_since is not null`,
  'create index customer_unprotected on customer (project_id, protected_until, id)',
  'create index customer_assignment_customer on customer_assignment (customer_id, id)',
  'create index customer_collision_page on customer_collision (project_id, id)',
  'create index customer_collision_page_of_state on customer_collision (project_id, state, id)',
  'create index customer_collision_customer on customer_collision (customer_id, second_id)',
  'create index customer_appeal_page on customer_appeal (project_id, id)',
  'create index customer_appeal_page_of_state on customer_appeal (project_id, state, id)',
  'create index customer_appeal_customer on customer_appeal (customer_id)',
];

const rules = [
  `alter table customer add constraint customer_reassign check (
    (reassign_since is null) = (reassign_for is null) and coalesce(reassign_for in ('silence', 'leaver'), true))`,
  // CRM-1: one open case for each second consultant; decided by nobody it is about, once, with a reason.
  `create unique index customer_collision_open on customer_collision (customer_id, second_id) where state = 'open'`,
  `create unique index customer_appeal_open on customer_appeal (customer_id, by_id) where state = 'open'`,
  `alter table customer_collision
    add constraint customer_collision_parties check (
      first_id <> second_id and coalesce(decided_by_id not in (first_id, second_id), true)),
    add constraint customer_collision_state check (case state
      when 'open' then num_nulls(decided_for, reason, decided_by_id, decided_by_name, decided_at) = 5
      when 'decided' then num_nulls(decided_for, reason, decided_by_id, decided_by_name, decided_at) = 0
      else false end)`,
  `alter table customer_appeal
    add constraint customer_appeal_by_another check (decided_by_id <> by_id),
    add constraint customer_appeal_state check (case state
      when 'open' then num_nulls(decision, decided_by_id, decided_by_name, decided_at) = 4
      when 'upheld' then num_nulls(decision, decided_by_id, decided_by_name, decided_at) = 0
      when 'rejected' then num_nulls(decision, decided_by_id, decided_by_name, decided_at) = 0
      else false end)`,
  `create function case_stands() returns trigger language plpgsql as $$ begin
    if old.state <> 'open' and to_jsonb(new) - tg_argv is distinct from to_jsonb(old) - tg_argv
    then raise exception 'CRM-1: what was decided stands'; end if;
    return new; end $$`,
  `create trigger customer_collision_stands before update on customer_collision
    for each row execute function case_stands('name', 'phone', 'id_number', 'note')`,
  `create trigger customer_appeal_stands before update on customer_appeal
    for each row execute function case_stands()`,
  resealable('customer_assignment'),
];
