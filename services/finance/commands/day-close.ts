import { paymentMethods } from '#contracts/finance.js';
import { CloseDay, DayClosed } from '#contracts/finance-receipts.js';
import { newId } from '#kernel/ids.js';
import { dayOf, type Instant } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { DayClose } from '../entities/day-close.js';
import { dayReceipts, redUntil } from '../entities/day-receipts.js';
import { Project } from '../entities/project.js';
import { lockedTill, Till, type TillOf } from '../entities/till.js';
import { closeRow, counted, daySheet, refuseUnlessClosable } from '../rules/day-close.js';

@Controller()
export class DayCloseCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The till is locked: a receipt or void at the same moment is counted, or refused (FIN-8). */
  @Answers(CloseDay)
  close(asked: Asked<CloseDay>) {
    const { projectId, countedCash, reason, day = dayOf(asked.at) } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor: cashier, at, tell }) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(asked.actor, { projectId, ownerId: cashier.id });
      const till = await closable(em, { projectId, cashier, day }, at);
      const by = { projectId, cashierId: cashier.id, cashierName: cashier.name };
      const sheet = daySheet(day, await dayReceipts(em, { ...by, day }, at), paymentMethods);
      const difference = counted(sheet.bookedCash, countedCash, reason);
      till.closedAt = at;
      const sums = { ...sheet, lines: kept(sheet.lines), countedCash, difference, reason: reason ?? null };
      const close = em.create(DayClose, { id: newId(), ...by, ...sums, redUntil: redUntil(day, at), closedAt: at });
      tell(closedOf(close));
      return closeRow(close, sheet.lines);
    });
  }
}

/** The till, locked, when its day may be closed. */
async function closable(em: EntityManager, of: TillOf, at: Instant): Promise<Till> {
  const till = await lockedTill(em, of);
  const open = { projectId: of.projectId, cashierId: of.cashier.id, closedAt: null };
  const earliest = await em.findOne(Till, open, { orderBy: { day: 'asc' } });
  refuseUnlessClosable(of.day, dayOf(at), till.closedAt != null, earliest?.day);
  return till;
}

/** Amounts as decimal texts, as JSON keeps them. */
function kept(lines: object[]): object[] {
  return JSON.parse(JSON.stringify(lines)) as object[];
}

function closedOf({ id: closeId, ...close }: DayClose): DayClosed {
  const { projectId, cashierId, day, bookedCash, countedCash, difference } = close;
  const facts = { closeId, projectId, cashierId, day, bookedCash, countedCash, difference };
  return Object.assign(new DayClosed(), facts);
}
