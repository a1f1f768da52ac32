import { ChangePolicy, PolicyChanged } from '#contracts/inventory-policy.js';
import { OpenProject, ProjectOpened } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { refuseUnlessUsable } from '../rules/set-up.js';

@Controller()
export class ProjectCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A new project is opened by somebody whose right reaches every project, not just those that exist (ALL-5). */
  @Answers(OpenProject)
  open(asked: Asked<OpenProject>) {
    const { payload, actor, at } = asked;
    const { code, name, policy } = payload;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const projectId = newId();
      mayTouch(actor, { projectId });
      refuseUnlessUsable(policy);
      if (await em.count(Project, { code })) refuse('INV-1.project-exists', { code });
      const { deposit, deadlines = {}, reservations } = policy;
      const own = { deposit, deadlines, reservations };
      em.create(Project, { id: projectId, code, name, ...own, openedBy: actor.id, openedAt: at });
      tell(Object.assign(new ProjectOpened(), { projectId, code, name, policy }));
      return { projectId };
    });
  }

  /** What runs already keeps its length (ALL-6). */
  @Answers(ChangePolicy)
  change(asked: Asked<ChangePolicy>) {
    const { projectId, policy, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const project = await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, { projectId });
      refuseUnlessUsable(policy);
      const { deposit, deadlines = {}, reservations } = policy;
      Object.assign(project, { deposit, deadlines, ...(reservations && { reservations }) });
      tell(Object.assign(new PolicyChanged(), { projectId, policy, reason }));
      return { projectId };
    });
  }
}
