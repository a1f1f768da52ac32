import { Migration } from '@mikro-orm/migrations';

/** Who took the paper of a receipt, with the payer's name in full on it (ALL-9). */
export class Migration0040ReceiptPapers extends Migration {
  override up(): void {
    this.addSql(`create table receipt_taken (
      id uuid not null, receipt_id uuid not null, project_id uuid not null, by_id uuid not null,
      by_name varchar(255) not null, at timestamptz not null, primary key (id))`);
    this.addSql(`comment on table receipt_taken is 'append-only'`);
    this.addSql('create index receipt_taken_of on receipt_taken (receipt_id, at)');
    for (const [name, when, each] of [
      ['append_only', 'update or delete', 'row'],
      ['no_truncate', 'truncate', 'statement'],
    ])
      this.addSql(`create trigger receipt_taken_${name} before ${when} on receipt_taken
        for each ${each} execute function append_only()`);
  }
}
