import {
  CheckHandover,
  GiveNotice,
  HandKeys,
  type HandoverAnswer,
  HandoverNoticeGiven,
  RecordInspection,
  RequestHandover,
  UnitHandedOver,
} from '#contracts/handover.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { dayOf, startOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Controller } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Defect, Inspection } from '../entities/inspection.js';
import { Project } from '../entities/project.js';
import { refuseUnlessHappened, refuseUnlessNoticed, stateAfter, type Step } from '../rules/handover.js';

@Controller()
export class HandoverCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestHandover)
  request(asked: Asked<RequestHandover>) {
    return this.take('request', asked, async (handover) => {
      Object.assign(handover, { requestedAt: asked.at, requestedById: asked.actor.id });
    });
  }

  @Answers(GiveNotice)
  giveNotice(asked: Asked<GiveNotice>) {
    const { payload, actor, at } = asked;
    return this.take('notice', asked, async (handover, { tell }) => {
      const { noticeOn, proof: noticeProof } = payload;
      refuseUnlessHappened(noticeOn, dayOf(at));
      Object.assign(handover, { noticeOn, noticeProof, noticeById: actor.id });
      tell(Object.assign(new HandoverNoticeGiven(), { ...idsOf(handover), noticeOn }));
    });
  }

  @Answers(RecordInspection)
  recordInspection(asked: Asked<RecordInspection>) {
    const { payload, actor, at } = asked;
    return this.take('inspection', asked, async (handover, { em }) => {
      const { inspectedOn, items } = payload;
      refuseUnlessHappened(inspectedOn, dayOf(at), handover.inspectedOn ?? handover.noticeOn);
      Object.assign(handover, { inspectedOn, inspectedById: actor.id });
      const kept = items.map(({ item, passed, note }) => ({ item, passed, ...(note ? { note } : {}) }));
      const who = { byId: actor.id, recordedAt: at };
      em.create(Inspection, { id: newId(), contractId: handover.id, inspectedOn, items: kept, ...who });
      await keepDefects(handover, payload, { em });
    });
  }

  @Answers(HandKeys)
  handKeys(asked: Asked<HandKeys>) {
    const { payload, actor, at } = asked;
    return this.take('keys', asked, async (handover, { em }) => {
      const { handedOn, keys, signedForBy } = payload;
      const { deadlines } = await em.findOneOrFail(Project, handover.projectId);
      refuseUnlessHappened(handedOn, dayOf(at), handover.inspectedOn);
      refuseUnlessNoticed(handedOn, handover.noticeOn!, deadlines);
      Object.assign(handover, { handedOn, keys, signedForBy, handedById: actor.id });
    });
  }

  @Answers(CheckHandover)
  check(asked: Asked<CheckHandover>) {
    const { actor, at } = asked;
    return this.take('check', asked, async (handover, { em, tell }) => {
      const { id: contractId, noticeById, handedById, handedOn } = handover;
      const inspections = await em.find(Inspection, { contractId });
      separate(actor, { 'handover.do': [noticeById!, handedById!, ...inspections.map(({ byId }) => byId)] });
      Object.assign(handover, { checkedAt: at, checkedById: actor.id });
      tell(Object.assign(new UnitHandedOver(), { ...idsOf(handover), handedOn }));
    });
  }

  /** One step of the handover: in scope, in its order, and then what the step itself asks for. */
  private take(
    step: Step,
    asked: Asked<{ contractId: string }>,
    act: (handover: Handover, work: Work) => Promise<void>,
  ): Promise<HandoverAnswer> {
    return this.unitOfWork.run(asked, async (work) => {
      const handover = await work.em.findOneOrFail(Handover, asked.payload.contractId);
      mayTouch(asked.actor, { projectId: handover.projectId, ownerId: handover.consultantId });
      // Cleared no more, it waits again, however far it was (FIN-4).
      const state = stateAfter(handover.unclearedAt ? 'waiting' : handover.state, step);
      await act(handover, work);
      handover.state = state;
      return { contractId: handover.id, state };
    });
  }
}

/** What did not pass is a defect to repair in time; what passes now and did not before is repaired (HAN-2). */
async function keepDefects(
  { id: contractId, projectId }: Handover,
  { inspectedOn, items }: RecordInspection,
  { em }: Pick<Work, 'em'>,
): Promise<void> {
  const { deadlines } = await em.findOneOrFail(Project, projectId);
  const open = await em.find(Defect, { contractId, repairedOn: null });
  const repairBy = deadlineFor('HAN-2.repair', startOf(inspectedOn), deadlines);
  for (const { item, passed, note } of items) {
    const known = open.find((defect) => defect.item === item);
    if (passed && known) known.repairedOn = inspectedOn;
    if (!passed && !known) em.create(Defect, { id: newId(), contractId, item, note, foundOn: inspectedOn, repairBy });
  }
}

function idsOf({ id: contractId, unitId, projectId }: Handover) {
  return { unitId, contractId, projectId };
}
