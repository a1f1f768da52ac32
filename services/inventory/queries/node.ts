import { Nodes } from '#contracts/inventory-terms.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { ConstructionNode } from '../entities/node.js';
import { nodeState } from '../rules/node.js';

@Controller()
export class NodeQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Nodes)
  nodes({ payload: { buildingId }, actor }: Asked<Nodes>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, await em.findOneOrFail(Building, buildingId));
      const orderBy = { plannedOn: 'asc', code: 'asc' } as const;
      const found = await em.find(ConstructionNode, { buildingId }, { orderBy, limit: 200 });
      const items = found.map((node) => {
        const { id: nodeId, code, name, plannedOn, reachedOn, proof } = node;
        const reached = reachedOn && proof ? { reachedOn, proof } : {};
        return { nodeId, code, name, plannedOn, state: nodeState(node), ...reached };
      });
      return { items };
    });
  }
}
