import { resealable } from './resealing.js';

/**
 * SQL, for a migration: the tables of jobs that check a table and carry it out. Once a version of this text has been
 * released it is never edited. The database has `only_resealed` (resealing.ts) before.
 */
export const tableJobs1 = [
  `create table table_job (
    id uuid not null, version int not null default 1, project_id uuid not null, on_error varchar(255) not null,
    said jsonb not null, state varchar(255) not null, run uuid null, runs int not null, reported uuid null,
    rows_total int null, rows_checked int not null, rows_written int not null, rows_rejected int not null,
    totals jsonb null, refused_code varchar(255) null, refused_facts jsonb null, requested_by uuid not null,
    requested_by_name varchar(255) not null, requested_at timestamptz not null, carried_out_by uuid null,
    carried_out_by_name varchar(255) null, carried_out_at timestamptz null, finished_at timestamptz null,
    primary key (id))`,
  'create table table_job_file (id uuid not null, content text not null, primary key (id))',
  `comment on table table_job_file is 'append-only'`,
  `comment on column table_job_file.content is 'personal, sealed'`,
  `create table table_job_row (
    job_id uuid not null, run uuid not null, row_number int not null, "column" varchar(255) not null,
    zh text not null, en text not null, primary key (job_id, run, row_number))`,
  `comment on table table_job_row is 'append-only'`,
  'create index table_job_project on table_job (project_id, requested_at desc)',
  ...['table_job_file:id', 'table_job_row:job_id'].map((place) => {
    const [table, column] = place.split(':');
    return `alter table ${table} add foreign key (${column}) references table_job (id) deferrable initially deferred`;
  }),
  // ALL-4: who hands a table in does not carry it out.
  `alter table table_job
    add constraint table_job_people check (carried_out_by <> requested_by),
    add constraint table_job_state check (
      (finished_at is not null) = (state in ('done', 'refused')) and (refused_code is not null) = (state = 'refused')
      and (state not in ('writing', 'done') or carried_out_by is not null)
      and state in ('waiting', 'checking', 'checked', 'writing', 'done', 'refused'))`,
  `create function table_job_stands() returns trigger language plpgsql as $$ begin
    if old.finished_at is not null then raise exception 'a job that is finished stands'; end if;
    return new; end $$`,
  'create trigger table_job_stands before update on table_job for each row execute function table_job_stands()',
  resealable('table_job_file', 'content'),
  resealable('table_job_row'),
];
