import { askOutside } from '#messaging/outside.js';
import type { Sms, SmsOutcome } from './sms.js';

/** An SMS gateway over HTTP: `POST SMS_URL/messages`, with the reference as its idempotency key. */
export class HttpSms implements Sms {
  readonly byHand = false;

  send(message: { reference: string; phone: string; text: string }): Promise<SmsOutcome> {
    return askOutside<SmsOutcome>(`${process.env.SMS_URL}/messages`, { key: message.reference, body: message });
  }
}
