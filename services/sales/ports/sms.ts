import { HttpSms } from './sms-http.js';
import { ManualSms } from './sms-manual.js';
import { SimulatedSms } from './sms-simulated.js';

/** What the gateway says of a message: it took it, under its own reference, or never will. */
export type SmsOutcome = { taken: true; reference: string } | { taken: false; reason: string };

/** An SMS gateway (section 8). Asking again under the same reference sends nothing twice; throws OutsideUnavailable. */
export abstract class Sms {
  /** Whether there is no gateway: somebody calls instead, and it is never asked. */
  abstract readonly byHand: boolean;
  abstract send(message: { reference: string; phone: string; text: string }): Promise<SmsOutcome>;
}

/** The gateway of this place: SMS_ADAPTER is `manual` (the usual), `http` (SMS_URL) or `simulated`. */
export function smsHere(adapter = process.env.SMS_ADAPTER ?? 'manual'): Sms {
  const made = Object.hasOwn(adapters, adapter) && adapters[adapter as keyof typeof adapters];
  if (!made) throw new Error(`SMS_ADAPTER is ${adapter}, not one of ${Object.keys(adapters).join(', ')}`);
  return made();
}

const adapters = {
  http: (): Sms => new HttpSms(),
  manual: (): Sms => new ManualSms(),
  simulated: (): Sms => new SimulatedSms(),
};
