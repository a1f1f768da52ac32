import { AddParticipants, CommitDraw, DrawCommitted, DrawRun, RunDraw } from '#contracts/sales-openings.js';
import { newId } from '#kernel/ids.js';
import { nameMasked } from '#kernel/personal.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Customer } from '../entities/customer.js';
import { lockedOpening, type Opening } from '../entities/opening.js';
import { listOf, OpeningParticipant } from '../entities/participant.js';
import { commitmentOf, orderOf } from '../rules/draw.js';
import { refuseUnlessAt, stageOf } from '../rules/opening.js';

/** The draw 摇号: list, commitment, order (OPEN-2). */
@Controller()
export class DrawCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AddParticipants)
  add(asked: Asked<AddParticipants>) {
    const { openingId, customerIds } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { projectId } = await drawAt('listing', em, asked);
      const listed = await em.find(OpeningParticipant, { openingId });
      const customers = await em.find(Customer, { id: { $in: customerIds }, projectId });
      const taken = new Set(listed.map(({ customerId }) => customerId));
      let number = listed.length;
      for (const customerId of customerIds) {
        if (taken.has(customerId)) refuse('OPEN-2.listed', { customerId });
        const customer = customers.find(({ id }) => id === customerId);
        if (!customer) refuse('ALL.unknown', { what: 'customer', id: customerId });
        taken.add(customerId);
        const facts = { id: newId(), openingId, customerId, maskedName: nameMasked(customer.name) };
        em.create(OpeningParticipant, { ...facts, number: ++number, turns: 0 });
      }
      return { openingId, participants: number };
    });
  }

  @Answers(CommitDraw)
  commit(asked: Asked<CommitDraw>) {
    const { openingId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, tell }) => {
      const opening = await drawAt('listing', em, asked);
      const list = await listOf(em, openingId);
      if (list.length === 0) refuse('OPEN-2.no-participants', {});
      const seed = randomBytes(32).toString('hex');
      const commitment = commitmentOf(seed, list, sha256);
      Object.assign(opening, { seed, commitment, committedAt: at });
      const { projectId, rehearsalOf } = opening;
      const told = { openingId, projectId, participants: list.length, commitment };
      if (!rehearsalOf) tell(Object.assign(new DrawCommitted(), told));
      return { openingId, stage: stageOf(opening), commitment };
    });
  }

  /** The first turn begins at the bell, or now when it has rung. */
  @Answers(RunDraw)
  draw(asked: Asked<RunDraw>) {
    const { openingId, witnesses = [] } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, tell, deadlines }) => {
      const opening = await drawAt('committed', em, asked);
      const [seed, commitment] = [opening.seed!, opening.commitment!];
      await ranked(em, openingId, seed, witnesses);
      Object.assign(opening, { witnesses, drawnAt: at });
      deadlines.set('OPEN-2.pick', openingId, opening.opensAt > at ? opening.opensAt : at);
      const { projectId, rehearsalOf } = opening;
      if (!rehearsalOf) tell(Object.assign(new DrawRun(), { openingId, projectId, seed, witnesses }));
      return { openingId, stage: stageOf(opening), commitment };
    });
  }
}

async function drawAt(
  stage: Parameters<typeof refuseUnlessAt>[0],
  em: EntityManager,
  asked: Asked<Of>,
): Promise<Opening> {
  const opening = await lockedOpening(em, asked.payload.openingId);
  mayTouch(asked.actor, { projectId: opening.projectId });
  if (opening.cancelledAt || opening.endsAt < asked.at) refuse('OPEN-1.cancelled', { name: opening.name });
  refuseUnlessAt(stage, opening);
  return opening;
}

async function ranked(em: EntityManager, openingId: string, seed: string, witnesses: string[]): Promise<void> {
  const participants = await em.find(OpeningParticipant, { openingId });
  const numbers = participants.map(({ number }) => number);
  const places = new Map(orderOf(seed, witnesses, numbers, sha256).map((number, place) => [number, place + 1]));
  for (const participant of participants) participant.rank = places.get(participant.number)!;
}

type Of = { openingId: string };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
