import { tableJobs1 } from '#persistence/table-job-tables.js';
import { Migration } from '@mikro-orm/migrations';

/** Deals from before this system, taken over as far as they had come (CON-1). */
export class Migration0038Takeover extends Migration {
  override up(): void {
    for (const statement of [...tableJobs1, ...columns, ...rules]) this.addSql(statement);
  }
}

const columns = [
  'alter table contract alter serial drop not null, add taken_over_at timestamptz null',
  'alter table subscription add takeover_id uuid null, add old_number varchar(255) null',
  'create index subscription_takeover on subscription (takeover_id) where takeover_id is not null',
];

const rules = [
  // One deal a number, whatever is handed in twice; one that was taken back gives its number free.
  `create unique index subscription_old_number on subscription (project_id, old_number)
    where old_number is not null and state <> 'cancelled'`,
  `create unique index contract_number_once on contract (project_id, number) where state <> 'withdrawn'`,
  `alter table subscription add constraint subscription_taken_over check (
    (takeover_id is null) = (old_number is null))`,
  // CON-1: numbers are without gaps but for those that others gave.
  `alter table contract add constraint contract_serial check ((serial is null) = (taken_over_at is not null))`,
  `alter table contract drop constraint contract_state`,
  `alter table contract add constraint contract_state check (case state
      when 'in-review' then stage is not null when 'returned' then stage is null when 'approved' then cfo_id is not null
      when 'sealed' then taken_over_at is not null or cfo_id is not null and sealed_by_id is not null
      when 'filing' then filing_attempt > 0
        and (taken_over_at is not null or cfo_id is not null and sealed_by_id is not null)
      when 'filed' then filing_number is not null and registered_at is not null
        and (taken_over_at is not null or cfo_id is not null and sealed_by_id is not null)
      when 'unfiling' then filing_number is not null and unfiling_reason is not null
      when 'withdrawing' then true when 'withdrawn' then true else false end)`,
  `create function taken_over_stands() returns trigger language plpgsql as $$ begin
    if new.taken_over_at is distinct from old.taken_over_at
    then raise exception 'CON-1: whether a contract was taken over is not rewritten'; end if;
    return new; end $$`,
  `create trigger taken_over_stands before update on contract for each row execute function taken_over_stands()`,
];
