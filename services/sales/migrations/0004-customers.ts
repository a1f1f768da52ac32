import { personalKeys } from '#persistence/personal-keys.js';
import { onlyResealed, resealable, sealedUpdates } from '#persistence/resealing.js';
import { idNumberKept, phoneKept } from '#kernel/personal.js';
import { Migration } from '@mikro-orm/migrations';

/** Who a customer is becomes unreadable at rest; equal phones and ID numbers are found by blind indexes (ALL-9). */
export class Migration0004Customers extends Migration {
  override async up(): Promise<void> {
    for (const statement of tables) this.addSql(statement);
    await this.sealWhatIsThere();
    for (const statement of rules) this.addSql(statement);
  }

  private async sealWhatIsThere(): Promise<void> {
    const customers = (await this.execute('select id, project_id, name, phone, id_number from customer')) as Row[];
    for (const sql of sealedUpdates('customer', customers, ['name', 'phone', 'id_number'])) this.addSql(sql);
    for (const row of customers) for (const sql of indexed(row)) this.addSql(sql);
    const notes = (await this.execute('select id, note from customer_event where note is not null')) as Row[];
    for (const sql of sealedUpdates('customer_event', notes, ['note'])) this.addSql(sql);
  }
}

type Row = Record<string, string | null>;

function indexed({ id, project_id, phone, id_number }: Row): string[] {
  const keys = personalKeys();
  const phoneIndex = keys.blind('phone', phoneKept(phone!));
  return [
    `insert into customer_phone (id, customer_id, project_id, phone, phone_index, added_at, added_by_id)
      select gen_random_uuid(), id, project_id, '${keys.seal(phone!)}', '${phoneIndex}', entered_at, owner_id
      from customer where id = '${id}' and project_id = '${project_id}'`,
    ...(id_number
      ? [
          `update customer set id_number_index = '${keys.blind('id-number', idNumberKept(id_number))}' where id = '${id}'`,
        ]
      : []),
  ];
}

const tables = [
  'drop index customer_one_per_phone',
  'drop index customer_one_per_id_number',
  'drop trigger customer_event_only_added_to on customer_event',
  `alter table customer alter name type text, alter phone type text, alter id_number type text,
    add version int not null default 1, add id_number_index varchar(255) null,
    add owner_name varchar(255) not null default '', add last_event_at timestamptz null`,
  `update customer c set
    owner_name = coalesce((select by_name from customer_event e where e.customer_id = c.id order by at limit 1), ''),
    last_event_at = coalesce((select max(at) from customer_event e where e.customer_id = c.id), entered_at)`,
  'alter table customer alter owner_name drop default, alter last_event_at set not null',
  ...['name', 'phone', 'id_number'].map((column) => `comment on column customer.${column} is 'personal, sealed'`),
  `comment on column customer.id_number_index is 'personal, blind index'`,
  `comment on column customer_event.note is 'personal, sealed'`,
  `create table customer_phone (
    id uuid not null, customer_id uuid not null, project_id uuid not null, phone text not null,
    phone_index varchar(255) not null, added_at timestamptz not null, added_by_id uuid not null, primary key (id))`,
  `comment on table customer_phone is 'append-only'`,
  `comment on column customer_phone.phone is 'personal, sealed'`,
  `comment on column customer_phone.phone_index is 'personal, blind index'`,
];

const rules = [
  // CRM-1: one customer a phone and an ID number in a project.
  'create unique index customer_phone_once on customer_phone (project_id, phone_index)',
  'create unique index customer_one_per_id_number on customer (project_id, id_number_index)',
  'create index customer_phone_customer on customer_phone (customer_id, id)',
  onlyResealed,
  resealable('customer_event', 'note'),
  resealable('customer_phone', 'phone'),
];
