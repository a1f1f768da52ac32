import { PointsAdvanced } from '#contracts/membership.js';
import { ContractRevised } from '#contracts/sales-contracts.js';
import { ContractTakenOver } from '#contracts/sales-takeover.js';
import { ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Member } from '../entities/member.js';
import { PointsApplication } from '../entities/points-application.js';
import { PointsEntry } from '../entities/points-entry.js';
import { balanceOf, clawBack } from '../rules/ledger.js';

/** What sales tells: contracts that can be referred, and deals that fall through. */
@Injectable()
export class SalesReactions {
  @Hears(ContractSigned)
  async contractSigned({ event }: Heard<ContractSigned>, { em }: Work) {
    const { subscriptionId: id, contractId, unitId, unitCode, projectId, customerId, consultantId, price } = event;
    em.create(Deal, { id, contractId, unitId, unitCode, projectId, customerId, consultantId, price });
  }

  /** A contract from before this system can be referred to as any other (MEM-2). */
  @Hears(ContractTakenOver)
  async contractTakenOver({ event }: Heard<ContractTakenOver>, { em }: Work) {
    const { subscriptionId: id, contract, unitId, unitCode, projectId, customerId, consultantId, price } = event;
    if (!contract) return;
    const { contractId } = contract;
    em.create(Deal, { id, contractId, unitId, unitCode, projectId, customerId, consultantId, price });
  }

  /** The deal has the buyer and the price of the version that stands (CON-4). */
  @Hears(ContractRevised)
  async contractRevised({ event }: Heard<ContractRevised>, { em }: Work) {
    const deal = await em.findOneOrFail(Deal, event.subscriptionId);
    Object.assign(deal, { customerId: event.customerId, price: event.price });
  }

  /** Points of a deal that falls through are clawed back (MEM-3). */
  @Hears(SubscriptionCancelled)
  async subscriptionCancelled({ event, actor }: Heard<SubscriptionCancelled>, { em, at, tell }: Work) {
    const deal = await em.findOne(Deal, event.subscriptionId);
    if (!deal) return;
    Object.assign(deal, { cancelledAt: at, cancelledFor: event.rule });
    const where = { dealId: deal.id, state: { $nin: ['refused' as const, 'clawed-back' as const] } };
    const application = await em.findOne(PointsApplication, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!application) return;
    if (application.confirmedAt) await takeBack(em, application, { byId: actor.id, at });
    Object.assign(application, { state: 'clawed-back', stateReason: event.rule });
    const { id: applicationId, memberId, contractId, unitId, projectId, points, state } = application;
    tell(
      Object.assign(new PointsAdvanced(), { applicationId, memberId, contractId, unitId, projectId, points, state }),
    );
  }
}

async function takeBack(em: EntityManager, application: PointsApplication, by: { byId: string; at: Date }) {
  const { id: applicationId, memberId, points } = application;
  await em.findOneOrFail(Member, memberId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const entries = await em.find(PointsEntry, { memberId });
  const own = balanceOf(entries.filter((entry) => entry.applicationId === applicationId));
  const { entry, shortfall } = clawBack(points, own, balanceOf(entries));
  if (entry.points !== 0) em.create(PointsEntry, { id: newId(), memberId, applicationId, ...entry, ...by });
  application.shortfall = shortfall;
}
