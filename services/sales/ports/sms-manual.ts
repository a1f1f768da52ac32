import type { Sms } from './sms.js';

/** No gateway: each message becomes somebody's task to call. Never asked. */
export class ManualSms implements Sms {
  readonly byHand = true;

  send(): Promise<never> {
    return Promise.reject(new Error('somebody calls instead'));
  }
}
