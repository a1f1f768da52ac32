import type { FinanceSettings } from '#contracts/finance-settings.js';
import { PolicyChanged } from '#contracts/inventory-policy.js';
import { ProjectOpened } from '#contracts/inventory.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Project } from '../entities/project.js';

@Injectable()
export class InventoryReactions {
  @Hears(ProjectOpened)
  async projectOpened({ event }: Heard<ProjectOpened>, { em }: Work) {
    const { projectId: id, code, name, policy } = event;
    em.create(Project, { id, code, name, deadlines: policy.deadlines ?? {}, settings: kept(policy.finance) });
  }

  @Hears(PolicyChanged)
  async policyChanged({ event }: Heard<PolicyChanged>, { em }: Work) {
    const project = await em.findOneOrFail(Project, event.projectId);
    const { deadlines = {}, finance } = event.policy;
    Object.assign(project, { deadlines, settings: kept(finance) });
  }
}

/** Exact amounts as decimal texts, as JSON keeps them. */
function kept(settings: FinanceSettings = {}): object {
  return JSON.parse(JSON.stringify(settings)) as object;
}
