import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { nameMasked } from '#kernel/personal.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { Receipt } from '../entities/receipt.js';
import { lockedRelease, Release } from '../entities/release.js';
import { lockedSupervised, SupervisedAccount } from '../entities/supervised-account.js';
import { lockedBooking, SupervisedBooking } from '../entities/supervised-booking.js';
import { moved, SupervisedMovement } from '../entities/supervised-movement.js';
import { SupervisionBank, type BankOrder, type BankStanding } from '../ports/supervision-bank.js';
import { bookingAfter, isSettled, releaseAfter } from '../rules/funds-bank.js';

/**
 * The dialogue with the supervision bank (section 8). It is asked with no transaction open; its answer counts only
 * while what was asked is still as it was then, so nothing is booked twice, whatever comes late, twice or not at all.
 */
@Injectable()
export class SupervisionReactions {
  constructor(
    private readonly bank: SupervisionBank,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @WhenDue('FIN-12.book', { outside: true })
  async book(due: Due) {
    const { booking, order, waits } = await this.unitOfWork.read((em) => toldOf(em, due.about));
    const { state, round } = booking;
    const said = booking.typed ?? (waits ? undefined : await this.asked(booking, order));
    await this.clock.settle(due, async (work) => {
      const now = await lockedBooking(work.em, due.about);
      if (said && now.state === state && now.round === round) taken(now, said, work);
      if (!isSettled(now.state) && !this.bank.byHand) await again('FIN-12.book', now, now.state === state, work);
    });
  }

  @WhenDue('FIN-12.release', { outside: true })
  async release(due: Due) {
    const { release, order } = await this.unitOfWork.read((em) => releaseOf(em, due.about));
    const { state } = release;
    const said = release.typed ?? (await this.releasing(release, order));
    await this.clock.settle(due, async (work) => {
      const now = await lockedRelease(work.em, due.about);
      if (said && now.state === state) await releaseTaken(now, said, work);
      if (!isSettled(now.state) && !this.bank.byHand) await again('FIN-12.release', now, now.state === state, work);
    });
  }

  private async asked({ state }: SupervisedBooking, order: BankOrder): Promise<BankStanding | undefined> {
    if (this.bank.byHand || isSettled(state)) return undefined;
    if (state === 'to-verify') return this.bank.verify(order);
    if (state === 'to-book') return this.bank.book(order);
    if (state === 'to-reverse') return this.bank.reverse(order);
    if (state === 'to-pay') return this.bank.release(order);
    return this.bank.query(order.reference);
  }

  private async releasing({ state }: Release, order: BankOrder): Promise<BankStanding | undefined> {
    if (this.bank.byHand || isSettled(state) || state === 'requested') return undefined;
    return state === 'checked' ? this.bank.release(order) : this.bank.query(order.reference);
  }
}

/** What the bank is told of a movement. Money is taken back only when the bank has booked it. */
async function toldOf(em: EntityManager, id: string) {
  const booking = await em.findOneOrFail(SupervisedBooking, id);
  const { accountId, unitCode: unit, amount, round, ofId } = booking;
  const { accountNumber: account } = await em.findOneOrFail(SupervisedAccount, accountId);
  const { receiptId } = await em.findOneOrFail(SupervisedMovement, id);
  const receipt = receiptId && (await em.findOneOrFail(Receipt, receiptId));
  const payer = receipt ? { payer: nameMasked(receipt.payer) } : {};
  const of = ofId && (await em.findOneOrFail(SupervisedBooking, ofId));
  const waits = Boolean(of && of.state !== 'booked');
  return { booking, waits, order: { reference: `${id}.${round}`, account, unit, amount, ...payer } };
}

async function releaseOf(em: EntityManager, id: string) {
  const release = await em.findOneOrFail(Release, id);
  const { accountNumber: account } = await em.findOneOrFail(SupervisedAccount, release.accountId);
  return { release, order: { reference: `${id}.1`, account, unit: release.purpose, amount: release.amount } };
}

type Said = Pick<BankStanding, 'state' | 'slip' | 'reason'>;

function taken(booking: SupervisedBooking, said: Said, { at }: Work): void {
  const state = bookingAfter(booking.kind, booking.state, said);
  const refused = state === 'refused' ? { refusedFor: said.reason ?? state } : {};
  const settled = isSettled(state) ? { settledAt: at } : {};
  Object.assign(booking, { state, typed: null, slip: said.slip ?? booking.slip, ...refused, ...settled });
}

/** Paid: the money leaves the account. Refused: it can be asked for again. */
async function releaseTaken(release: Release, said: Said, { em, at, tell }: Work): Promise<void> {
  const state = releaseAfter(release.state, said);
  Object.assign(release, { state, typed: null });
  if (!isSettled(state)) return;
  const account = await lockedSupervised(em, release.accountId);
  account.pending = account.pending.minus(release.amount);
  if (state === 'refused') release.refusedFor = said.reason ?? state;
  else {
    release.paidAt = at;
    const moving = { kind: 'released' as const, amount: release.amount.negated(), at, releaseId: release.id };
    tell(SupervisedFundsMoved.of(moved(em, account, moving)));
  }
}

/** At once when there is a next step, after the usual while when the bank takes its time. */
async function again(
  kind: 'FIN-12.book' | 'FIN-12.release',
  { id, projectId }: { id: string; projectId: string },
  waits: boolean,
  { em, at, deadlines }: Work,
): Promise<void> {
  const project = await em.findOneOrFail(Project, projectId);
  deadlines.set(kind, id, waits ? deadlineFor(kind, at, project.deadlines) : at);
}
