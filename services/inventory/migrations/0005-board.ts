import { Migration } from '@mikro-orm/migrations';

/** INV-8: changes of the board in an order that can be followed, and what any past moment needs. */
export class Migration0005Board extends Migration {
  override up(): void {
    for (const statement of [...columns, ...order, ...indexes]) this.addSql(statement);
  }
}

const columns = [
  `alter table board_change add project_id uuid null, add since timestamptz null, add position bigint not null default 0`,
  'alter table board_change disable trigger append_only',
  `update board_change c set project_id = b.project_id from building b where b.id = c.building_id`,
  `update board_change c set position = n.position from (
    select id, row_number() over (order by at, id) as position from board_change) n where n.id = c.id`,
  // The state that a row shows began with the first of the rows in a line that show it.
  `update board_change c set since = s.since from (
    select id, min(at) over (partition by unit_id, run) as since from (
      select id, unit_id, at, count(*) filter (where turn) over (partition by unit_id order by position) as run from (
        select *, state is distinct from lag(state) over (partition by unit_id order by position) as turn
        from board_change) turns) runs) s where s.id = c.id`,
  'alter table board_change enable trigger append_only',
  'alter table board_change alter project_id set not null, alter since set not null',
  'create sequence board_position',
  `select setval('board_position', (select coalesce(max(position), 0) + 1 from board_change))`,
];

/**
 * Numbers become visible out of their order: a lower one may be committed after a higher. So whoever writes holds, until
 * its end, a shared lock on the number that was newest before its first; what is not above any such number, nor above
 * the newest when one began to look, has been committed or will never be. In a project by itself: a long import keeps
 * nobody else's board from moving. docs/decisions/14-following-the-board.md says what else was weighed.
 */
const order = [
  `create function board_change_in_order() returns trigger language plpgsql as $$
    declare mine text; begin
    if new.project_id is null then
      new.project_id := (select project_id from building where id = new.building_id); end if;
    new.since := coalesce(new.since, new.at);
    mine := 'board.p' || replace(new.project_id::text, '-', '');
    if coalesce(current_setting(mine, true), '') = '' then
      perform pg_advisory_xact_lock_shared(
        hashtext(new.project_id::text), (select last_value from board_position)::int);
      perform set_config(mine, 'held', true);
    end if;
    new.position := nextval('board_position');
    return new; end $$`,
  `create trigger board_change_in_order before insert on board_change
    for each row execute function board_change_in_order()`,
  // The newest number is read first: whoever takes a lock after it takes a higher number.
  `create function board_settled(project uuid, out newest bigint, out settled bigint) language plpgsql as $$ begin
    select last_value into newest from board_position;
    select least(newest, min(l.objid::bigint)) into settled from pg_locks l
      where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = hashtext(project::text)::oid
        and l.database = (select oid from pg_database where datname = current_database()); end $$`,
];

const indexes = [
  'create unique index board_change_feed on board_change (project_id, position)',
  'drop index board_change_unit',
  'create index board_change_moment on board_change (unit_id, at, position)',
  'drop index board_change_building',
];
