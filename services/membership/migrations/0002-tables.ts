import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table deal (
      id uuid not null, contract_id uuid not null, unit_id uuid not null, unit_code varchar(255) not null,
      project_id uuid not null, customer_id uuid not null, consultant_id uuid not null,
      price bigint not null, cancelled_at timestamptz null, cancelled_for varchar(255) null,
      primary key (id))`);
    this.addSql(`create table member (
      id uuid not null, project_id uuid not null, card varchar(255) not null, name varchar(255) not null,
      phone varchar(255) not null, customer_id uuid null, registered_by_id uuid not null,
      registered_at timestamptz not null, primary key (id))`);
    this.addSql(`comment on column member.name is 'personal'`);
    this.addSql(`comment on column member.phone is 'personal'`);
    this.addSql(`create table paid_share (
      id uuid not null, share numeric(20,10) not null, primary key (id))`);
    this.addSql(`create table points_application (
      id uuid not null, version int not null default 1, member_id uuid not null, deal_id uuid not null,
      contract_id uuid not null, unit_id uuid not null, project_id uuid not null, customer_id uuid not null,
      member_customer_id uuid null, points int not null, derivation jsonb not null,
      state varchar(255) not null, state_reason text null, applied_by_id uuid not null,
      applied_at timestamptz not null, approved_by_id uuid null, approved_at timestamptz null,
      confirmed_by_id uuid null, confirmed_at timestamptz null, redeemed_by_id uuid null,
      redeemed_at timestamptz null, redeemed_share numeric(20,10) null, shortfall int null, primary key (id))`);
    this.addSql(`create table points_entry (
      id uuid not null, member_id uuid not null, application_id uuid not null, kind varchar(255) not null,
      points int not null, frozen int not null, by_id uuid not null, at timestamptz not null,
      primary key (id))`);
    // MEM-1: a card is given once, also when its registration came to nothing; one card a phone and a customer.
    this.addSql('create sequence member_card maxvalue 99999999');
    this.addSql('create unique index member_card_once on member (card)');
    this.addSql('create unique index member_one_per_phone on member (project_id, phone)');
    this.addSql(`create unique index member_one_per_customer on member (project_id, customer_id)
      where customer_id is not null`);
    this.addSql(`alter table member add constraint member_card_form check (card ~ '^M[0-9]{8}$')`);
    this.addSql('create unique index deal_contract on deal (contract_id)');
    // MEM-3: one referrer a deal, and nobody refers themselves.
    this.addSql(`create unique index points_application_one_referrer_a_deal on points_application (deal_id)
      where state <> 'refused'`);
    this.addSql(`alter table points_application add constraint points_application_no_self_referral
      check (member_customer_id <> customer_id)`);
    this.addSql('create index points_application_member on points_application (member_id)');
    this.addSql(`alter table points_application add constraint points_application_state
      check (state in ('applied', 'approved', 'refused', 'confirmed', 'redeemed', 'clawed-back'))`);
    this.addSql(`alter table points_application add constraint points_application_points check (points > 0)`);
    // ALL-4: maker and checker are different people on every step.
    this.addSql(`alter table points_application add constraint points_application_makers_are_not_checkers check (
      approved_by_id <> applied_by_id and confirmed_by_id <> approved_by_id
      and redeemed_by_id not in (applied_by_id, approved_by_id, confirmed_by_id))`);
    // MEM-2: nothing is redeemed below 80%, and each step is somebody's.
    this.addSql(`alter table points_application add constraint points_application_redeemed_at_80 check (
      redeemed_by_id is null or redeemed_share >= 0.80)`);
    this.addSql(`alter table points_application add constraint points_application_steps check (
      (state not in ('approved', 'refused', 'confirmed', 'redeemed') or approved_by_id is not null)
      and (state not in ('confirmed', 'redeemed') or confirmed_by_id is not null)
      and (state <> 'redeemed' or (redeemed_by_id is not null and redeemed_share is not null)))`);
    // MEM-3: the ledger is only added to, each step of an application once, and no balance falls below zero.
    this.addSql(`comment on table points_entry is 'append-only'`);
    this.addSql(`create unique index points_entry_once on points_entry (application_id, kind)
      where kind in ('earned', 'redeemed', 'clawed-back')`);
    this.addSql('create index points_entry_member on points_entry (member_id)');
    this.addSql(`create function points_entry_stands() returns trigger language plpgsql as $$ begin
      raise exception 'the points ledger is append-only'; end $$`);
    this.addSql(`create trigger points_entry_stands before update or delete on points_entry
      for each row execute function points_entry_stands()`);
    this.addSql(`create trigger points_entry_no_truncate before truncate on points_entry
      for each statement execute function points_entry_stands()`);
    this.addSql(`create function points_never_below_zero() returns trigger language plpgsql as $$
      declare balance bigint; held bigint; begin
      perform 1 from member where id = new.member_id for update;
      select sum(points), sum(frozen) into balance, held from points_entry where member_id = new.member_id;
      if balance < 0 or held < 0 or held > balance then
        raise exception 'points_never_below_zero: % points, % frozen', balance, held using errcode = '23514';
      end if; return null; end $$`);
    this.addSql(`create trigger points_never_below_zero after insert on points_entry
      for each row execute function points_never_below_zero()`);
  }
}
