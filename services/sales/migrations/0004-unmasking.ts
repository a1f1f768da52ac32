import { resealable } from '#persistence/resealing.js';
import { Migration } from '@mikro-orm/migrations';

/** Who saw who a customer is, and who took customers out of the house (ALL-9). */
export class Migration0004Unmasking extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `create table unmasking (
    id uuid not null, customer_id uuid not null, project_id uuid not null, fields jsonb not null, reason text not null,
    by_id uuid not null, by_name varchar(255) not null, at timestamptz not null, primary key (id))`,
  `create table customer_export (
    id uuid not null, version int not null default 1, serial int not null, number varchar(255) not null,
    project_id uuid not null, plain boolean not null, owner_id uuid null, reason text not null,
    state varchar(255) not null, requested_by_id uuid not null, requested_by_name varchar(255) not null,
    requested_at timestamptz not null, decision text null, decided_by_id uuid null,
    decided_by_name varchar(255) null, decided_at timestamptz null, primary key (id))`,
  `create table customer_export_download (
    id uuid not null, export_id uuid not null, rows int not null, by_id uuid not null, by_name varchar(255) not null,
    at timestamptz not null, primary key (id))`,
  'alter table project add exports int not null default 0',
  ...['unmasking', 'customer_export_download'].map((table) => `comment on table ${table} is 'append-only'`),
];

const rules = [
  'create index unmasking_page on unmasking (project_id, id)',
  'create index unmasking_customer on unmasking (customer_id, id)',
  'create index unmasking_by on unmasking (by_id, id)',
  'create index customer_export_page on customer_export (project_id, id)',
  'create index customer_export_download_export on customer_export_download (export_id, id)',
  'create unique index customer_export_number on customer_export (project_id, serial)',
  // ALL-4, ALL-9: approved by another than who asked; what was decided stands.
  `alter table customer_export
    add constraint customer_export_by_another check (decided_by_id <> requested_by_id),
    add constraint customer_export_state check (case state
      when 'requested' then num_nulls(decision, decided_by_id, decided_by_name, decided_at) = 4
      when 'approved' then num_nulls(decided_by_id, decided_by_name, decided_at) = 0
      when 'refused' then num_nulls(decision, decided_by_id, decided_by_name, decided_at) = 0
      else false end)`,
  `create function customer_export_stands() returns trigger language plpgsql as $$ begin
    if old.state <> 'requested' or (new.plain, new.owner_id, new.project_id, new.requested_by_id)
      is distinct from (old.plain, old.owner_id, old.project_id, old.requested_by_id)
    then raise exception 'ALL-9: what was asked for and decided stands'; end if;
    return new; end $$`,
  `create trigger customer_export_stands before update on customer_export
    for each row execute function customer_export_stands()`,
  `create function only_approved_downloads() returns trigger language plpgsql as $$ begin
    if not exists (select from customer_export where id = new.export_id and state = 'approved'
      and requested_by_id = new.by_id)
    then raise exception 'ALL-9: an export is taken once approved, by who asked for it'; end if;
    return new; end $$`,
  `create trigger customer_export_download_approved before insert on customer_export_download
    for each row execute function only_approved_downloads()`,
  resealable('unmasking'),
  resealable('customer_export_download'),
];
