import { DealCleared, ReceiptRecorded } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Contract, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { slipArrived } from '../rules/standing.js';

/** The payment slip of the first instalment: with the seal it begins the time for filing (CON-6). */
@Injectable()
export class SlipReactions {
  @Hears(ReceiptRecorded)
  async receiptRecorded({ event: { dealId, pricePaid } }: Heard<ReceiptRecorded>, work: Work) {
    const contract = await unpaid(dealId, work);
    const first = contract?.schedule.find(({ kind }) => kind === 'price');
    if (contract && pricePaid >= Money.parse(first?.amount ?? '0.00')) await arrived(contract, work);
  }

  /** Paid up by what was held before the signing: no receipt says so. */
  @Hears(DealCleared)
  async dealCleared({ event: { dealId } }: Heard<DealCleared>, work: Work) {
    const contract = await unpaid(dealId, work);
    if (contract) await arrived(contract, work);
  }
}

function unpaid(subscriptionId: string, { em }: Work): Promise<Contract | null> {
  return em.findOne(Contract, { subscriptionId, paidSlipAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

async function arrived(contract: Contract, { em, at, deadlines }: Work): Promise<void> {
  take(slipArrived(contract, await timingIn(em, contract.projectId, at)), contract, deadlines);
}
