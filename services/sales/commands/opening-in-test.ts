import { SubscribeUnit } from '#contracts/sales.js';
import {
  AddParticipants,
  AnnounceOpening,
  AttemptById,
  Attempts,
  CommitDraw,
  DrawFile,
  OpeningById,
  RunDraw,
} from '#contracts/sales-openings.js';
import type { Asking } from '#contracts/message.js';
import { cast, type Person } from '#testing/cast.js';
import type { DrawSheet } from '../rules/draw.js';
import { plans, project, SalesInTest } from './in-test.js';

/** The moment in so many hours. */
export const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

/** What a promise was refused with; nothing of that when it was not. */
export async function refusalOf(asked: Promise<unknown>) {
  const refusal = await asked.then(
    () => ({}),
    (reason: unknown) => reason,
  );
  return refusal as { code: string; facts: Record<string, string> };
}

/** Openings of units of their own, brought as far as a test wants them. */
export class OpeningsInTest {
  private codes = 0;

  constructor(readonly sales: SalesInTest) {}

  /** A unit that nobody has. */
  unit(differently: object = {}): Promise<string> {
    return this.sales.offered(`O-${++this.codes}`, differently);
  }

  run<A extends Asking>(asking: A, payload: object, by: Person = cast.li) {
    return this.sales.service.ask(asking, payload, [by, 'opening.run']);
  }

  /** Opens in an hour; without limits unless told. */
  async announced(differently: object = {}, units = 1) {
    const unitIds: string[] = [];
    for (let n = 0; n < units; n++) unitIds.push(await this.unit());
    const asked = {
      projectId: project,
      name: '首开',
      mode: 'first-come',
      opensAt: hours(1),
      endsAt: hours(9),
      unitIds,
    };
    const limits = { attemptsMax: 100, coolDownSeconds: 0 };
    const { openingId } = await this.run(AnnounceOpening, { ...asked, ...limits, ...differently });
    return { openingId: openingId as string, unitIds, unitId: unitIds[0]! };
  }

  async open(differently: object = {}, units = 1) {
    const opening = await this.announced(differently, units);
    await this.ring(opening.openingId);
    return opening;
  }

  /** The bell rang a minute ago. */
  async ring(openingId: string): Promise<void> {
    const rung = `update opening set opens_at = now() - interval '1 minute' where id = ?`;
    await this.sales.service.rows(rung, [openingId]);
  }

  buy(unitId: string, customerId: string, by: Person = cast.zhao, key?: string) {
    const asked = { unitId, customerId, planId: plans.whole };
    return this.sales.service.ask(SubscribeUnit, asked, [by, 'subscription.make'], key);
  }

  receipt(attemptId: string, by: Person = cast.zhao) {
    return this.sales.service.ask(AttemptById, { attemptId }, [by, 'subscription.make']);
  }

  attempts(openingId: string) {
    return this.run(Attempts, { openingId, limit: 200 });
  }

  sheet(openingId: string) {
    return this.sales.service.ask(OpeningById, { openingId }, [cast.zhao, 'unit.read']);
  }

  async committed(customerIds: string[], differently: object = {}) {
    const opening = await this.announced({ name: '摇号', mode: 'draw', ...differently }, 2);
    await this.run(AddParticipants, { openingId: opening.openingId, customerIds });
    await this.run(CommitDraw, { openingId: opening.openingId });
    return opening;
  }

  async drawn(customerIds: string[], differently: object = {}) {
    const opening = await this.committed(customerIds, differently);
    await this.run(RunDraw, { openingId: opening.openingId, witnesses: ['公证员：三月初八'] });
    return opening;
  }

  async file(openingId: string): Promise<DrawSheet> {
    const { file } = await this.sales.service.ask(DrawFile, { openingId }, [cast.zhao, 'unit.read']);
    return JSON.parse(Buffer.from(file as string, 'base64').toString()) as DrawSheet;
  }
}
