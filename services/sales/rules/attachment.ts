import type { ContractState } from '#contracts/sales.js';
import { refuse } from '#kernel/refusal.js';

/** Uses 用途 of units that can belong to a home (INV-7). */
const attachable = ['车位', '车库', '储藏'];

export interface Tied {
  contract: { number: string; projectId: string; customerId: string; unitCode: string };
  /** The use of the home; unknown of what was offered before sales kept it. */
  homeUse: string | null;
  unit: { unitCode: string; projectId: string; use: string | null };
  /** Whose the unit is, by a subscription or a contract; nobody's when it is free or only reserved. */
  customerId: string | null;
}

/** Refuses what cannot be tied: only a parking space or storage room, to a home, of the same customer (INV-7). */
export function refuseUnlessTieable({ contract, homeUse, unit, customerId }: Tied): void {
  const { number } = contract;
  const facts = { unit: unit.unitCode, number };
  if (isAttachable(homeUse)) refuse('INV-7.not-a-home', { number, unit: contract.unitCode, use: homeUse });
  if (!isAttachable(unit.use)) refuse('INV-7.not-attachable', { unit: unit.unitCode, use: unit.use ?? '—' });
  if (unit.projectId !== contract.projectId) refuse('INV-7.other-project', facts);
  if (customerId !== contract.customerId) refuse('INV-7.not-theirs', facts);
}

/** What is tied is read by those who review: it changes only until the first of them has signed (CON-3, CON-4). */
export function refuseUnderReview(contract: {
  number: string;
  state: ContractState;
  supervisorId?: string | null;
}): void {
  const open = contract.state === 'returned' || (contract.state === 'in-review' && !contract.supervisorId);
  if (!open) refuse('INV-7.under-review', { number: contract.number });
}

export function isAttachable(use: string | null): boolean {
  return attachable.some((word) => use?.includes(word));
}
