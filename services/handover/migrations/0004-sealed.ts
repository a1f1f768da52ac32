import { sealedUpdates } from '#persistence/resealing.js';
import { Migration } from '@mikro-orm/migrations';

/** Who signed for keys or fetched a certificate becomes unreadable at rest (ALL-9). */
export class Migration0004Sealed extends Migration {
  override async up(): Promise<void> {
    for (const [table, column] of [
      ['handover', 'signed_for_by'],
      ['title_application', 'collected_by'],
    ] as const) {
      this.addSql(`alter table ${table} alter ${column} type text`);
      const rows = await this.execute(`select id, ${column} from ${table} where ${column} is not null`);
      for (const sql of sealedUpdates(table, rows as Record<string, string>[], [column])) this.addSql(sql);
      this.addSql(`comment on column ${table}.${column} is 'personal, sealed'`);
    }
  }
}
