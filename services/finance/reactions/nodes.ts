import { NodePlanned, NodeReached } from '#contracts/inventory-terms.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ConstructionNode, moveDueDays } from '../entities/node.js';

/** What inventory tells of construction nodes moves what is due after them (INV-6, FIN-1). */
@Injectable()
export class NodeReactions {
  @Hears(NodePlanned)
  async planned({ event: { nodeId: id, plannedOn } }: Heard<NodePlanned>, { em }: Work) {
    const known = await em.findOne(ConstructionNode, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const node = known ? Object.assign(known, { plannedOn }) : em.create(ConstructionNode, { id, plannedOn });
    await moveDueDays(em, node);
  }

  @Hears(NodeReached)
  async reached({ event: { nodeId, reachedOn } }: Heard<NodeReached>, { em }: Work) {
    const node = await em.findOneOrFail(ConstructionNode, nodeId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    node.reachedOn = reachedOn;
    await moveDueDays(em, node);
  }
}
