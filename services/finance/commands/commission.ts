import {
  type CommissionPeriodState,
  CommissionsPaid,
  PayCommissions,
  SettleCommissions,
} from '#contracts/finance-commissions.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { CommissionEntry, CommissionPayout, CommissionPeriod } from '../entities/commission.js';
import { Project } from '../entities/project.js';
import { payout, refuseUnlessSettleable } from '../rules/commission.js';

@Controller()
export class CommissionCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of two at once the second waits for the project, and finds the until settled. */
  @Answers(SettleCommissions)
  settle(asked: Asked<SettleCommissions>) {
    const { payload, actor, at } = asked;
    const { projectId, until } = payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(actor, { projectId });
      const last = await em.findOne(CommissionPeriod, { projectId }, { orderBy: { until: 'desc' } });
      refuseUnlessSettleable(until, at, last?.until);
      const ids = { id: newId(), projectId, until };
      const people = await payoutsOf(em, ids);
      if (people.length === 0) refuse('FIN-13.nothing-to-settle', { until });
      const payable = Money.sum(people.map((one) => one.payable));
      const settled = { state: 'settled' as const, settledById: actor.id, settledAt: at };
      const period = em.create(CommissionPeriod, { ...ids, people: people.length, payable, ...settled });
      await em.flush();
      await em.nativeUpdate(CommissionEntry, waiting(projectId, until), { periodId: period.id });
      for (const one of people) em.create(CommissionPayout, one);
      return answerOf(period);
    });
  }

  @Answers(PayCommissions)
  pay(asked: Asked<PayCommissions>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const period = await em.findOneOrFail(CommissionPeriod, payload.periodId, { lockMode });
      const { id: periodId, projectId, until, people, payable } = period;
      mayTouch(actor, { projectId });
      if (period.state !== 'settled') refuse('FIN-13.period-paid', { until });
      Object.assign(period, { state: 'paid', paidById: actor.id, paidAt: at, reference: payload.reference });
      tell(Object.assign(new CommissionsPaid(), { projectId, periodId, until, people, payable }));
      return answerOf(period);
    });
  }
}

/** What everybody gets who earned something in it, or has something to be taken back from before. */
async function payoutsOf(em: EntityManager, { id: periodId, projectId, until }: Period) {
  const entries = await em.find(CommissionEntry, waiting(projectId, until));
  const before = await carried(em, projectId);
  const everybody = [...new Set([...entries.map(({ consultantId }) => consultantId), ...before.keys()])].toSorted();
  return everybody.map((consultantId) => {
    const own = entries.filter((entry) => entry.consultantId === consultantId);
    const sums = payout(before.get(consultantId) ?? Money.zero, Money.sum(own.map(({ amount }) => amount)));
    return { id: newId(), periodId, projectId, consultantId, until, ...sums };
  });
}

/** What is still to be taken back from each, by their last payout. */
async function carried(em: EntityManager, projectId: string): Promise<Map<string, Money>> {
  const last = await em.execute<{ consultant_id: string; carried: string }[]>(
    `select distinct on (consultant_id) consultant_id, carried_forward::text as carried from commission_payout
     where project_id = ? order by consultant_id, until desc`,
    [projectId],
  );
  const short = last.map(({ consultant_id: id, carried: fen }) => [id, Money.fen(BigInt(fen))] as const);
  return new Map(short.filter(([, amount]) => amount.isNegative));
}

interface Period {
  id: string;
  projectId: string;
  until: string;
}

function waiting(projectId: string, until: string) {
  return { projectId, periodId: null, day: { $lte: until } };
}

function answerOf({ id: periodId, until, state, people, payable }: CommissionPeriod) {
  return { periodId, until, state: state as CommissionPeriodState, people, payable };
}
