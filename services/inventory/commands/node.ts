import { NodePlanned, NodeReached, PlanNode, ReachNode } from '#contracts/inventory-terms.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { ConstructionNode } from '../entities/node.js';
import { nodeState, refuseUnlessPlannable, refuseUnlessReachable } from '../rules/node.js';

@Controller()
export class NodeCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Set up with the building, by whoever sets units up; planned anew while it is not reached (INV-6). */
  @Answers(PlanNode)
  plan(asked: Asked<PlanNode>) {
    const { buildingId, code, name, plannedOn, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, tell }) => {
      const building = await em.findOneOrFail(Building, buildingId, { lockMode: LockMode.PESSIMISTIC_READ });
      mayTouch(asked.actor, building);
      const known = await em.findOne(ConstructionNode, { buildingId, code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (known) refuseUnlessPlannable(known, reason);
      const terms = { name, plannedOn, plannedBy: actor.id, changedFor: reason };
      const { projectId } = building;
      const node = known
        ? Object.assign(known, terms)
        : em.create(ConstructionNode, { ...terms, id: newId(), projectId, buildingId, code });
      tell(Object.assign(new NodePlanned(), { nodeId: node.id, buildingId, projectId, code, name, plannedOn }));
      return { nodeId: node.id, state: nodeState(node) };
    });
  }

  /** Recorded like a permit: an official fact with its paper, on which money falls due (INV-6). */
  @Answers(ReachNode)
  reach(asked: Asked<ReachNode>) {
    const { nodeId, reachedOn, proof, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at, tell }) => {
      const node = await em.findOneOrFail(ConstructionNode, nodeId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, node);
      refuseUnlessReachable(node, { reachedOn, reason }, dayOf(at));
      Object.assign(node, { reachedOn, proof, reachedBy: actor.id, changedFor: reason ?? node.changedFor });
      const { buildingId, projectId, code } = node;
      tell(Object.assign(new NodeReached(), { nodeId, buildingId, projectId, code, reachedOn, proof }));
      return { nodeId, state: nodeState(node) };
    });
  }
}
