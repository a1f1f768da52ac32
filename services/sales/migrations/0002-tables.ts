import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table customer (
      id uuid not null, project_id uuid not null, name varchar(255) not null, phone varchar(255) not null,
      id_number varchar(255) null, owner_id uuid not null, source varchar(255) not null, needs text not null,
      entered_at timestamptz not null, primary key (id))`);
    this.addSql(`comment on column customer.name is 'personal'`);
    this.addSql(`comment on column customer.phone is 'personal'`);
    this.addSql(`comment on column customer.id_number is 'personal'`);
    this.addSql(`create table customer_event (
      id uuid not null, customer_id uuid not null, kind varchar(255) not null, at timestamptz not null,
      by_id uuid not null, by_name varchar(255) not null, note text null, primary key (id))`);
    this.addSql(`comment on column customer_event.note is 'personal'`);
    this.addSql(`create table standard_discount (
      id uuid not null, project_id uuid not null, code varchar(255) not null, name varchar(255) not null,
      rate numeric(20,10) null, amount bigint null, "order" int not null, plan_kinds jsonb null,
      valid_until varchar(255) null, primary key (id))`);
    this.addSql(`create table hold (
      id uuid not null, unit_id uuid not null, project_id uuid not null, kind varchar(255) not null,
      owner_id uuid not null, owner_name varchar(255) not null, since timestamptz not null,
      ended_at timestamptz null, ended_for varchar(255) null, primary key (id))`);
    this.addSql(`create table unit_offer (
      id uuid not null, project_id uuid not null, unit_code varchar(255) not null,
      pricing_basis varchar(255) not null, building_area bigint not null, inner_area bigint not null,
      price_per_m2 bigint not null, total_price bigint not null, floor_price bigint not null,
      price_version int not null, permit_number varchar(255) not null,
      withheld boolean not null default false, primary key (id))`);
    this.addSql(`create table payment_plan (
      id uuid not null, project_id uuid not null, code varchar(255) not null, name varchar(255) not null,
      kind varchar(255) not null, lines jsonb not null, primary key (id))`);
    this.addSql(`create table project (
      id uuid not null, code varchar(255) not null, name varchar(255) not null, deposit bigint not null,
      deadlines jsonb not null, primary key (id))`);
    this.addSql(`create table subscription (
      id uuid not null, version int not null default 1, unit_id uuid not null, project_id uuid not null,
      customer_id uuid not null, buyers jsonb not null, consultant_id uuid not null, plan_id uuid not null,
      list_price bigint not null, deal_price bigint not null, derivation jsonb not null,
      deposit bigint not null, deposit_by timestamptz not null, sign_by timestamptz not null,
      state varchar(255) not null, subscribed_at timestamptz not null, effective_at timestamptz null,
      cancelled_at timestamptz null, cancelled_for varchar(255) null, primary key (id))`);
    // HOLD-1: one unit, one live hold, whatever the code does.
    this.addSql('create unique index hold_one_live_per_unit on hold (unit_id) where ended_at is null');
    this.addSql('create unique index customer_one_per_phone on customer (project_id, phone)');
    this.addSql('create index customer_event_customer on customer_event (customer_id, at)');
    this.addSql('create index subscription_unit on subscription (unit_id)');
  }
}
