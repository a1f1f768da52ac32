import { Tasks, type TaskKind, type TaskRow } from '#contracts/sales-tasks.js';
import { InvalidInput } from '#contracts/parse.js';
import { Money } from '#kernel/money.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { nextSteps } from '../rules/task.js';
import { projectsOf } from './reach.js';
import { due } from './task-sql.js';

@Controller()
export class TaskQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** One statement over what sales has and was told (CRM-4), soonest due first. */
  @Answers(Tasks)
  tasks({ payload, actor, at }: Asked<Tasks>) {
    const { consultantId = actor.id, projectId, limit = 50, after } = payload;
    const projects = projectsOf(actor, consultantId);
    const reach = projects ? `{${projects.join()}}` : null;
    const [from, key] = after ? placeOf(after) : [null, null];
    const owner = [consultantId, reach, reach, projectId ?? null, projectId ?? null];
    const values = [...owner, at, at, ...owner, from, from, key, limit + 1];
    return this.unitOfWork.read(async (em) => {
      const found = await em.execute<Due[]>(due, values);
      const items = found.slice(0, limit);
      const next = found.length > limit ? cursorOf(items.at(-1)!) : undefined;
      return { items: items.map((row) => taskOf(row, at)), next };
    });
  }
}

/** A row of the statement; the amount is in fen. */
interface Due {
  kind: TaskKind;
  key: string;
  due: string;
  projectId: string;
  customerId: string;
  unitCode: string | null;
  subscriptionId: string | null;
  contractId: string | null;
  applicationId: string | null;
  requestId: string | null;
  amount: string | null;
}

function taskOf({ kind, due: text, amount, ...ids }: Due, now: Date): TaskRow {
  const dueBy = new Date(text);
  const { projectId, customerId, key: _, ...others } = ids;
  const known = Object.fromEntries(Object.entries(others).filter(([, id]) => id !== null));
  const owed = amount === null ? {} : { amount: Money.fen(BigInt(amount)) };
  return { kind, dueBy, overdue: dueBy < now, ...nextSteps[kind], projectId, customerId, ...known, ...owed };
}

function cursorOf({ due: moment, key }: Due): string {
  return Buffer.from(JSON.stringify([new Date(moment).toISOString(), key])).toString('base64url');
}

function placeOf(cursor: string): [string, string] {
  try {
    const [moment, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    const real = typeof moment === 'string' && typeof key === 'string' && form.test(moment);
    if (real && !Number.isNaN(Date.parse(moment))) return [moment, key];
  } catch {
    // Said below.
  }
  const message = 'after must be the `next` of an earlier page';
  throw new InvalidInput([{ field: 'after', check: 'isCursor', message }]);
}

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
