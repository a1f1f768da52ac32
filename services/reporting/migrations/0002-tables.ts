import { Migration } from '@mikro-orm/migrations';

export class Migration0002Tables extends Migration {
  override up(): void {
    this.addSql(`create table deal (
      id uuid not null, project_id uuid null, unit_id uuid null, unit_code varchar(255) null,
      consultant_id uuid null, subscribed_at timestamptz null, state varchar(255) null,
      deal_price bigint null, price_sequence int not null default 0, received bigint not null default 0,
      price_share numeric(20,10) not null default 0, share_sequence int not null default 0,
      primary key (id))`);
    this.addSql(`create table deal_contract (
      id uuid not null, deal_id uuid null, state varchar(255) null, primary key (id))`);
    this.addSql(`create table dossier_entry (
      id uuid not null, unit_id uuid not null, project_id uuid not null, at timestamptz not null,
      sequence int not null, service varchar(255) not null, event varchar(255) not null,
      by_name varchar(255) not null, trace varchar(255) not null, facts jsonb not null, primary key (id))`);
    this.addSql('create index dossier_entry_unit on dossier_entry (unit_id, at, sequence, id)');
    this.addSql('create index deal_project on deal (project_id, subscribed_at desc, id desc)');
    this.addSql('create index deal_consultant on deal (consultant_id, subscribed_at desc, id desc)');
    this.addSql('create index deal_unit on deal (unit_id, subscribed_at desc)');
    this.addSql('create index deal_contract_deal on deal_contract (deal_id)');
    // As of which event a report is true (section 9).
    this.addSql('create index inbox_told on inbox (told_at) where processed_at is not null');
    this.addSql(`comment on table dossier_entry is 'append-only'`);
    this.addSql(`create function dossier_stands() returns trigger language plpgsql as $$ begin
      raise exception 'what happened to a unit is not rewritten'; end $$`);
    this.addSql(`create trigger dossier_stands before update or delete on dossier_entry
      for each row execute function dossier_stands()`);
  }
}
