import { PolicyChanged } from '#contracts/inventory-policy.js';
import { ProjectOpened } from '#contracts/inventory.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Project } from '../entities/project.js';

/** What inventory tells: a project's own lengths of deadlines. */
@Injectable()
export class InventoryReactions {
  @Hears(ProjectOpened)
  async projectOpened({ event }: Heard<ProjectOpened>, { em }: Work) {
    em.create(Project, { id: event.projectId, deadlines: event.policy.deadlines ?? {} });
  }

  @Hears(PolicyChanged)
  async policyChanged({ event }: Heard<PolicyChanged>, { em }: Work) {
    const project = await em.findOneOrFail(Project, event.projectId);
    project.deadlines = event.policy.deadlines ?? {};
  }
}
