import { onlyResealed, resealable, sealedUpdates } from '#persistence/resealing.js';
import { Migration } from '@mikro-orm/migrations';

/** Who paid becomes unreadable at rest (ALL-9); a receipt still is changed by nobody. */
export class Migration0004Payer extends Migration {
  override async up(): Promise<void> {
    this.addSql('drop trigger receipt_append_only on receipt');
    this.addSql('alter table receipt alter payer type text');
    this.addSql(`comment on column receipt.payer is 'personal, sealed'`);
    const receipts = (await this.execute('select id, payer from receipt')) as Record<string, string | null>[];
    for (const sql of sealedUpdates('receipt', receipts, ['payer'])) this.addSql(sql);
    this.addSql(onlyResealed);
    this.addSql(resealable('receipt', 'payer'));
  }
}
