import { SignSupplement, SupplementSigned } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { lockedContract } from '../entities/contract.js';
import { Settlement, Supplement } from '../entities/supplement.js';
import { supplementTerms } from '../rules/supplement.js';

@Controller()
export class SupplementCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SignSupplement)
  sign(asked: Asked<SignSupplement>) {
    const { contractId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, actor, at }) => {
      const contract = await lockedContract(em, contractId);
      mayTouch(asked.actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      const { number, unitId, subscriptionId, projectId } = contract;
      if (await em.findOne(Supplement, { contractId })) refuse('CON-7.signed-already', { number });
      const settlement = await em.findOne(Settlement, { contractId }, { orderBy: { settledAt: 'desc' } });
      const terms = supplementTerms(contract, settlement);
      const [id, settlementId] = [newId(), settlement!.id];
      em.create(Supplement, { id, contractId, settlementId, ...terms, signedById: actor.id, signedAt: at });
      const ids = { unitId, contractId, subscriptionId, projectId, supplementId: id, settlementId };
      tell(Object.assign(new SupplementSigned(), ids, terms));
      return { supplementId: id, newPrice: terms.newPrice, difference: terms.difference };
    });
  }
}
