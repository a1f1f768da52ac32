import { log } from '#telemetry/log.js';
import { gauge } from '#telemetry/metrics.js';
import { inSpan } from '#telemetry/trace.js';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { Interval } from '@nestjs/schedule';
import { crashPoint } from './crash-point.js';
import { methodsMarked } from './marked.js';
import { UnitOfWork } from './unit-of-work.js';
import { theClock, type Cause, type Work } from './work.js';

/** A deadline that has passed. */
export interface Due {
  id: string;
  kind: string;
  about: string;
  dueAt: Date;
  attempts: number;
}

const whenDue = Symbol('when-due');

/**
 * Marks the method that acts when a deadline of this kind passes: `(due, work) => Promise<void>`, in one transaction
 * with the row. With `outside` it is called as `(due) => Promise<void>` with no transaction, so that it may ask a
 * port, and then settles the deadline itself with `clock.settle(due, work => …)`. Either may run again after a crash.
 */
export function WhenDue(kind: string, options: { outside?: boolean } = {}): MethodDecorator {
  return (target, key) => Reflect.defineMetadata(whenDue, { kind, ...options }, target, key);
}

type Handler = { outside?: boolean; act: (due: Due, work?: Work) => Promise<void> };

/** Time as a source of events: claims deadlines that have passed and has them acted on; any number may run at once. */
@Injectable()
export class Clock {
  private readonly handlers = new Map<string, Handler>();
  private scanning?: Promise<number>;

  constructor(
    private readonly orm: MikroORM,
    private readonly unitOfWork: UnitOfWork,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    for (const { mark, call } of methodsMarked<{ kind: string; outside?: boolean }>(this.discovery, whenDue)) {
      if (this.handlers.has(mark.kind)) throw new Error(`Two methods act on the deadline ${mark.kind}`);
      this.handlers.set(mark.kind, { ...mark, act: call as Handler['act'] });
    }
    gauge('loupan_deadlines_late', 'Deadlines open for more than 5 seconds after they passed', () => this.late());
  }

  @Interval(Number(process.env.CLOCK_MS ?? 1_000))
  tick(): void {
    this.scanning ??= this.scan()
      .catch((error: unknown) => (log.warn({ err: error }, 'deadlines could not be scanned'), 0))
      .finally(() => (this.scanning = undefined));
  }

  async onModuleDestroy(): Promise<void> {
    await this.scanning;
  }

  /** Acts on everything that is due now; answers how many deadlines it claimed. */
  async scan(): Promise<number> {
    const em = this.orm.em.fork();
    await em.execute('select seal_audit(500)');
    for (let acted = 0; ;) {
      const claimed = await em.execute<Due[]>(claim, [JSON.stringify([...this.handlers.keys()]), mostClaimed]);
      for (const due of claimed) {
        crashPoint('deadline.claimed');
        await this.act({ ...due, dueAt: new Date(due.dueAt) });
      }
      acted += claimed.length;
      if (claimed.length < mostClaimed) return acted;
    }
  }

  /**
   * Does the work and marks the deadline done, together; nothing if it was done, cleared or moved meanwhile. The mark
   * comes last, so that rows are locked in the order in which commands lock them: the subject, then the deadline.
   */
  async settle(due: Due, fn: (work: Work) => Promise<void>): Promise<void> {
    const cause: Cause = { actor: theClock, name: `deadline ${due.kind}`, at: new Date() };
    const settled = this.unitOfWork.react(cause, async (work) => {
      const [open] = await work.em.execute<object[]>(stillOpen, [due.id]);
      if (!open) return;
      await fn(work);
      await work.em.flush();
      const [mine] = await work.em.execute<object[]>(markDone, [due.id]);
      if (!mine) throw new Overtaken();
      crashPoint('deadline.before-commit');
    });
    await settled.catch((error: unknown) => {
      if (!(error instanceof Overtaken)) throw error;
    });
  }

  private async act(due: Due): Promise<void> {
    const handler = this.handlers.get(due.kind)!;
    try {
      await inSpan(`deadline ${due.kind}`, 'internal', { 'deadline.about': due.about }, undefined, () =>
        handler.outside ? handler.act(due) : this.settle(due, (work) => handler.act(due, work)),
      );
    } catch (error) {
      log.warn({ err: error, deadline: due.kind, about: due.about }, 'deadline not acted on, will be tried again');
      await this.orm.em.fork().execute(failed, [String(error).slice(0, 500), Math.min(due.attempts, 30), due.id]);
    }
  }

  private async late(): Promise<number> {
    const [row] = await this.orm.em.fork().execute<{ late: string }[]>(
      `select count(*) as late from deadline
       where done_at is null and cleared_at is null and due_at < now() - interval '5 seconds'`,
    );
    return Number(row!.late);
  }
}

/** Rolls back what was done for a deadline that somebody else has settled in the meantime. */
class Overtaken extends Error {}

/** Few at a time and not for long, so that what a dead process had claimed is not late for long. */
const mostClaimed = 10;

const claim = `
  update deadline set leased_until = now() + interval '10 seconds', attempts = attempts + 1
  where id in (
    select id from deadline
    where due_at <= now() and done_at is null and cleared_at is null and (leased_until is null or leased_until < now())
      and kind in (select jsonb_array_elements_text(?::jsonb))
    order by due_at limit ? for update skip locked)
  returning id, kind, about, due_at as "dueAt", attempts`;

const stillOpen = `
  select 1 from deadline where id = ? and done_at is null and cleared_at is null and due_at <= now()`;

const markDone = `
  update deadline set done_at = now()
  where id = ? and done_at is null and cleared_at is null and due_at <= now() returning id`;

const failed = `
  update deadline set error = ?, leased_until = now() + ? * interval '1 second'
  where id = ? and done_at is null`;
