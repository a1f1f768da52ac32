import { tableJobs1 } from '#persistence/table-job-tables.js';
import { Migration } from '@mikro-orm/migrations';

/** Receipts from before this system, in a book of their own (FIN-2). */
export class Migration0038TakeoverReceipts extends Migration {
  override up(): void {
    for (const statement of [...tableJobs1, ...books]) this.addSql(statement);
  }
}

const books = [
  `alter table receipt add book varchar(255) not null default 'receipts', add old_number varchar(255) null,
    add takeover_id uuid null`,
  // FIN-2: each book is numbered 1, 2, 3 …; a receipt from before is there once, by the number that it had.
  'drop index receipt_serial',
  'create unique index receipt_serial on receipt (project_id, book, serial)',
  'create unique index receipt_old_number on receipt (project_id, old_number) where old_number is not null',
  `create or replace function receipt_follows() returns trigger language plpgsql as $$ begin
    if new.serial <> 1 and not exists (
      select from receipt where project_id = new.project_id and book = new.book and serial = new.serial - 1)
    then raise exception 'a receipt number would be missing' using errcode = 'check_violation'; end if;
    return new; end $$`,
  `alter table receipt add constraint receipt_book check (case book when 'receipts' then num_nonnulls(old_number, takeover_id) = 0
    when 'opening' then num_nonnulls(old_number, takeover_id) = 2 and reverses_id is null and replaces_id is null
      and disbursement_id is null else false end)`,
  // FIN-8: old money is on statements from before this system, and awaited on none.
  `create or replace function bank_item_of(line uuid) returns void language sql as $$
    insert into bank_item (id, entry_id, project_id, deal_id, day, amount, document_kind, document_id)
    select l.id, e.id, e.project_id, e.deal_id, e.day, l.debit - l.credit, e.document_kind, e.document_id
    from journal_line l join journal_entry e on e.id = l.entry_id where l.id = line and e.document_kind <> 'opening' $$`,
];
