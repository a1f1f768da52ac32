import { tellings } from '#contracts/catalogue.js';
import { nameOf, type Telling } from '#contracts/message.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Deal, DealContract } from '../entities/deal.js';
import { DossierEntry } from '../entities/dossier.js';
import { type ContractRow, type DealRow, joinContract, joinDeal, partsOf } from '../rules/deal-fold.js';

/**
 * Everything that anybody tells: into the dossier of its unit, and into the deal that it says something about.
 * These tables are what the events say and nothing else, so they are written past the audit; the inbox is their record.
 */
@Injectable()
export class EventReactions {
  @Hears(...tellings)
  async happened(heard: Heard<object>, { em }: Work) {
    const name = nameOf(heard.event.constructor as unknown as Telling);
    await enter(em, name, heard);
    const { deal, contract } = partsOf({ ...heard, name });
    if (deal) {
      const row = await locked(em, Deal, deal[0]);
      await em.nativeUpdate(Deal, { id: row.id }, joinDeal(row as DealRow, deal[1]));
    }
    if (contract) {
      const row = await locked(em, DealContract, contract[0]);
      await em.nativeUpdate(DealContract, { id: row.id }, joinContract(row as ContractRow, contract[1]));
    }
  }
}

async function enter(em: EntityManager, name: string, heard: Heard<object>): Promise<void> {
  const facts = JSON.parse(JSON.stringify(heard.event)) as Record<string, string>;
  const { unitId, projectId } = facts;
  if (!unitId || !projectId) return;
  const { id, at, sequence, actor, trace } = heard;
  const service = name.split('.')[0]!;
  const entry = { id, unitId, projectId, at, sequence, service, event: name, byName: actor.name, trace, facts };
  await em.insert(DossierEntry, entry);
}

/** The row, which is made when this is the first that is heard of it, for this transaction alone. */
async function locked<Row extends Deal | DealContract>(
  em: EntityManager,
  entity: new () => Row,
  id: string,
): Promise<Row> {
  const table = em.getMetadata().get(entity).tableName;
  await em.execute(`insert into ${table} (id) values (?) on conflict do nothing`, [id]);
  return em.findOneOrFail(entity, id as never, { lockMode: LockMode.PESSIMISTIC_WRITE }) as Promise<Row>;
}
