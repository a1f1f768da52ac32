import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table defect (
      id uuid not null, contract_id uuid not null, item varchar(255) not null, note text null,
      found_on varchar(255) not null, repair_by timestamptz not null, repaired_on varchar(255) null,
      primary key (id))`);
    this.addSql(`create table handover (
      id uuid not null, version int not null default 1, unit_id uuid not null,
      unit_code varchar(255) not null, deal_id uuid not null, project_id uuid not null,
      consultant_id uuid not null, price bigint not null, price_per_m2 bigint not null,
      pricing_basis varchar(255) not null, area_method varchar(255) not null, building_area bigint not null,
      inner_area bigint not null, state varchar(255) not null, cleared_at timestamptz null,
      requested_at timestamptz null, requested_by_id uuid null, notice_on varchar(255) null,
      notice_proof varchar(255) null, notice_by_id uuid null, inspected_on varchar(255) null,
      inspected_by_id uuid null, handed_on varchar(255) null, keys int null, signed_for_by varchar(255) null,
      handed_by_id uuid null, checked_at timestamptz null, checked_by_id uuid null,
      invoice_number varchar(255) null, invoice_confirmed_at timestamptz null, primary key (id))`);
    this.addSql(`comment on column handover.signed_for_by is 'personal'`);
    this.addSql(`create table inspection (
      id uuid not null, contract_id uuid not null, inspected_on varchar(255) not null, items jsonb not null,
      by_id uuid not null, recorded_at timestamptz not null, primary key (id))`);
    this.addSql(`create table project (
      id uuid not null, deadlines jsonb not null, primary key (id))`);
    this.addSql(`create table settlement (
      id uuid not null, version int not null default 1, contract_id uuid not null, project_id uuid not null,
      state varchar(255) not null, building_area bigint not null, inner_area bigint not null,
      entered_at timestamptz not null, entered_by_id uuid not null, checked_at timestamptz null,
      checked_by_id uuid null, method varchar(255) null, contract_area bigint null,
      certified_area bigint null, ratio numeric(20,10) null, may_rescind boolean null, old_price bigint null,
      difference bigint null, new_price bigint null, derivation jsonb null, verified_at timestamptz null,
      verified_by_id uuid null, buyer_keeps boolean null, signed_at timestamptz null,
      paid_at timestamptz null, primary key (id))`);
    this.addSql(`create table title_application (
      id uuid not null, version int not null default 1, contract_id uuid not null, project_id uuid not null,
      state varchar(255) not null, papers jsonb not null, applied_at timestamptz not null,
      applied_by_id uuid not null, submitted_at timestamptz null, registry_reference varchar(255) null,
      certificate_number varchar(255) null, issued_on varchar(255) null, refused_for text null,
      collected_on varchar(255) null, collected_by varchar(255) null, collected_by_id uuid null,
      primary key (id))`);
    this.addSql(`comment on column title_application.collected_by is 'personal'`);
    // ALL-4: maker and checker are different people, whatever the code does.
    this.addSql(`alter table handover add constraint handover_checker_is_no_maker check (
      checked_by_id is null or (checked_by_id is distinct from notice_by_id
        and checked_by_id is distinct from inspected_by_id and checked_by_id is distinct from handed_by_id))`);
    this.addSql(`alter table settlement add constraint settlement_checker_is_no_maker check (
      checked_by_id <> entered_by_id)`);
    this.addSql(`alter table settlement add constraint settlement_verifier_is_no_maker check (
      verified_by_id <> entered_by_id and verified_by_id <> checked_by_id)`);
    // HAN-1, HAN-3: nothing is handed over that was not cleared, noticed and inspected first.
    this.addSql(`alter table handover add constraint handover_in_order check (
      (state = 'waiting' or cleared_at is not null)
      and (state in ('waiting', 'cleared') or requested_by_id is not null)
      and (state in ('waiting', 'cleared', 'requested') or (notice_on is not null and notice_by_id is not null))
      and (handed_on is null or (inspected_by_id is not null and handed_by_id is not null and handed_on >= notice_on))
      and (state in ('handed', 'checked')) = (handed_on is not null)
      and (state = 'checked') = (checked_by_id is not null))`);
    // TIT-2, TIT-4: a settlement that counts was checked, adds up, and has the buyer's word where it needs it.
    this.addSql(`alter table settlement add constraint settlement_in_order check (
      (state = 'entered') = (checked_by_id is null)
      and (state in ('entered', 'checked')) = (verified_by_id is null)
      and (checked_by_id is null or (derivation is not null and coalesce(new_price = old_price + difference, false)))
      and (verified_by_id is null or may_rescind is false or buyer_keeps is true))`);
    this.addSql(`alter table title_application add constraint title_application_in_order check (
      (state in ('issued', 'collected')) = (certificate_number is not null and issued_on is not null)
      and (state = 'collected') = (collected_by_id is not null))`);
    this.addSql('create unique index settlement_one_per_contract on settlement (contract_id)');
    this.addSql(`create unique index title_application_one_live_per_contract on title_application (contract_id)
      where state <> 'refused'`);
    this.addSql('create index title_application_contract on title_application (contract_id, id)');
    this.addSql('create unique index defect_one_open on defect (contract_id, item) where repaired_on is null');
    this.addSql('create index inspection_contract on inspection (contract_id)');
    this.addSql('create index handover_project on handover (project_id, id)');
    this.addSql('create index handover_project_state on handover (project_id, state, id)');
    this.addSql('create index handover_consultant on handover (consultant_id, id)');
    this.addSql(`comment on table inspection is 'append-only'`);
    this.addSql(`create function inspection_stands() returns trigger language plpgsql as $$ begin
      raise exception 'an inspection that was recorded is not rewritten'; end $$`);
    this.addSql(`create trigger inspection_stands before update or delete on inspection
      for each row execute function inspection_stands()`);
  }
}
