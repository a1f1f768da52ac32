import { defineEntity, p } from '@mikro-orm/postgresql';

const teamSchema = defineEntity({
  name: 'Team',
  tableName: 'team',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    name: p.string(),
  },
});

/** A sales team of a project (CRM-5). */
export class Team extends teamSchema.class {}
teamSchema.setClass(Team);

const schema = defineEntity({
  name: 'TeamMember',
  tableName: 'team_member',
  properties: {
    id: p.uuid().primary(),
    teamId: p.uuid(),
    projectId: p.uuid(),
    personId: p.uuid(),
    name: p.string(),
    /** First and last day on which their results are the team's. */
    from: p.string().fieldName('from_day'),
    until: p.string().fieldName('until_day').nullable(),
  },
});

/** Who is in a team from when until when (CRM-5): in one of a project at a time. */
export class TeamMember extends schema.class {}
schema.setClass(TeamMember);
