import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedOpening, Opening } from '../entities/opening.js';
import { beginNextTurn } from '../entities/participant.js';
import { timingIn } from '../entities/project.js';

/** What time makes happen on opening day. */
@Injectable()
export class OpeningClock {
  /** The bell, or the end of a turn: who has not picked is passed over, and the next one's turn begins (OPEN-2). */
  @WhenDue('OPEN-2.pick')
  async turnOver({ about }: Due, { em, at, deadlines }: Work) {
    const opening = await lockedOpening(em, about);
    if (opening.cancelledAt || opening.doneAt) return;
    if (opening.turnUntil && opening.turnUntil > at) return deadlines.set('OPEN-2.pick', about, opening.turnUntil);
    const { lengths } = await timingIn(em, opening.projectId, at);
    const until = await beginNextTurn(em, opening, at, lengths);
    if (until) deadlines.set('OPEN-2.pick', about, until);
  }

  /** Links what was recorded since into the chain, every second until the opening is over (OPEN-1). */
  @WhenDue('OPEN-1.link')
  async link({ about }: Due, { em, at, deadlines }: Work) {
    const { endsAt, cancelledAt } = await em.findOneOrFail(Opening, about);
    const [row] = await em.execute<{ linked: number }[]>('select seal_attempts(?, ?) as linked', [about, mostLinked]);
    const over = cancelledAt ?? endsAt;
    const seconds = at < over || row!.linked > 0 ? 1 : 30;
    if (at.getTime() < over.getTime() + 60_000 || row!.linked > 0)
      deadlines.set('OPEN-1.link', about, new Date(at.getTime() + seconds * 1000));
  }
}

const mostLinked = 2000;
