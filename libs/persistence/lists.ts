import { namedLists, type ListName } from '#contracts/lists.js';
import type { ColumnKind, ListAsked, ListPage } from '#contracts/named-lists.js';
import { InvalidInput } from '#contracts/parse.js';
import { Area } from '#kernel/area.js';
import { isId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { dayOf, isDay } from '#kernel/time.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import type { EntityManager } from '@mikro-orm/postgresql';

/** What a named list is made of (ALL-7): a statement, and what each of its columns says. */
export interface ListDefinition {
  /** Selects `id`, `project_id`, `owner_id` (null when nobody's) and each column by its name; none is null if sortable. */
  from: string;
  columns: Record<string, [kind: ColumnKind, zh: string, en: string]>;
  /** The column it is sorted by unless said otherwise, `-` before it for the greatest first. */
  order: string;
}

export type ListTable = Partial<Record<ListName, ListDefinition>>;

/** A page of the list; refuses who may not see it, and names the field that cannot be read (`filter`, `sort`, `after`). */
export async function readList(em: EntityManager, table: ListTable, asked: ListAsked, actor: Actor): Promise<ListPage> {
  const { list, limit = 50, after } = asked;
  const definition = table[list]!;
  const where = conditions(definition, asked, actor);
  const order = orderOf(definition, asked.sort ?? definition.order);
  const rest = after ? [beyond(order, after)] : [];
  const counted = `select count(*)::int as count from (${definition.from}) q where ${sqlOf(where)}`;
  const [{ count } = { count: 0 }] = await em.execute<{ count: number }[]>(counted, paramsOf(where));
  const wanted = Object.keys(definition.columns).map((name) => `q."${name}"`);
  const rows = await em.execute<Record<string, unknown>[]>(
    `select q.id, ${wanted.join()} from (${definition.from}) q where ${sqlOf([...where, ...rest])}
     order by ${placeSql(order)} ${order.direction}, q.id ${order.direction} limit ?`,
    [...paramsOf([...where, ...rest]), limit + 1],
  );
  const { zh, en } = namedLists[list];
  const columns = Object.entries(definition.columns).map(([name, [kind, nameZh, nameEn]]) => ({
    ...{ name, kind, zh: nameZh, en: nameEn },
  }));
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? { next: cursorOf(shown.at(-1)!, order.column) } : {};
  return { list, zh, en, count, columns, items: shown.map((row) => itemOf(row, definition)), ...next };
}

interface Condition {
  sql: string;
  params: unknown[];
}

function conditions(definition: ListDefinition, { projectId, filter }: ListAsked, actor: Actor): Condition[] {
  mayTouch(actor, { projectId, ownerId: actor.id });
  return [
    { sql: 'q.project_id = ?', params: [projectId] },
    ...(reachesAll(actor, projectId) ? [] : [{ sql: 'q.owner_id = ?', params: [actor.id] }]),
    ...(filter ?? '')
      .split(';')
      .filter(Boolean)
      .map((text) => conditionOf(definition, text)),
  ];
}

/** Whether a grant reaches the whole project, and not one's own records alone. */
function reachesAll({ grants }: Actor, projectId: string): boolean {
  return grants.some(
    ({ scope, projects }) =>
      scope === 'company' || (scope === 'project' && (projects === '*' || projects.includes(projectId))),
  );
}

const operators = { '=': '=', '!=': '<>', '>=': '>=', '<=': '<=', '~': 'like' } as const;

function conditionOf({ columns }: ListDefinition, text: string): Condition {
  const [, name = '', operator = '', value = ''] = /^(\w+)(!=|>=|<=|=|~)(.*)$/u.exec(text.trim()) ?? [];
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (!column) wrong('filter', `“${text}” is no condition on ${Object.keys(columns).join(', ')}`);
  const [kind] = column;
  const sql = `q."${name}" ${operators[operator as keyof typeof operators]} ?`;
  if (operator === '~') {
    if (kind !== 'text') wrong('filter', `~ is for texts, and ${name} is none`);
    return { sql, params: [`%${value.replace(/[%_\\]/g, '\\$&')}%`] };
  }
  return { sql, params: [valueOf(kind, value, 'filter')] };
}

const readers: Record<ColumnKind, (text: string) => unknown> = {
  text: (text) => text,
  day: (text) => (isDay(text) ? text : undefined),
  instant: (text) => (Number.isNaN(Date.parse(text)) ? undefined : new Date(text)),
  money: (text) => Money.parse(text).fen.toString(),
  area: (text) => Area.parse(text).hundredths.toString(),
  count: (text) => (/^-?\d{1,9}$/.test(text) ? Number(text) : undefined),
};

function valueOf(kind: ColumnKind, text: string, field: string): unknown {
  try {
    const value = readers[kind](text);
    if (value !== undefined) return value;
  } catch {
    // Said below, with the field.
  }
  return wrong(field, `“${text}” is no ${kind}`);
}

interface Order {
  column: string;
  kind: ColumnKind;
  direction: 'asc' | 'desc';
}

function orderOf({ columns }: ListDefinition, sort: string): Order {
  const column = sort.replace(/^-/, '');
  if (!Object.hasOwn(columns, column)) wrong('sort', `sort must be one of ${Object.keys(columns).join(', ')}`);
  return { column, kind: columns[column]![0], direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

/** Where the next page begins: the last row's place in the order. */
function cursorOf(row: Record<string, unknown>, column: string): string {
  return Buffer.from(JSON.stringify([row[column], row.id])).toString('base64url');
}

function beyond(order: Order, after: string): Condition {
  const [value, id] = placeOf(after);
  return { sql: `(${placeSql(order)}, q.id) ${order.direction === 'asc' ? '>' : '<'} (?, ?)`, params: [value, id] };
}

/** Moments are told to the millisecond, and so are compared to it. */
function placeSql({ column, kind }: Order): string {
  return kind === 'instant' ? `date_trunc('milliseconds', q."${column}")` : `q."${column}"`;
}

function placeOf(after: string): [unknown, string] {
  try {
    const [value, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [unknown, string];
    if (isId(id) && ['string', 'number'].includes(typeof value)) return [value, id];
  } catch {
    // Said below.
  }
  return wrong('after', 'must be `next` of an earlier page');
}

function itemOf(row: Record<string, unknown>, { columns }: ListDefinition): object {
  const shown = Object.entries(columns).map(([name, [kind]]) => [name, shownAs(kind, row[name])]);
  return { id: row.id, ...Object.fromEntries(shown) };
}

function shownAs(kind: ColumnKind, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'money') return Money.fen(BigInt(value as string)).toString();
  if (kind === 'area') return Area.hundredths(BigInt(value as string)).toString();
  if (kind === 'instant') return new Date(value as string).toISOString();
  if (kind === 'day') return value instanceof Date ? dayOf(value) : value;
  return value;
}

function wrong(field: string, message: string): never {
  throw new InvalidInput([{ field, check: 'isList', message }]);
}

function sqlOf(where: Condition[]): string {
  return where.map(({ sql }) => sql).join(' and ');
}

function paramsOf(where: Condition[]): unknown[] {
  return where.flatMap(({ params }) => params);
}
