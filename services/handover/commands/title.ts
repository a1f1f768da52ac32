import { ApplyTitle, CertificateCollected, CollectCertificate } from '#contracts/handover.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Project } from '../entities/project.js';
import { Settlement } from '../entities/settlement.js';
import { TitleApplication } from '../entities/title.js';
import { refuseUnlessHappened } from '../rules/handover.js';
import { refuseUnlessAppliable, refuseUnlessCollectable } from '../rules/title.js';

@Controller()
export class TitleCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ApplyTitle)
  apply(asked: Asked<ApplyTitle>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, deadlines }) => {
      const { id: contractId, projectId, invoiceConfirmedAt } = await em.findOneOrFail(Handover, payload.contractId);
      mayTouch(actor, { projectId });
      const settlement = await em.findOne(Settlement, { contractId });
      const earlier = (await latestTitle(em, contractId))?.state;
      refuseUnlessAppliable({ invoiceConfirmedAt, settlementPaidAt: settlement?.paidAt, earlier });
      const project = await em.findOneOrFail(Project, projectId);
      const facts = { contractId, projectId, papers: payload.papers, appliedAt: at, appliedById: actor.id };
      const title = em.create(TitleApplication, { id: newId(), state: 'applying', ...facts });
      deadlines.set('TIT-4.submit', title.id, deadlineFor('TIT-4.submit', at, project.deadlines));
      return { contractId, state: title.state };
    });
  }

  @Answers(CollectCertificate)
  collect(asked: Asked<CollectCertificate>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { id: contractId, projectId, unitId } = await em.findOneOrFail(Handover, payload.contractId);
      mayTouch(actor, { projectId });
      const title = await latestTitle(em, contractId);
      refuseUnlessCollectable(title?.state);
      const { collectedOn, collectedBy } = payload;
      refuseUnlessHappened(collectedOn, dayOf(at), title!.issuedOn);
      Object.assign(title!, { state: 'collected', collectedOn, collectedBy, collectedById: actor.id });
      tell(Object.assign(new CertificateCollected(), { unitId, contractId, projectId, collectedOn }));
      return { contractId, state: title!.state };
    });
  }
}

function latestTitle(em: EntityManager, contractId: string): Promise<TitleApplication | null> {
  return em.findOne(TitleApplication, { contractId }, { orderBy: { id: 'desc' } });
}
