import { paperKinds, Templates, type PaperKind } from '#contracts/sales-contracts.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { clausesAgreed } from '../entities/agreed.js';
import { PaperTemplate } from '../entities/paper.js';
import { Project } from '../entities/project.js';
import { defaultTemplates } from '../rules/default-templates.js';
import { placeholders } from '../rules/paper.js';

@Controller()
export class TemplateQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Templates)
  templates({ payload: { projectId }, actor }: Asked<Templates>) {
    mayTouch(actor, { projectId, ownerId: actor.id });
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const own = await em.find(PaperTemplate, { projectId }, { orderBy: { version: 'desc' } });
      return {
        items: paperKinds.map((paper) =>
          sheetOf(
            paper,
            own.find((one) => one.paper === paper),
          ),
        ),
      };
    });
  }
}

function sheetOf(paper: PaperKind, own?: PaperTemplate) {
  const { title, blocks } = own ?? defaultTemplates[paper];
  const clauses = own?.clauses ? clausesAgreed(own.clauses) : undefined;
  return { paper, version: own?.version ?? 0, title, blocks, clauses, placeholders: placeholders[paper] };
}
