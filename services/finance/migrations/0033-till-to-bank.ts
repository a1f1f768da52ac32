import { Migration } from '@mikro-orm/migrations';

/** Cash that is taken to the bank (FIN-8): an entry of the ledger that is of no deal. */
export class Migration0033TillToBank extends Migration {
  override up(): void {
    this.addSql('alter table journal_entry alter deal_id drop not null');
    this.addSql(`alter table journal_entry add constraint journal_entry_deal
      check (deal_id is not null or document_kind in ('cash-deposit'))`);
    this.addSql(`create table cash_deposit (
      id uuid not null, project_id uuid not null, amount bigint not null, slip varchar(255) not null,
      cashier_id uuid not null, cashier_name varchar(255) not null, at timestamptz not null, primary key (id))`);
    this.addSql(`comment on table cash_deposit is 'append-only'`);
    this.addSql('alter table cash_deposit add constraint cash_deposit_positive check (amount > 0)');
    this.addSql('alter table cash_deposit add foreign key (project_id) references project (id)');
    this.addSql('create unique index cash_deposit_slip on cash_deposit (project_id, slip)');
    this.addSql('create index cash_deposit_page on cash_deposit (project_id, id)');
    this.addSql(`create trigger cash_deposit_append_only before update or delete on cash_deposit
      for each row execute function append_only()`);
    this.addSql(`create function reconciliation_depositors(which uuid, first text, last text)
      returns table (person uuid) language sql stable as $$
      select c.cashier_id from bank_account a join bank_item i on i.project_id = a.project_id
        and i.day between first and last join cash_deposit c on c.id = i.document_id
        left join bank_match m on m.id = i.match_id where a.id = which and coalesce(m.account_id, which) = which $$`);
    this.addSql('alter function reconciliation_makers rename to reconciliation_makers_of_receipts');
    this.addSql(`create function reconciliation_makers(which uuid, first text, last text)
      returns table (operation text, person uuid) language sql stable as $$
      select * from reconciliation_makers_of_receipts(which, first, last)
      union select 'receipt.record', person from reconciliation_depositors(which, first, last) $$`);
  }
}
