import { TitleIssued } from '#contracts/handover.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Project } from '../entities/project.js';
import { TitleApplication } from '../entities/title.js';
import { Registry } from '../ports/registry.js';
import { titleOutcome, type Standing, type TitleOutcome } from '../rules/title.js';

/** What time makes happen: titles go to the registry, and what it decided is fetched from there (TIT-4). */
@Injectable()
export class HandoverClock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly registry: Registry,
  ) {}

  @WhenDue('TIT-4.submit', { outside: true })
  async submit(due: Due) {
    const papers = await this.unitOfWork.read(async (em) => {
      const title = await em.findOneOrFail(TitleApplication, due.about);
      const { unitCode: unit } = await em.findOneOrFail(Handover, title.contractId);
      return { reference: title.id, unit, papers: title.papers };
    });
    const registryReference = await this.registry.file(papers);
    await this.clock.settle(due, async (work) => {
      const title = await work.em.findOneOrFail(TitleApplication, due.about);
      Object.assign(title, { state: 'submitted', submittedAt: work.at, registryReference });
      await askLater(title, work);
    });
  }

  @WhenDue('TIT-4.query', { outside: true })
  async query(due: Due) {
    const standing: Standing = await this.registry.standing(due.about);
    await this.clock.settle(due, async (work) => {
      const title = await work.em.findOneOrFail(TitleApplication, due.about);
      const outcome = titleOutcome(standing);
      if (outcome) await conclude(title, outcome, work);
      else await askLater(title, work);
    });
  }
}

async function askLater(title: TitleApplication, { em, at, deadlines }: Work): Promise<void> {
  const project = await em.findOneOrFail(Project, title.projectId);
  deadlines.set('TIT-4.query', title.id, deadlineFor('TIT-4.query', at, project.deadlines));
}

async function conclude(title: TitleApplication, outcome: TitleOutcome, { em, tell }: Work): Promise<void> {
  Object.assign(title, outcome);
  if (outcome.state === 'refused') return;
  const { id: contractId, unitId, projectId } = await em.findOneOrFail(Handover, title.contractId);
  const { certificateNumber, issuedOn } = outcome;
  tell(Object.assign(new TitleIssued(), { unitId, contractId, projectId, certificateNumber, issuedOn }));
}
