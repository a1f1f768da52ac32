import { AddTeamMember, CreateTeam, EndTeamMembership, Teams } from '#contracts/sales-targets.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let teamId: string;

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const create = (payload: object, by: Person = cast.li) =>
  sales.service.ask(CreateTeam, { projectId: project, ...payload }, [by, 'target.set']);
const member = (payload: object, by: Person = cast.li) => {
  const asked = { teamId, personId: cast.zhao.id, name: '赵', from: '2026-01-01', ...payload };
  return sales.service.ask(AddTeamMember, asked, [by, 'target.set']);
};
const leaves = (payload: object) => {
  const asked = { teamId, personId: cast.zhao.id, until: today, reason: '调组', ...payload };
  return sales.service.ask(EndTeamMembership, asked, [cast.li, 'target.set']);
};

beforeAll(async () => {
  sales = await SalesInTest.begin();
  ({ teamId } = await create({ name: '一组' }));
  await member({});
});
afterAll(() => sales.service.close());

describe('CRM-5 teams', () => {
  it('CRM-5 somebody is in one team of a project at a time, whoever asks at once', async () => {
    const person = { personId: cast.zhou.id, name: '周', from: today };
    const outcomes = await Promise.allSettled([member(person), member(person)]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => reason)).toEqual([expect.objectContaining({ code: 'CRM-5.in-a-team' })]);
    await expect(leaves({ personId: cast.zhou.id, until: '2020-01-01' })).rejects.toMatchObject({
      code: 'CRM-5.until-before-from',
    });
    await leaves({ personId: cast.zhou.id });
    await expect(leaves({ personId: cast.zhou.id })).rejects.toMatchObject({ code: 'CRM-5.not-a-member' });
    await expect(member(person)).rejects.toMatchObject({ code: 'CRM-5.in-a-team' });
    const [team] = (await sales.service.ask(Teams, { projectId: project }, [cast.zhao, 'report.sales'])).items;
    expect(team).toMatchObject({ teamId, name: '一组', members: [{ name: '赵' }, { name: '周', until: today }] });
  });

  it('CRM-5 the database itself refuses a second team at a time, and another past', async () => {
    const insert = `insert into team_member (id, team_id, project_id, person_id, name, from_day, until_day)
      values (gen_random_uuid(), gen_random_uuid(), ?, ?, '赵', ?, ?)`;
    const overlapping = sales.service.rows(insert, [project, cast.zhao.id, '2020-01-01', today]);
    await expect(overlapping).rejects.toThrow(/in one team at a time/);
    const moved = `update team_member set from_day = '2020-01-01' where person_id = ?`;
    await expect(sales.service.rows(moved, [cast.zhao.id])).rejects.toThrow(/a membership that was stands/);
  });

  it('ALL-5 are made by who sets targets, in their project', async () => {
    await expect(create({ name: '二组' }, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(member({}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(create({ projectId: idOf('x'), name: '二组' })).rejects.toMatchObject({
      code: 'ALL.unknown',
    });
  });
});
