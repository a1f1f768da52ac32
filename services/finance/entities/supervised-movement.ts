import type { SupervisedMovementKind } from '#contracts/finance-funds.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import { SupervisedBooking } from './supervised-booking.js';
import { lockedSupervised, type SupervisedAccount, supervising } from './supervised-account.js';

const schema = defineEntity({
  name: 'SupervisedMovement',
  tableName: 'supervised_movement',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    projectId: p.uuid(),
    /** Place in the account: 1, 2, 3 … without a gap. */
    serial: p.integer(),
    kind: p.string().$type<SupervisedMovementKind>(),
    /** Below zero when it goes out. */
    amount: money(),
    /** What is in the account after it. */
    balance: money(),
    dealId: p.uuid().nullable(),
    receiptId: p.uuid().nullable(),
    refundId: p.uuid().nullable(),
    releaseId: p.uuid().nullable(),
    at: p.datetime(),
  },
});

/** Money into a supervised account, or out of it (FIN-12). */
export class SupervisedMovement extends schema.class {}
schema.setClass(SupervisedMovement);

/** What a movement is for. */
interface Moving {
  kind: SupervisedMovementKind;
  amount: Money;
  at: Instant;
  dealId?: string;
  receiptId?: string;
  refundId?: string;
  releaseId?: string;
}

/** Moves money of an account that is locked; refuses what is not there, or is asked for already. */
export function moved(em: EntityManager, account: SupervisedAccount, moving: Moving): SupervisedMovement {
  const { id: accountId, projectId, bank, pending } = account;
  const { amount } = moving;
  const balance = account.balance.plus(amount);
  const free = account.balance.minus(pending);
  if (balance < pending) refuse('FIN-12.account-short', { bank, amount: amount.abs(), free });
  const serial = account.movements + 1;
  Object.assign(account, { movements: serial, balance });
  return em.create(SupervisedMovement, { ...moving, id: newId(), accountId, projectId, serial, balance });
}

/** Moves money of a unit, as `moved` does, and has the supervision bank told of it. */
export function movedForUnit(em: EntityManager, account: SupervisedAccount, unit: OfUnit, moving: Told) {
  const movement = moved(em, account, moving);
  const { id, accountId, projectId, at: since } = movement;
  const { kind, amount } = moving;
  const about = { id, accountId, projectId, kind, ofId: unit.ofId ?? null, unitCode: unit.unitCode };
  em.create(SupervisedBooking, { ...about, amount: amount.abs(), state: firstSteps[kind], since });
  return movement;
}

type Told = Moving & { kind: keyof typeof firstSteps };

interface OfUnit {
  unitCode: string;
  /** The movement that this one takes back. */
  ofId?: string;
}

const firstSteps = { deposited: 'to-verify', reversed: 'to-reverse', refunded: 'to-pay' } as const;

/** A receipt as far as its money goes. */
interface Receiving {
  id: string;
  dealId: string;
  amount: Money;
  receivedAt: Instant;
  reversesId?: string | null;
}

/**
 * The money of a receipt goes into the unit's supervised account, in the same transaction, whatever its method and its
 * kind (law: all that is paid before delivery); what a red-letter receipt takes back leaves the account that it went
 * into. Nothing where none supervises it. Called when the receipt's book is locked: the account comes after it.
 */
export async function supervised(
  em: EntityManager,
  deal: { projectId: string; buildingId?: string | null; unitCode: string },
  { id: receiptId, dealId, amount, receivedAt: at, reversesId }: Receiving,
): Promise<SupervisedMovement[]> {
  const deposit = reversesId ? await em.findOne(SupervisedMovement, { receiptId: reversesId }) : null;
  const account = reversesId ? await holding(em, deposit) : await supervising(em, deal);
  if (!account) return [];
  const unit = { unitCode: deal.unitCode, ...(deposit ? { ofId: deposit.id } : {}) };
  const kind = reversesId ? ('reversed' as const) : ('deposited' as const);
  return [movedForUnit(em, account, unit, { kind, amount, at, dealId, receiptId })];
}

/** The account that the money went into, locked, unless its supervision has ended. */
async function holding(em: EntityManager, deposit: SupervisedMovement | null) {
  const account = deposit && (await lockedSupervised(em, deposit.accountId));
  return account?.state === 'open' ? account : undefined;
}

/** The open accounts with money of the deal, locked in the order of their ids: how much is its, how much is free. */
export async function holdingMoneyOf(em: EntityManager, dealId: string) {
  const rows = await em.execute<{ id: string; fen: string }[]>(
    `select account_id as id, sum(amount)::text as fen from supervised_movement where deal_id = ?
     group by 1 having sum(amount) > 0 order by 1`,
    [dealId],
  );
  const found = [];
  for (const { id, fen } of rows) {
    const account = await lockedSupervised(em, id);
    const free = account.balance.minus(account.pending);
    if (account.state === 'open') found.push({ account, free, ofDeal: Money.fen(BigInt(fen)) });
  }
  return found;
}
