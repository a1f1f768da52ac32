import type { ReceiptType } from '#contracts/finance.js';
import type { Movement } from './movement.js';

/** What a receipt pays: one kind of receivable, several, or nothing that is owed yet (FIN-2). */
export function receiptType({ parts }: Movement): ReceiptType {
  const kinds = [...new Set(parts.map(({ owed }) => owed.kind))];
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'credit');
}
