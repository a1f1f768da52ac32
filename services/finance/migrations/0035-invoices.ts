import { Migration } from '@mikro-orm/migrations';

/** Invoices with everything that stands on them, red letters, and the tax office's word (FIN-11). */
export class Migration0035Invoices extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules, ...pages]) this.addSql(statement);
  }
}

const tables = [
  'alter table deal add invoice_id uuid null',
  'update deal d set invoice_id = i.id from invoice i where i.deal_id = d.id',
  `create table sold_home (
    id uuid not null, pricing_basis varchar(255) null, building_area bigint null, inner_area bigint null,
    filing_number varchar(255) null, primary key (id))`,
  'insert into sold_home (id) select contract_id from deal where contract_id is not null',
  'drop index invoice_once',
  'alter table invoice drop constraint invoice_steps, drop constraint invoice_sums',
  `alter table invoice add kind varchar(255) not null default 'blue', add vat_method varchar(255) not null default 'general',
    add fields jsonb not null default '{}', add buyer_name text null, add buyer_number text null,
    add corrected_by uuid null, add attempt int not null default 0, add tax_number varchar(255) null, add tax_issued_on varchar(255) null,
    add file_url varchar(255) null, add file_hash varchar(255) null, add refused_for text null,
    add cancelled_for text null, add reverses_id uuid null, add reason text null, add to_reverse_for varchar(255) null,
    add collected_on varchar(255) null, add collected_by text null, add collected_proof varchar(255) null,
    add collected_by_id uuid null`,
  `alter table invoice alter kind drop default, alter vat_method drop default, alter fields drop default,
    alter attempt drop default`,
  ...['buyer_name', 'buyer_number', 'collected_by'].map(
    (column) => `comment on column invoice.${column} is 'personal, sealed'`,
  ),
  // What was confirmed before there was a tax port has its number from outside.
  `update invoice set state = 'accepted', tax_number = number, attempt = 1,
    tax_issued_on = to_char(confirmed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') where state = 'confirmed'`,
];

const rules = [
  // A deal has one standing blue invoice, and that one red letter at most.
  `create unique index invoice_one_blue on invoice (deal_id)
    where kind = 'blue' and state not in ('reversed', 'cancelled')`,
  `create unique index invoice_one_red on invoice (reverses_id) where kind = 'red' and state <> 'cancelled'`,
  'create unique index invoice_tax_number on invoice (tax_number)',
  `alter table invoice
    add constraint invoice_sums check (net + vat = amount and case kind
      when 'blue' then net >= 0 and vat >= 0 and reverses_id is null
      when 'red' then net <= 0 and vat <= 0 and reverses_id is not null and reason is not null else false end),
    add constraint invoice_steps check (case state
      when 'issued' then confirmed_by is null and tax_number is null
      when 'confirmed' then confirmed_by is not null and tax_number is null and attempt > 0
      when 'refused' then refused_for is not null and tax_number is null
      when 'cancelled' then cancelled_for is not null and tax_number is null
      when 'accepted' then confirmed_by is not null and tax_number is not null and tax_issued_on is not null
      when 'collected' then kind = 'blue' and tax_number is not null and collected_on is not null
        and collected_by is not null and collected_proof is not null and collected_by_id is not null
      when 'reversed' then kind = 'blue' and tax_number is not null else false end),
    add constraint invoice_corrector check (confirmed_by <> corrected_by),
    add constraint invoice_cause check (
      to_reverse_for is null or to_reverse_for in ('withdrawn', 'cancelled', 'revised', 'unpaid'))`,
  // A red letter is its invoice below zero; an invoice is taken back by an accepted red letter and nothing else.
  `create function invoice_reds() returns trigger language plpgsql as $$ begin
    if new.kind = 'red' and not exists (select from invoice b where b.id = new.reverses_id and b.kind = 'blue'
      and b.deal_id = new.deal_id and b.tax_number is not null
      and b.amount = -new.amount and b.net = -new.net and b.vat = -new.vat)
    then raise exception 'a red letter is not of its invoice' using errcode = 'check_violation'; end if;
    if new.kind = 'red' and new.state = 'accepted' and not exists (
      select from invoice b where b.id = new.reverses_id and b.state = 'reversed')
    then raise exception 'a red letter and its invoice do not agree' using errcode = 'check_violation'; end if;
    if new.state = 'reversed' and not exists (
      select from invoice r where r.reverses_id = new.id and r.kind = 'red' and r.state = 'accepted')
    then raise exception 'no red letter takes the invoice back' using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger invoice_reds after insert or update on invoice deferrable initially deferred
    for each row execute function invoice_reds()`,
  // What the tax office has numbered keeps its amounts, its number and its day.
  `create function invoice_fixed() returns trigger language plpgsql as $$ begin
    if old.tax_number is not null and (new.tax_number, new.tax_issued_on, new.amount, new.net, new.vat, new.deal_id,
      new.kind, new.fields) is distinct from (old.tax_number, old.tax_issued_on, old.amount, old.net, old.vat,
      old.deal_id, old.kind, old.fields)
    then raise exception 'an accepted invoice is fixed' using errcode = 'check_violation'; end if;
    return new; end $$`,
  'create trigger invoice_fixed before update on invoice for each row execute function invoice_fixed()',
];

/** FIN-11: the lists of what waits. */
const pages = [
  'create index invoice_deal on invoice (deal_id)',
  'create index invoice_of_state on invoice (project_id, state, issued_at)',
  `create index invoice_to_reverse on invoice (project_id, issued_at) where to_reverse_for is not null`,
  `create index deal_to_invoice on deal (project_id, settled_at)
    where state = 'contracted' and settled_at is not null and invoice_id is null`,
];
