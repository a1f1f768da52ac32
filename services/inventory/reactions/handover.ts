import type { BoardState } from '#contracts/inventory.js';
import { TitleIssued, UnitHandedOver } from '#contracts/handover.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { showChange } from '../entities/board-change.js';
import { Hold } from '../entities/hold.js';
import { Unit } from '../entities/unit.js';
import { isForward } from '../rules/board.js';

/** What handover tells: keys and title, as the board shows them. */
@Injectable()
export class HandoverReactions {
  @Hears(UnitHandedOver)
  handedOver(heard: Heard<UnitHandedOver>, work: Work) {
    return advance(heard, work, 'handed-over');
  }

  @Hears(TitleIssued)
  titled(heard: Heard<TitleIssued>, work: Work) {
    return advance(heard, work, 'titled');
  }
}

/** Moves the unit on if the contract is what holds it; a contract that sales has not told of yet is waited for. */
async function advance(
  { event, at, actor }: Heard<{ unitId: string; contractId: string }>,
  { em }: Work,
  state: BoardState,
): Promise<void> {
  const unit = await em.findOneOrFail(Unit, event.unitId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const hold = await em.findOneOrFail(Hold, { contractId: event.contractId });
  if (unit.holdId !== hold.id || !isForward(unit.state, state)) return;
  showChange(em, unit, { state }, { at, actor });
}
