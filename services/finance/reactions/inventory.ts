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
    em.create(Project, { id, code, name, deadlines: policy.deadlines ?? {} });
  }
}
