import { Migration } from '@mikro-orm/migrations';

/** A voided receipt leaves the supervised account that it went into (FIN-4, FIN-12): in once, out once. */
export class Migration0039VoidedFunds extends Migration {
  override up(): void {
    this.addSql('drop index supervised_movement_receipt');
    this.addSql('create unique index supervised_movement_receipt on supervised_movement (receipt_id, kind)');
    this.addSql(`create function voided_leaves_account() returns trigger language plpgsql as $$ begin
      if exists (select from supervised_movement m join supervised_account a on a.id = m.account_id and a.state = 'open'
          where m.receipt_id = new.receipt_id group by m.account_id having sum(m.amount) <> 0)
      then raise exception 'a voided receipt is still in its supervised account' using errcode = 'check_violation';
      end if; return null; end $$`);
    this
      .addSql(`create constraint trigger voided_leaves_account after insert on receipt_void deferrable initially deferred
      for each row execute function voided_leaves_account()`);
  }
}
