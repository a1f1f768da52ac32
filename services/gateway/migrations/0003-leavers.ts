import { Migration } from '@mikro-orm/migrations';

/** A leaver is locked out at once and closed when their customers are reassigned (GAT-1); others hear of people. */
export class Migration0003Leavers extends Migration {
  override up(): void {
    this.addSql('alter table person add left_at timestamptz null');
    this.addSql('update person set left_at = closed_at where closed_at is not null');
    this.addSql(
      'alter table person add constraint person_closed_leaver check (closed_at is null or left_at is not null)',
    );
    // Whoever has an account from before is told like everybody after.
    this.addSql(`
      insert into outbox (id, about, sequence, type, payload, actor, carrier, told_at)
      select gen_random_uuid(), id, 1, 'gateway.person-admitted.v1',
        jsonb_build_object('personId', id, 'name', name, 'assignments', assignments),
        '{"id": "00000000-0000-7000-8000-000000000000", "name": "system"}', '{}', now()
      from person where closed_at is null`);
  }
}
