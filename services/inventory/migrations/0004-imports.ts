import { Migration } from '@mikro-orm/migrations';

/** Tables that are imported, phases, and what is corrected before the lock (INV-1, INV-2, ALL-3). */
export class Migration0004Imports extends Migration {
  override up(): void {
    for (const statement of [...added, ...tables, ...rules, ...beforeTheLock]) this.addSql(statement);
    for (const table of ['table_import_file', 'table_import_row', 'unit_revision']) {
      this.addSql(`comment on table ${table} is 'append-only'`);
      this.addSql(`create trigger append_only before update or delete on ${table}
        for each row execute function append_only()`);
    }
  }
}

const added = [
  'alter table building add column phase varchar(255) null',
  `alter table unit add column removed_at timestamptz null, add column removed_by uuid null,
     add column removed_for text null`,
  // The code of a unit that was taken out is free again.
  'drop index unit_code',
  'create unique index unit_code on unit (project_id, code) where removed_at is null',
  'create index unit_code_ever on unit (project_id, code)',
];

const tables = [
  `create table table_import (
    id uuid not null, version int not null default 1, project_id uuid not null, kind varchar(255) not null,
    on_error varchar(255) not null, existing varchar(255) not null, reason text null, attachment varchar(255) null,
    state varchar(255) not null, run uuid null, runs int not null, rows_total int null, rows_read int not null,
    rows_checked int not null, rows_written int not null, rows_rejected int not null, totals jsonb null,
    refused_code varchar(255) null, refused_facts jsonb null, requested_by uuid not null,
    requested_by_name varchar(255) not null, requested_at timestamptz not null, finished_at timestamptz null,
    primary key (id))`,
  'create table table_import_file (import_id uuid not null, bytes bytea not null, primary key (import_id))',
  `create table table_import_row (
    import_id uuid not null, row_number int not null, "column" varchar(255) not null, zh text not null,
    en text not null, primary key (import_id, row_number))`,
  `create table unit_revision (
    id uuid not null, unit_id uuid not null, building_id uuid not null, kind varchar(255) not null,
    before jsonb not null, after jsonb not null, reason text not null, by_id uuid not null,
    by_name varchar(255) not null, at timestamptz not null, primary key (id))`,
];

const rules = [
  'create index table_import_project on table_import (project_id, requested_at desc)',
  'create index unit_revision_unit on unit_revision (unit_id, at)',
  'create index unit_revision_building on unit_revision (building_id)',
  refers('table_import', 'project_id', 'project (id)'),
  refers('table_import_file', 'import_id', 'table_import (id)'),
  refers('table_import_row', 'import_id', 'table_import (id)'),
  refers('unit_revision', 'unit_id', 'unit (id)'),
  `alter table table_import add constraint table_import_finished check (
    (finished_at is not null) = (state in ('done', 'refused')) and (totals is not null) = (state = 'done')
    and (refused_code is not null) = (state = 'refused'))`,
  `create function import_stands() returns trigger language plpgsql as $$ begin
    if old.finished_at is not null then raise exception 'INV-1: an import that is finished stands'; end if;
    return new; end $$`,
  'create trigger import_stands before update on table_import for each row execute function import_stands()',
];

const beforeTheLock = [
  `alter table unit add constraint unit_removed check (num_nonnulls(removed_at, removed_by, removed_for) in (0, 3)
    and (removed_at is null or hold_id is null))`,
  `create function unit_removed_stands() returns trigger language plpgsql as $$ begin
    if old.removed_at is not null then raise exception 'ALL-3: unit % was taken out and stands so', old.code; end if;
    return new; end $$`,
  'create trigger unit_removed_stands before update on unit for each row execute function unit_removed_stands()',
  `create function removed_while_drafting() returns trigger language plpgsql as $$ begin
    if (select state from building where id = new.building_id for share) <> 'drafting'
    then raise exception 'INV-2: unit % is no longer being set up', new.code; end if;
    return null; end $$`,
  `create constraint trigger removed_while_drafting after update on unit deferrable initially deferred
    for each row when (new.removed_at is distinct from old.removed_at) execute function removed_while_drafting()`,
  `create function revised_while_drafting() returns trigger language plpgsql as $$ begin
    if (select state from building where id = new.building_id for share) <> 'drafting'
    then raise exception 'INV-2: what is set up is not corrected'; end if;
    return null; end $$`,
  `create constraint trigger revised_while_drafting after insert on unit_revision deferrable initially deferred
    for each row execute function revised_while_drafting()`,
  `create function building_of_corrected() returns trigger language plpgsql as $$ begin
    if old.state <> 'drafting' and new.phase is distinct from old.phase
    then raise exception 'INV-2: a building that is handed in keeps its phase'; end if;
    if new.state in ('verified', 'locked') and new.state <> old.state and exists (select from unit_revision
      where building_id = new.id and by_id in (new.verified_by, new.locked_by))
    then raise exception 'ALL-4: who corrected a unit does not check it'; end if;
    return new; end $$`,
  `create trigger building_of_corrected before update on building
    for each row execute function building_of_corrected()`,
];

/** Checked at the end of the transaction, whatever the order in which rows are written. */
function refers(table: string, columns: string, to: string): string {
  return `alter table ${table} add foreign key (${columns}) references ${to} deferrable initially deferred`;
}
