import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table application (
      id uuid not null, version int not null default 1, contract_id uuid not null, deal_id uuid not null,
      unit_id uuid not null, unit_code varchar(255) not null, project_id uuid not null,
      consultant_id uuid not null, amount bigint not null, state varchar(255) not null,
      state_reason text null, due_by timestamptz null, opened_at timestamptz not null,
      filed_at timestamptz null, taken_in_by_id uuid null, taken_in_at timestamptz null,
      checked_by_id uuid null, checked_at timestamptz null, bank varchar(255) null, submission_id uuid null,
      approved_amount bigint null, approved_at timestamptz null, customer_signed_on varchar(255) null,
      registration_id uuid null, registration_number varchar(255) null, registered_at timestamptz null,
      primary key (id))`);
    this.addSql(`create table bank_notice (
      id uuid not null, submission_id uuid not null, notice_id varchar(255) not null, sequence int not null,
      kind varchar(255) not null, said_at timestamptz not null, heard_at timestamptz not null,
      amount bigint null, reason text null, primary key (id))`);
    this.addSql(`create table disbursement (
      id uuid not null, version int not null default 1, application_id uuid not null,
      submission_id uuid not null, notice_id varchar(255) not null, bank varchar(255) not null,
      amount bigint not null, announced_at timestamptz not null, confirmed_at timestamptz null,
      confirmed_by_id uuid null, primary key (id))`);
    this.addSql(`create table project (
      id uuid not null, deadlines jsonb not null, primary key (id))`);
    this.addSql(`create table bank_submission (
      id uuid not null, version int not null default 1, application_id uuid not null,
      bank varchar(255) not null, chosen_by_id uuid not null, chosen_at timestamptz not null,
      submitted_by_id uuid null, submitted_at timestamptz null, round int not null default 0,
      bank_reference varchar(255) null, last_sequence int not null default 0, decided_at timestamptz null,
      ended_for varchar(255) null, primary key (id))`);
    this.addSql(`create table taken_paper (
      id uuid not null, application_id uuid not null, code varchar(255) not null, copies int not null,
      taken_in_by_id uuid not null, taken_in_at timestamptz not null, primary key (id))`);
    // MOR-1: one application a contract, one row a paper. MOR-4: one row a notice, whatever is delivered twice.
    this.addSql('create unique index application_one_per_contract on application (contract_id)');
    this.addSql('create unique index taken_paper_once on taken_paper (application_id, code)');
    this.addSql('create unique index bank_notice_once on bank_notice (submission_id, notice_id)');
    this.addSql('create unique index disbursement_once on disbursement (submission_id, notice_id)');
    this.addSql('create index application_deal on application (deal_id, id)');
    this.addSql('create index application_list on application (project_id, state, id)');
    this.addSql('create index application_project on application (project_id, id)');
    this.addSql('create index bank_submission_application on bank_submission (application_id)');
    this.addSql('create index disbursement_application on disbursement (application_id)');
    this.addSql(`comment on table bank_notice is 'append-only: what the bank said stands'`);
    this.addSql(`create function bank_notice_stands() returns trigger language plpgsql as $$ begin
      raise exception 'what the bank said stands'; end $$`);
    this.addSql(`create trigger bank_notice_stands before update or delete on bank_notice
      for each row execute function bank_notice_stands()`);
    // MOR-4: the states that there are.
    this.addSql(`alter table application add constraint application_state check (state in (
      'collecting', 'collected', 'checked', 'bank-chosen', 'submitted', 'more-papers', 'refused', 'approved',
      'customer-signed', 'registering', 'registered', 'disbursed', 'cancelled'))`);
    // ALL-4: who takes the papers in does not check them.
    this.addSql(`alter table application add constraint application_maker_is_not_checker
      check (checked_by_id <> taken_in_by_id)`);
    // MOR-2, MOR-3: nothing is at a bank that was not checked, of a contract not filed.
    this.addSql(`alter table application add constraint application_ready_for_the_bank check (
      state not in ('submitted', 'approved', 'customer-signed', 'registering', 'registered', 'disbursed')
      or (checked_by_id is not null and filed_at is not null and submission_id is not null))`);
    this.addSql(`alter table application add constraint application_registered_with_number
      check (state not in ('registered', 'disbursed') or registration_number is not null)`);
    this.addSql(`alter table disbursement add constraint disbursement_positive check (amount > 0)`);
    // MOR-5: the parts that are confirmed never exceed the loan, whoever confirms them at once.
    this.addSql(`create function disbursed_within_loan() returns trigger language plpgsql as $$
      declare loan bigint; begin
      select amount into loan from application where id = new.application_id for update;
      if (select sum(amount) from disbursement
          where application_id = new.application_id and confirmed_at is not null) > loan
      then raise exception 'disbursed_within_loan: more is confirmed than was lent' using errcode = '23514'; end if;
      return null; end $$`);
    this.addSql(`create trigger disbursed_within_loan after insert or update on disbursement
      for each row when (new.confirmed_at is not null) execute function disbursed_within_loan()`);
  }
}
