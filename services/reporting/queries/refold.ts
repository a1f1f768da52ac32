import { tellings } from '#contracts/catalogue.js';
import { nameOf } from '#contracts/message.js';
import { parseLoosely } from '#contracts/parse.js';
import { IsolationLevel, type EntityManager } from '@mikro-orm/postgresql';
import { Deal, DealContract } from '../entities/deal.js';
import { DossierEntry } from '../entities/dossier.js';
import { emptyContract, emptyDeal, joinContract, joinDeal, partsOf } from '../rules/deal-fold.js';
import type { ContractRow, DealRow, ToldEvent } from '../rules/deal-fold.js';

/** A row that is not what the events say: what is stored, what they say; null where there is no such row. */
export interface Difference {
  table: string;
  id: string;
  stored: object | null;
  folded: object | null;
}

type Tables = Record<'deal' | 'deal_contract' | 'dossier_entry', Map<string, object>>;

/** Folds every event that was heard and handled anew, and compares with what is stored, as of one moment. */
export function refold(em: EntityManager): Promise<{ rows: number; differences: Difference[] }> {
  const options = { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true };
  return em.fork().transactional(async (snapshot) => {
    const [folded, kept] = [await fold(snapshot), await keptRows(snapshot)];
    const tables = Object.keys(folded) as (keyof Tables)[];
    const differences = tables.flatMap((table) => differing(table, kept[table], folded[table]));
    return { rows: tables.reduce((sum, table) => sum + kept[table].size, 0), differences };
  }, options);
}

async function fold(em: EntityManager): Promise<Tables> {
  const deals = new Map<string, DealRow>();
  const contracts = new Map<string, ContractRow>();
  const entries = new Map<string, object>();
  for await (const { id, ...told } of events(em)) {
    const { unitId, projectId } = told.event as { unitId?: string; projectId?: string };
    if (unitId && projectId) entries.set(id, { unitId, projectId, event: told.name, at: told.at });
    const { deal, contract } = partsOf(told);
    if (deal) deals.set(deal[0], joinDeal(deals.get(deal[0]) ?? emptyDeal(deal[0]), deal[1]));
    if (contract) {
      const row = contracts.get(contract[0]) ?? emptyContract(contract[0]);
      contracts.set(contract[0], joinContract(row, contract[1]));
    }
  }
  return { deal: deals, deal_contract: contracts, dossier_entry: entries };
}

async function keptRows(em: EntityManager): Promise<Tables> {
  const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]));
  const fields = ['id', 'unitId', 'projectId', 'event', 'at'] as const;
  const entries = await em.find(DossierEntry, {}, { fields });
  return {
    deal: byId(await em.find(Deal, {})),
    deal_contract: byId(await em.find(DealContract, {})),
    dossier_entry: new Map(
      entries.map(({ id, unitId, projectId, event, at }) => [id, { unitId, projectId, event, at }]),
    ),
  };
}

interface InboxEvent {
  id: string;
  type: string;
  sequence: string;
  payload: object;
  told_at: string;
}

/** By id, as the order does not matter. What an operator skipped was not handled and does not count. */
async function* events(em: EntityManager): AsyncGenerator<ToldEvent & { id: string }> {
  const known = new Map(tellings.map((telling) => [nameOf(telling), telling]));
  const next = `select id, type, sequence, payload, told_at from inbox
    where id > ? and processed_at is not null and skipped_because is null order by id limit 2000`;
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await em.execute<InboxEvent[]>(next, [last]);
    for (const { id, type, sequence, payload, told_at } of rows) {
      const telling = known.get(type);
      const event = telling && parseLoosely(telling, payload);
      if (event) yield { id, name: type, sequence: Number(sequence), at: new Date(told_at), event };
    }
    if (rows.length === 0) return;
    last = rows.at(-1)!.id;
  }
}

function differing(table: string, kept: Map<string, object>, folded: Map<string, object>): Difference[] {
  return [...new Set([...kept.keys(), ...folded.keys()])].flatMap((id) => {
    const [stored, told] = [kept.get(id) ?? null, folded.get(id) ?? null];
    return written(stored) === written(told) ? [] : [{ table, id, stored, folded: told }];
  });
}

function written(row: object | null): string {
  const plain = JSON.parse(JSON.stringify(row)) as object | null;
  return JSON.stringify(plain && Object.entries(plain).toSorted(([one], [other]) => one.localeCompare(other)));
}
