import { DefineTemplate } from '#contracts/sales-contracts.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { keptClauses } from '../entities/agreed.js';
import { PaperTemplate } from '../entities/paper.js';
import { Project } from '../entities/project.js';
import { refuseSample } from '../rules/paper.js';

/** Samples of papers 套打样本, a version after the other (CON-7, §3.1.3). */
@Controller()
export class TemplateCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefineTemplate)
  define(asked: Asked<DefineTemplate>) {
    const { projectId, paper, title, blocks, clauses } = asked.payload;
    mayTouch(asked.actor, { projectId });
    refuseSample(paper, blocks);
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const version = (await em.count(PaperTemplate, { projectId, paper })) + 1;
      const kept = { title, blocks: blocks.map((block) => ({ ...block })), byId: actor.id, at };
      const about = { id: newId(), projectId, paper, version };
      em.create(PaperTemplate, { ...about, ...kept, clauses: clauses ? keptClauses(clauses) : null });
      return { templateId: about.id, paper, version };
    });
  }
}
