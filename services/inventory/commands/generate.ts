import { GenerateBuilding } from '#contracts/inventory-imports.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { Project } from '../entities/project.js';
import { enterUnits } from '../entities/unit-rows.js';
import { refuseUnlessFree } from '../rules/set-up.js';
import { generatedUnits } from '../rules/template.js';

@Controller()
export class GenerateCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A new building, all of whose units come from a template (INV-1). */
  @Answers(GenerateBuilding)
  generate(asked: Asked<GenerateBuilding>) {
    const { payload, actor } = asked;
    const { projectId, code, name, phase = null } = payload;
    return this.unitOfWork.run(asked, async ({ em, audited }) => {
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      if (await em.count(Building, { projectId, code })) refuse('INV-1.building-exists', { building: code });
      const units = generatedUnits(payload);
      refuseUnlessFree(units, await em.execute(taken, [projectId, `${code}-`]));
      const buildingId = newId();
      em.create(Building, { id: buildingId, projectId, code, name, phase, state: 'drafting' });
      await em.flush();
      const placed = units.map((unit) => ({ ...unit, buildingId }));
      await enterUnits(em, projectId, placed, audited);
      return { buildingId, state: 'drafting' as const, units: units.length };
    });
  }
}

const taken = 'select code from unit where project_id = ? and removed_at is null and starts_with(code, ?)';
