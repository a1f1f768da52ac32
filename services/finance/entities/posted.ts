import { Money } from '#kernel/money.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PostedLine } from '../rules/voucher.js';

/** An entry's columns for `Posted`, where `e`, `v`, `d` and `r` are joined as below. */
const columns = `
  e.id as "entryId", e.day, v.month, v.number, e.deal_id as "dealId", d.unit_code as "unitCode", e.cause,
  e.document_kind as "documentKind", e.document_id as "documentId", r.number as receipt, e.cause_id as "causeId",
  e.project_id as "projectId", e.posted_at as "postedAt", l.id as "lineId", l.account, l.debit, l.credit`;

const joined = `
  join voucher v on v.entry_id = e.id left join deal d on d.id = e.deal_id left join receipt r on r.id = e.document_id`;

interface LineFound extends PostedLine {
  lineId: string;
  projectId: string;
  postedAt: Date;
}

/** The lines of one entry, debits first. */
export function linesOfEntry(em: EntityManager, entryId: string): Promise<LineFound[]> {
  const sql = `select ${columns} from journal_entry e join journal_line l on l.entry_id = e.id ${joined}
    where e.id = ? order by l.credit, l.account`;
  return found(em, sql, [entryId]);
}

/** Days of a project, both included; '' is before all. */
export interface Period {
  projectId: string;
  from: string;
  on: string;
}

/** The lines of one account in a period after a place in it, by day and id. */
export function linesOfAccount(
  em: EntityManager,
  { projectId, from, on }: Period,
  { account, after, limit }: { account: string; after?: [day: string, lineId: string]; limit: number },
): Promise<LineFound[]> {
  const sql = `select ${columns}
    from (select * from journal_line where project_id = ? and account = ? and day between ? and ?
      ${after ? 'and (day, id) > (?, ?)' : ''} order by day, id limit ?) l
    join journal_entry e on e.id = l.entry_id ${joined} order by l.day, l.id`;
  return found(em, sql, [projectId, account, from, on, ...(after ?? []), limit]);
}

/** All vouchers of a period, in the order of their numbers, debits first. */
export function linesOfPeriod(em: EntityManager, { projectId, from, on }: Period): Promise<LineFound[]> {
  const sql = `select ${columns} from journal_entry e join journal_line l on l.entry_id = e.id ${joined}
    where e.project_id = ? and e.day between ? and ? order by v.month, v.number, l.credit, l.account`;
  return found(em, sql, [projectId, from, on]);
}

async function found(em: EntityManager, sql: string, params: unknown[]): Promise<LineFound[]> {
  const rows = await em.execute<Raw[]>(sql, params);
  const money = (fen: string) => Money.fen(BigInt(fen));
  return rows.map(({ debit, credit, ...row }) => ({ ...row, debit: money(debit), credit: money(credit) }));
}

type Raw = Omit<LineFound, 'debit' | 'credit'> & { debit: string; credit: string };

/** Debits less credits of an account before a period, and what was posted in it, in fen; from the totals of days. */
export async function sumsOfAccount(em: EntityManager, { projectId, from, on }: Period, account: string) {
  const [row] = await em.execute<[Record<'before' | 'debit' | 'credit', string>]>(
    `select coalesce(sum(debit - credit) filter (where day < ?), 0)::text as before,
       coalesce(sum(debit) filter (where day >= ?), 0)::text as debit,
       coalesce(sum(credit) filter (where day >= ?), 0)::text as credit
     from ledger_day where project_id = ? and account = ? and day <= ?`,
    [from, from, from, projectId, account, on],
  );
  return { before: BigInt(row.before), debit: BigInt(row.debit), credit: BigInt(row.credit) };
}

/** Debits less credits of the account up to and with this line: the days before, and its own day's lines until it. */
export async function balanceAt(
  em: EntityManager,
  projectId: string,
  account: string,
  [day, lineId]: [string, string],
) {
  const [row] = await em.execute<[{ left: string }]>(
    `select ((select coalesce(sum(debit - credit), 0) from ledger_day where project_id = ? and account = ? and day < ?)
       + (select coalesce(sum(debit - credit), 0) from journal_line
          where project_id = ? and account = ? and day = ? and id <= ?))::text as left`,
    [projectId, account, day, projectId, account, day, lineId],
  );
  return BigInt(row.left);
}
