import { ProjectById, Projects, type ProjectSheet, type SetUpState } from '#contracts/inventory.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Discount } from '../entities/discount.js';
import { linesOf, Plan } from '../entities/plan.js';
import { Project } from '../entities/project.js';

@Controller()
export class ProjectQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Projects)
  projects({ actor }: Asked<Projects>) {
    return this.unitOfWork.read(async (em) => {
      const where = inScope(actor, { project: 'id' });
      const projects = await em.find(Project, where, { orderBy: { code: 'asc' }, limit: 500 });
      return { items: projects.map(rowOf) };
    });
  }

  @Answers(ProjectById)
  project({ payload: { projectId }, actor }: Asked<ProjectById>): Promise<ProjectSheet> {
    return this.unitOfWork.read(async (em) => {
      const project = await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const order = { orderBy: { code: 'asc', id: 'asc' } } as const;
      const [plans, discounts] = [
        await em.find(Plan, { projectId }, order),
        await em.find(Discount, { projectId }, order),
      ];
      return {
        ...rowOf(project),
        policy: policyOf(project),
        buildings: await buildingsOf(em, projectId),
        plans: plans.map(planRowOf),
        discounts: discounts.map(discountRowOf),
      };
    });
  }
}

function policyOf({ deposit, deadlines, reservations }: Project) {
  return { deposit, deadlines, reservations: reservations ?? undefined };
}

function rowOf({ id: projectId, code, name }: Project) {
  return { projectId, code, name };
}

function planRowOf(plan: Plan) {
  const { id: planId, code, name, kind } = plan;
  return { planId, code, name, kind, lines: linesOf(plan), ...endOf(plan) };
}

function discountRowOf({ id: discountId, code, name, order, ...discount }: Discount) {
  const { rate, amount, planKinds, validFrom, validUntil, group, groupRule, layouts } = discount;
  const { minimumPrice, customerKinds, roundTo, roundBy } = discount;
  const terms = { rate, amount, planKinds, validFrom, validUntil, group, groupRule, layouts };
  const said = Object.entries({ ...terms, minimumPrice, customerKinds, roundTo, roundBy });
  const given = Object.fromEntries(said.filter(([, value]) => value !== null));
  return { discountId, code, name, order, ...given, ...endOf(discount) };
}

function endOf({ endedAt, endedFor, supersededBy }: Pick<Plan, 'endedAt' | 'endedFor' | 'supersededBy'>) {
  if (!endedAt || !endedFor) return {};
  return { endedAt, endedFor, ...(supersededBy ? { supersededBy } : {}) };
}

interface BuildingRow {
  buildingId: string;
  code: string;
  name: string;
  state: SetUpState;
  units: number;
  phase?: string;
}

async function buildingsOf(em: EntityManager, projectId: string): Promise<BuildingRow[]> {
  const rows = await em.execute<(Omit<BuildingRow, 'phase'> & { phase: string | null })[]>(
    `select b.id as "buildingId", b.code, b.name, b.state, b.phase,
       (select count(*)::int from unit u where u.building_id = b.id and u.removed_at is null) as units
     from building b where b.project_id = ? order by b.code`,
    [projectId],
  );
  return rows.map(({ phase, ...row }) => ({ ...row, ...(phase === null ? {} : { phase }) }));
}
