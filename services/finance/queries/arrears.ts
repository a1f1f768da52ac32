import { ArrearsByAge, Arrears } from '#contracts/finance-arrears.js';
import type { ReceivableKind } from '#contracts/finance.js';
import { InvalidInput } from '#contracts/parse.js';
import { isId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { type Day, dayOf, daysBetween, isDay } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { ageing, type Aged, bucketOf, dueDaysOf } from '../rules/ageing.js';
import { reachOf } from './reach.js';

@Controller()
export class ArrearsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Longest overdue first (FIN-9); what waits for a construction node is not overdue (INV-6). */
  @Answers(Arrears)
  arrears({ payload, actor, at }: Asked<Arrears>) {
    const { projectId, limit = 50 } = payload;
    const today = dayOf(at);
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const own = reachOf(actor, projectId);
      const where = conditions({ ...payload, own }, today);
      const params = [...where.flatMap(([, values]) => values), limit + 1];
      const rows = await em.execute<Row[]>(`${select} ${where.map(([sql]) => sql).join(' and ')} ${order}`, params);
      const items = rows.slice(0, limit).map((row) => rowOf(row, today));
      const last = rows[limit - 1];
      return { items, ...(rows.length > limit ? { next: `${last!.dueOn}_${last!.receivableId}` } : {}) };
    });
  }

  /** The project and each consultant, by how late it is; a consultant sees their own (FIN-9). */
  @Answers(ArrearsByAge)
  byAge({ payload: { projectId }, actor, at }: Asked<ArrearsByAge>) {
    const asOf = dayOf(at);
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const own = reachOf(actor, projectId);
      const bounds = (['0-30', '31-60', '61-90'] as const).map((bucket) => dueDaysOf(bucket, asOf).from!);
      const sums = await em.execute<Sums[]>(sumsByAge, [...bounds, asOf, projectId, asOf, own ?? null, own ?? null]);
      const items = ageing(sums.map(agedOf), asOf);
      return { asOf, items: own ? items.slice(1) : items };
    });
  }
}

interface Row {
  receivableId: string;
  dealId: string;
  consultantId: string;
  unitCode: string;
  kind: ReceivableKind;
  label: string;
  outstanding: string;
  dueOn: Day;
  delayedUntil: Day | null;
}

const select = `
  select r.id as "receivableId", r.deal_id as "dealId", d.consultant_id as "consultantId", d.unit_code as "unitCode",
    r.kind, r.label, (r.amount - r.paid)::text as outstanding, r.due_on as "dueOn", r.delayed_until as "delayedUntil"
  from receivable r join deal d on d.id = r.deal_id where r.state = 'open' and not r.awaits_node and r.amount > 0
    and`;

const order = 'order by r.due_on, r.id limit ?';

function rowOf({ outstanding, delayedUntil, ...row }: Row, today: Day) {
  const daysLate = daysBetween(row.dueOn, today);
  const amount = Money.fen(BigInt(outstanding));
  const delayed = delayedUntil && delayedUntil >= today ? { delayedUntil } : {};
  return { ...row, ...delayed, outstanding: amount, daysLate, bucket: bucketOf(daysLate) };
}

type Condition = [sql: string, values: unknown[]];

function conditions(asked: Arrears & { own?: string }, today: Day): Condition[] {
  const { projectId, bucket, consultantId, unit, kind, own, after, which } = asked;
  const due = bucket ? dueDaysOf(bucket, today) : undefined;
  const optional: (Condition | false | undefined | '')[] = [
    due?.from && ['r.due_on >= ?', [due.from]],
    due && ['r.due_on <= ?', [due.to]],
    consultantId && ['d.consultant_id = ?', [consultantId]],
    own && ['d.consultant_id = ?', [own]],
    unit && ['d.unit_code = ?', [unit]],
    kind && ['r.kind = ?', [kind]],
    which === 'unreasonable' && [`coalesce(r.delayed_until, '') < ?`, [today]],
    which === 'delayed' && ['r.delayed_until >= ?', [today]],
    after && ['(r.due_on, r.id) > (?, ?)', placeOf(after)],
  ];
  const all: Condition[] = [
    ['r.project_id = ?', [projectId]],
    ['r.due_on < ?', [today]],
  ];
  return [...all, ...optional.filter((one) => Boolean(one)).map((one) => one as Condition)];
}

function placeOf(cursor: string): [Day, string] {
  const [dueOn, id] = cursor.split('_');
  if (!isDay(dueOn) || !isId(id)) {
    throw new InvalidInput([{ field: 'after', check: 'isCursor', message: 'must be `next` of an earlier page' }]);
  }
  return [dueOn, id];
}

interface Sums {
  consultant: string;
  bucket: Aged['bucket'];
  count: number;
  amount: string;
  unreasonable: string;
}

const sumsByAge = `
  select d.consultant_id as consultant,
    case when r.due_on >= ? then '0-30' when r.due_on >= ? then '31-60' when r.due_on >= ? then '61-90'
      else 'over-90' end as bucket,
    count(*)::int as count, sum(r.amount - r.paid)::text as amount,
    coalesce(sum(r.amount - r.paid) filter (where coalesce(r.delayed_until, '') < ?), 0)::text as unreasonable
  from receivable r join deal d on d.id = r.deal_id and d.project_id = r.project_id
  where r.project_id = ? and r.state = 'open' and not r.awaits_node and r.due_on < ? and r.amount > 0
    and (?::uuid is null or d.consultant_id = ?)
  group by 1, 2`;

function agedOf({ consultant: consultantId, bucket, count, amount, unreasonable }: Sums): Aged {
  const [sum, apart] = [amount, unreasonable].map((fen) => Money.fen(BigInt(fen)));
  return { consultantId, bucket, count, amount: sum!, unreasonable: apart! };
}
