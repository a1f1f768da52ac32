import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table allocation (
      id uuid not null, deal_id uuid not null, receivable_id uuid not null, entry_id uuid not null,
      amount bigint not null, at timestamptz not null, primary key (id))`);
    this.addSql(`comment on table allocation is 'append-only'`);
    this.addSql(`create table deal (
      id uuid not null, version int not null default 1, project_id uuid not null, unit_id uuid not null,
      unit_code varchar(255) not null, customer_id uuid not null, consultant_id uuid not null,
      state varchar(255) not null, cancelled_for varchar(255) null, contract_id uuid null, price bigint null,
      received bigint not null, allocated bigint not null, credit bigint not null,
      refund_pending bigint not null, refunded bigint not null, settlement_id uuid null,
      settlement_difference bigint null, settled_at timestamptz null, cleared_at timestamptz null,
      opened_at timestamptz not null, primary key (id))`);
    this.addSql(`create table invoice (
      id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
      number varchar(255) not null, amount bigint not null, net bigint not null, vat bigint not null,
      vat_rate numeric(20,10) not null, derivation jsonb not null, state varchar(255) not null,
      issued_by uuid not null, issued_at timestamptz not null, confirmed_by uuid null,
      confirmed_at timestamptz null, primary key (id))`);
    this.addSql(`create table journal_entry (
      id uuid not null, project_id uuid not null, deal_id uuid not null, day varchar(255) not null,
      posted_at timestamptz not null, document_kind varchar(255) not null, document_id uuid not null,
      cause varchar(255) not null, cause_id varchar(255) not null, primary key (id))`);
    this.addSql(`comment on table journal_entry is 'append-only'`);
    this.addSql(`create table journal_line (
      id uuid not null, entry_id uuid not null, account varchar(255) not null, debit bigint not null,
      credit bigint not null, primary key (id))`);
    this.addSql(`comment on table journal_line is 'append-only'`);
    this.addSql(`create table numbered_book (
      name varchar(255) not null, last int not null, primary key (name))`);
    this.addSql(`create table project (
      id uuid not null, code varchar(255) not null, name varchar(255) not null, deadlines jsonb not null,
      primary key (id))`);
    this.addSql(`create table receipt (
      id uuid not null, deal_id uuid not null, project_id uuid not null, serial int not null,
      number varchar(255) not null, payer varchar(255) not null, amount bigint not null,
      method varchar(255) not null, cashier_id uuid not null, cashier_name varchar(255) not null,
      received_at timestamptz not null, trace varchar(255) not null, disbursement_id uuid null,
      primary key (id))`);
    this.addSql(`comment on table receipt is 'append-only'`);
    this.addSql(`comment on column receipt.payer is 'personal'`);
    this.addSql(`create table receivable (
      id uuid not null, deal_id uuid not null, project_id uuid not null, kind varchar(255) not null,
      label varchar(255) not null, line int not null, amount bigint not null, paid bigint not null,
      due_on varchar(255) not null, derivation jsonb not null, state varchar(255) not null, primary key (id))`);
    this.addSql(`create table refund (
      id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
      amount bigint not null, reason text not null, state varchar(255) not null, requested_by uuid not null,
      requested_at timestamptz not null, approved_by uuid null, approved_at timestamptz null,
      decision_reason text null, paid_by uuid null, paid_at timestamptz null, primary key (id))`);
  }
}
