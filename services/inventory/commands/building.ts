import {
  ImportBuilding,
  LockBuilding,
  PutOnSale,
  type SetUpState,
  SubmitBuilding,
  VerifyBuilding,
} from '#contracts/inventory.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { sheetCells } from '#printing/table-in.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { refuseUnless, verified } from '../rules/set-up.js';
import { importUnits } from './import.js';
import { offerUnits } from './offer.js';

@Controller()
export class BuildingCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ImportBuilding)
  async import(asked: Asked<ImportBuilding>) {
    mayTouch(asked.actor, { projectId: asked.payload.projectId });
    const cells = await sheetCells(Buffer.from(asked.payload.file, 'base64'), sheetLimits);
    return this.unitOfWork.run(asked, (work) => importUnits(work, asked, cells));
  }

  @Answers(SubmitBuilding)
  submit(asked: Asked<SubmitBuilding>) {
    return this.step(asked, ['drafting'], async (building, { actor, at }) => {
      Object.assign(building, { state: 'submitted', submittedBy: actor.id, submittedAt: at });
    });
  }

  @Answers(VerifyBuilding)
  verify(asked: Asked<VerifyBuilding>) {
    return this.step(asked, ['submitted'], async (building, { payload, actor, at }) => {
      const state = verified(payload.decision, payload.reason);
      if (state === 'verified') Object.assign(building, { state, verifiedBy: actor.id, verifiedAt: at });
      else Object.assign(building, { state, ...notSubmitted, returnedBy: actor.id, returnedFor: payload.reason });
    });
  }

  @Answers(LockBuilding)
  lock(asked: Asked<LockBuilding>) {
    return this.step(asked, ['verified'], async (building, { actor, at }) => {
      Object.assign(building, { state: 'locked', lockedBy: actor.id, lockedAt: at });
    });
  }

  @Answers(PutOnSale)
  putOnSale(asked: Asked<PutOnSale>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async (work) => {
      const building = await work.em.findOneOrFail(Building, payload.buildingId, forUpdate);
      mayTouch(actor, building);
      refuseUnless(building, 'locked');
      await offerUnits(work, building);
      Object.assign(building, { state: 'on-sale', onSaleBy: actor.id, onSaleAt: work.at });
      return { buildingId: building.id, state: building.state };
    });
  }

  /** A step of the set-up, from the state that it needs, by nobody who made what they check (INV-2, ALL-4). */
  private step<A extends { buildingId: string }>(
    asked: Asked<A>,
    needed: SetUpState[],
    take: (building: Building, asked: Asked<A>) => Promise<void>,
  ) {
    return this.unitOfWork.run(asked, async ({ em }) => {
      const building = await em.findOneOrFail(Building, asked.payload.buildingId, forUpdate);
      mayTouch(asked.actor, building);
      refuseUnless(building, ...needed);
      separate(asked.actor, { 'unit.set-up': await makersOf(em, building), 'unit.verify': building.verifiedBy });
      await take(building, asked);
      return { buildingId: building.id, state: building.state };
    });
  }
}

const forUpdate = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
const sheetLimits = { unpackedMax: 16 * 1024 * 1024, rowsMax: 5_000 };
const notSubmitted = { submittedBy: null, submittedAt: null };

/** Everybody who entered something of it, and who handed it in (ALL-4). */
async function makersOf(em: EntityManager, { id, submittedBy }: Building): Promise<string[]> {
  const rows = await em.execute<{ maker: string }[]>(
    `select entered_by as maker from unit where building_id = ?
     union select by_id from unit_revision where building_id = ?`,
    [id, id],
  );
  return [...rows.map((row) => row.maker), ...(submittedBy ? [submittedBy] : [])];
}
