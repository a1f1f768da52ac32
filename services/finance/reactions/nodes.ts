import { NodePlanned, NodeReached } from '#contracts/inventory-terms.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ConstructionNode, moveDueDays } from '../entities/node.js';
import { waitingFor } from '../entities/supervision-plan.js';
import { releasable } from '../rules/funds.js';

/**
 * What inventory tells of construction nodes moves what is due after them (INV-6, FIN-1), and what has to stay in
 * supervised accounts (FIN-12).
 */
@Injectable()
export class NodeReactions {
  @Hears(NodePlanned)
  async planned({ event }: Heard<NodePlanned>, { em }: Work) {
    const { nodeId: id, plannedOn, projectId, buildingId, name } = event;
    const known = await em.findOne(ConstructionNode, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const facts = { plannedOn, projectId, buildingId, name };
    const node = known ? Object.assign(known, facts) : em.create(ConstructionNode, { id, ...facts });
    await moveDueDays(em, node);
  }

  @Hears(NodeReached)
  async reached({ event: { nodeId, reachedOn } }: Heard<NodeReached>, { em }: Work) {
    const node = await em.findOneOrFail(ConstructionNode, nodeId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    node.reachedOn = reachedOn;
    await moveDueDays(em, node);
    for (const { account, terms } of await waitingFor(em, nodeId)) {
      account.heldBack = releasable(account.balance, terms).heldBack;
    }
  }
}
