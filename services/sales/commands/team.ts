import { AddTeamMember, CreateTeam, EndTeamMembership } from '#contracts/sales-targets.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { Team, TeamMember } from '../entities/team.js';
import { membershipEnd } from '../rules/team.js';

/** Teams are made by who sets their targets: target.set (CRM-5). */
@Controller()
export class TeamCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(CreateTeam)
  create(asked: Asked<CreateTeam>) {
    const { projectId, name } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(asked.actor, { projectId });
      const { id: teamId } = em.create(Team, { id: newId(), projectId, name });
      return { teamId };
    });
  }

  /** The unique index decides between two at once: the later one is tried again, and then finds the first. */
  @Answers(AddTeamMember)
  add(asked: Asked<AddTeamMember>) {
    const { teamId, personId, name, from } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { projectId } = await teamOf(em, asked, teamId);
      const $or = [{ until: null }, { until: { $gte: from } }];
      const other = await em.findOne(TeamMember, { projectId, personId, $or });
      if (other) refuse('CRM-5.in-a-team', { from: other.from });
      em.create(TeamMember, { id: newId(), teamId, projectId, personId, name, from });
      return { teamId, personId };
    });
  }

  @Answers(EndTeamMembership)
  end(asked: Asked<EndTeamMembership>) {
    const { teamId, personId, until } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      await teamOf(em, asked, teamId);
      const membership = await em.findOne(TeamMember, { teamId, personId, until: null });
      const end = membershipEnd(membership, until);
      Object.assign(membership!, end);
      return { teamId, personId };
    });
  }
}

async function teamOf(em: EntityManager, { actor }: Asked<object>, teamId: string): Promise<Team> {
  const team = await em.findOneOrFail(Team, teamId);
  mayTouch(actor, { projectId: team.projectId });
  return team;
}
