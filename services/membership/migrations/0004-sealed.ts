import { personalKeys } from '#persistence/personal-keys.js';
import { sealedUpdates } from '#persistence/resealing.js';
import { Migration } from '@mikro-orm/migrations';

/** Who a member is becomes unreadable at rest; one card a phone is kept by a blind index (ALL-9, MEM-1). */
export class Migration0004Sealed extends Migration {
  override async up(): Promise<void> {
    this.addSql('drop index member_one_per_phone');
    this.addSql('alter table member alter name type text, alter phone type text, add phone_index varchar(255) null');
    const members = (await this.execute('select id, name, phone from member')) as Record<string, string>[];
    for (const { id, phone } of members) {
      const index = personalKeys().blind('phone', phone!);
      this.addSql(`update member set phone_index = '${index}' where id = '${id}'`);
    }
    for (const sql of sealedUpdates('member', members, ['name', 'phone'])) this.addSql(sql);
    this.addSql('alter table member alter phone_index set not null');
    for (const column of ['name', 'phone']) this.addSql(`comment on column member.${column} is 'personal, sealed'`);
    this.addSql(`comment on column member.phone_index is 'personal, blind index'`);
    this.addSql('create unique index member_one_per_phone on member (project_id, phone_index)');
  }
}
