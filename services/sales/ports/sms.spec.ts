import { describe, expect, it } from '@jest/globals';
import { HttpSms } from './sms-http.js';
import { ManualSms } from './sms-manual.js';
import { SimulatedSms } from './sms-simulated.js';
import { smsHere } from './sms.js';

describe('FIN-10 the SMS gateway of a place', () => {
  it('FIN-10 is the adapter that the setting names, and nobody’s phone rings without one', async () => {
    expect(smsHere()).toBeInstanceOf(ManualSms);
    expect(smsHere().byHand).toBe(true);
    await expect(smsHere().send({ reference: 'a', phone: '', text: '' })).rejects.toThrow(/calls instead/);
    expect(smsHere('http')).toBeInstanceOf(HttpSms);
    expect(smsHere('simulated')).toBeInstanceOf(SimulatedSms);
    expect(() => smsHere('fax')).toThrow(/http, manual, simulated/);
  });

  it('FIN-10 played in the process it takes a message once, and refuses the phones it is told to', async () => {
    process.env.SMS_SIMULATED_REFUSES = '0000';
    const sms = smsHere('simulated');
    const message = { reference: 'a', phone: '13800001234', text: '请付款' };
    expect(await sms.send(message)).toEqual({ taken: true, reference: 'SIM-1' });
    expect(await sms.send(message)).toEqual({ taken: true, reference: 'SIM-1' });
    expect(await sms.send({ ...message, reference: 'b', phone: '13800000000' })).toMatchObject({ taken: false });
    delete process.env.SMS_SIMULATED_REFUSES;
  });
});
