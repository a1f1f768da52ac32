import { CheckPapers, MortgageAdvanced, TakeInPapers } from '#contracts/mortgage.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { TakenPaper } from '../entities/paper.js';
import { Project } from '../entities/project.js';
import { listed, missingPapers, refuseUnlessComplete } from '../rules/checklist.js';
import { after, refuseUnlessCollecting, toldOf } from '../rules/steps.js';

@Controller()
export class PaperCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Papers come in one by one or together; with the last one that is required the application goes to the clerk. */
  @Answers(TakeInPapers)
  takeIn(asked: Asked<TakeInPapers>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application, lengths, papers } = await loaded(em, payload.applicationId);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      refuseUnlessCollecting(application.state);
      const taken = takeIn(em, { application, papers }, asked);
      Object.assign(application, { takenInById: actor.id, takenInAt: at, checkedById: null, checkedAt: null });
      if (application.state !== 'collected' && missingPapers(taken).length === 0) {
        Object.assign(application, after(application, 'papers-complete', at, { lengths }));
        tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      }
      return { applicationId: application.id, state: application.state };
    });
  }

  @Answers(CheckPapers)
  check(asked: Asked<CheckPapers>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application, lengths, papers } = await loaded(em, payload.applicationId);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      separate(actor, { 'mortgage.intake': papers.map((paper) => paper.takenInById) });
      const passes = payload.decision === 'pass';
      if (passes) refuseUnlessComplete(papers.map((paper) => paper.code));
      else if (!payload.reason) refuse('MOR-2.reason-missing', { unit: application.unitCode });
      const how = { lengths, reason: payload.reason };
      Object.assign(application, after(application, passes ? 'papers-passed' : 'papers-returned', at, how));
      Object.assign(application, passes ? { checkedById: actor.id, checkedAt: at } : {});
      tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      return { applicationId: application.id, state: application.state };
    });
  }
}

async function loaded(em: EntityManager, id: string) {
  const application = await em.findOneOrFail(Application, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const project = await em.findOneOrFail(Project, application.projectId);
  const papers = await em.find(TakenPaper, { applicationId: id });
  return { application, lengths: project.deadlines, papers };
}

/** Keeps each paper with who took it in last; the codes of all that are in. */
function takeIn(
  em: EntityManager,
  { application, papers }: { application: Application; papers: TakenPaper[] },
  { payload, actor, at }: Asked<TakeInPapers>,
): string[] {
  const copies = new Map(payload.papers.map((paper) => [paper.code, paper.copies]));
  for (const code of listed([...copies.keys()])) {
    const now = { copies: copies.get(code)!, takenInById: actor.id, takenInAt: at };
    const there = papers.find((paper) => paper.code === code);
    if (there) Object.assign(there, now);
    else em.create(TakenPaper, { id: newId(), applicationId: application.id, code, ...now });
  }
  return [...papers.map((paper) => paper.code), ...copies.keys()];
}
