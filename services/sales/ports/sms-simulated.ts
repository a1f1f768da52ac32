import type { Sms, SmsOutcome } from './sms.js';

/**
 * A gateway played in this process, for trying out without one: it takes every message once, but refuses phones that
 * end in SMS_SIMULATED_REFUSES, and forgets everything when the process ends.
 */
export class SimulatedSms implements Sms {
  readonly byHand = false;
  private readonly taken = new Map<string, SmsOutcome>();

  send({ reference, phone }: { reference: string; phone: string }): Promise<SmsOutcome> {
    const refused = process.env.SMS_SIMULATED_REFUSES;
    const outcome: SmsOutcome =
      refused && phone.endsWith(refused)
        ? { taken: false, reason: '空号' }
        : { taken: true, reference: `SIM-${this.taken.size + 1}` };
    if (!this.taken.has(reference)) this.taken.set(reference, outcome);
    return Promise.resolve(this.taken.get(reference)!);
  }
}
