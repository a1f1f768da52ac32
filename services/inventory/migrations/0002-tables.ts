import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table board_change (
      id uuid not null, unit_id uuid not null, building_id uuid not null, at timestamptz not null,
      state varchar(255) not null, price_version int not null, hold_id uuid null, by_id uuid not null,
      by_name varchar(255) not null, primary key (id))`);
    this.addSql(`create table building (
      id uuid not null, version int not null default 1, project_id uuid not null, code varchar(255) not null,
      name varchar(255) not null, state varchar(255) not null, submitted_by uuid null,
      submitted_at timestamptz null, verified_by uuid null, verified_at timestamptz null,
      locked_by uuid null, locked_at timestamptz null, on_sale_by uuid null, on_sale_at timestamptz null,
      returned_for text null, returned_by uuid null, primary key (id))`);
    this.addSql(`create table permit_building (
      id uuid not null, permit_id uuid not null, building_id uuid not null, primary key (id))`);
    this.addSql(`create table standard_discount (
      id uuid not null, project_id uuid not null, code varchar(255) not null, name varchar(255) not null,
      rate numeric(20,10) null, amount bigint null, "order" int not null, plan_kinds jsonb null,
      valid_until varchar(255) null, defined_by uuid not null, defined_at timestamptz not null,
      primary key (id))`);
    this.addSql(`create table hold (
      id uuid not null, unit_id uuid not null, contract_id uuid null, held_at timestamptz not null,
      ended_at timestamptz null, primary key (id))`);
    this.addSql(`create table permit (
      id uuid not null, project_id uuid not null, number varchar(255) not null,
      issued_on varchar(255) not null, recorded_by uuid not null, recorded_at timestamptz not null,
      primary key (id))`);
    this.addSql(`create table payment_plan (
      id uuid not null, project_id uuid not null, code varchar(255) not null, name varchar(255) not null,
      kind varchar(255) not null, lines jsonb not null, defined_by uuid not null,
      defined_at timestamptz not null, primary key (id))`);
    this.addSql(`create table price_change (
      id uuid not null, version int not null default 1, project_id uuid not null, building_id uuid not null,
      state varchar(255) not null, reason text not null, attachment varchar(255) not null,
      requested_by uuid not null, requested_at timestamptz not null, reviewed_by uuid null,
      reviewed_at timestamptz null, approved_by uuid null, approved_at timestamptz null,
      executed_by uuid null, executed_at timestamptz null, refused_by uuid null, refused_at timestamptz null,
      refused_for text null, primary key (id))`);
    this.addSql(`create table price_version (
      id uuid not null, unit_id uuid not null, version int not null, price_per_m2 bigint not null,
      total_price bigint not null, floor_price bigint not null, derivation jsonb not null,
      price_change_id uuid null, made_at timestamptz not null, primary key (id))`);
    this.addSql(`create table project (
      id uuid not null, code varchar(255) not null, name varchar(255) not null, deposit bigint not null,
      deadlines jsonb not null, opened_by uuid not null, opened_at timestamptz not null, primary key (id))`);
    this.addSql(`create table price_change_line (
      id uuid not null, price_change_id uuid not null, unit_id uuid not null, price_per_m2 bigint not null,
      total_price bigint not null, floor_price bigint not null, derivation jsonb not null, primary key (id))`);
    this.addSql(`create table unit (
      id uuid not null, version int not null default 1, project_id uuid not null, building_id uuid not null,
      code varchar(255) not null, floor int not null, layout varchar(255) not null,
      orientation varchar(255) not null, use varchar(255) not null, building_area bigint not null,
      inner_area bigint not null, shared_area bigint not null, pricing_basis varchar(255) not null,
      entered_by uuid not null, entered_at timestamptz not null, price_version int not null,
      newest_version int not null, state varchar(255) not null, since timestamptz not null,
      changed_at timestamptz not null, hold_id uuid null, withheld_for text null, primary key (id))`);
  }
}
