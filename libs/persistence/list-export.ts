import { namedLists } from '#contracts/lists.js';
import type { ListAsked, ListPage } from '#contracts/named-lists.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import type { Actor } from '#permissions/actor.js';
import { workbookOf, xlsx } from '#printing/workbook.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { readList, type ListTable } from './lists.js';
import type { UnitOfWork } from './unit-of-work.js';
import type { CommandCause } from './work.js';

/** More than anybody works through: what is larger is a bulk export, which is asked for and approved (ALL-9). */
const rowsMax = 5_000;
const pageRows = 200;

/** The list as a workbook that says who took it and when; that it was taken is kept in `list_export` (ALL-7, ALL-9). */
export async function exportList(
  unitOfWork: UnitOfWork,
  asked: CommandCause & { payload: ListAsked; actor: Actor },
  table: ListTable,
) {
  const { payload, actor, at } = asked;
  const pages = await unitOfWork.read((em) => everyPage(em, table, payload, actor));
  const [{ columns }] = pages as [ListPage];
  const items = pages.flatMap((page) => page.items as Record<string, string | number | null>[]);
  const { exportId } = await unitOfWork.run(asked, async ({ em }) => {
    const id = newId();
    const { list, projectId, filter } = payload;
    const facts = [id, list, projectId, filter ?? null, items.length, actor.id, actor.name, at];
    await em.execute(taken, facts);
    return { exportId: id };
  });
  const { zh } = namedLists[payload.list];
  const watermark = `${zh} · ${actor.name} · ${at.toISOString()} · ${exportId}`;
  const numeric = new Set(columns.flatMap(({ kind }, column) => (numbers.has(kind) ? [column] : [])));
  const rows = items.map((item) => columns.map(({ name }) => item[name] ?? null));
  const head = columns.map((column) => column.zh);
  const file = await workbookOf({ name: zh, head, rows, numeric, watermark });
  return { name: `${zh}.xlsx`, type: xlsx, file: file.toString('base64') };
}

const numbers = new Set<string>(['money', 'area', 'count']);

async function everyPage(em: EntityManager, table: ListTable, asked: ListAsked, actor: Actor): Promise<ListPage[]> {
  const pages: ListPage[] = [];
  for (let after: string | undefined; pages.length === 0 || after; after = pages.at(-1)!.next) {
    pages.push(await readList(em, table, { ...asked, limit: pageRows, ...(after ? { after } : {}) }, actor));
    const { count } = pages[0]!;
    if (count > rowsMax) refuse('ALL-7.too-many', { count, rowsMax });
  }
  return pages;
}

const taken = `
  insert into list_export (id, list, project_id, filter, rows, by_id, by_name, at) values (?, ?, ?, ?, ?, ?, ?, ?)`;
