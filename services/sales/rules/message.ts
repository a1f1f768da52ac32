import type { MessageFailure } from '#contracts/sales-messages.js';
import type { Instant } from '#kernel/time.js';

interface Receiver {
  phone?: string;
  accepts: boolean;
}

/** Why a message cannot go out now, whatever the gateway would say (FIN-10); nothing when it can. */
export function unsendable(
  { phone, accepts }: Receiver,
  { sendBefore, byHand }: { sendBefore: Instant; byHand: boolean },
  now: Instant,
): MessageFailure | undefined {
  if (!accepts) return 'opted-out';
  if (!phone || !/^1[3-9]\d{9}$/.test(phone)) return 'no-phone';
  if (byHand) return 'by-hand';
  return now >= sendBefore ? 'too-late' : undefined;
}
