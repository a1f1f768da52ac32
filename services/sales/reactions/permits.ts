import { FiledPriceRecorded, PermitRecorded, PermitResumed, PermitSuspended } from '#contracts/inventory-terms.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Offer } from '../entities/offer.js';
import { Permit } from '../entities/permit.js';

/** What inventory tells of permits and of what was filed with them (INV-4). */
@Injectable()
export class PermitReactions {
  @Hears(PermitRecorded)
  async recorded({ event }: Heard<PermitRecorded>, { em }: Work) {
    const { permitId: id, projectId, number, validUntil } = event;
    if (!(await em.findOne(Permit, id))) em.create(Permit, { id, projectId, number, validUntil });
  }

  @Hears(PermitSuspended)
  async suspended({ event }: Heard<PermitSuspended>, { em }: Work) {
    (await em.findOneOrFail(Permit, event.permitId)).suspendedFor = event.reason;
  }

  @Hears(PermitResumed)
  async resumed({ event: { permitId, validUntil } }: Heard<PermitResumed>, { em }: Work) {
    Object.assign(await em.findOneOrFail(Permit, permitId), { suspendedFor: null, validUntil: validUntil ?? null });
  }

  /** Of a unit that is not yet offered the offer will tell. */
  @Hears(FiledPriceRecorded)
  async filed({ event: { unitId, filedPrice } }: Heard<FiledPriceRecorded>, { em }: Work) {
    const offer = await em.findOne(Offer, unitId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (offer) offer.filedPrice = filedPrice;
  }
}
