import { ReminderDue, ReminderStopped } from '#contracts/finance-dunning.js';
import { MessageFailed, MessageSent, SetMessageConsent } from '#contracts/sales-messages.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';
import { Sms } from '../ports/sms.js';

let sales: SalesInTest;
const given: { reference: string; phone: string }[] = [];
beforeAll(async () => {
  process.env.SMS_ADAPTER = 'simulated';
  sales = await SalesInTest.begin();
  delete process.env.SMS_ADAPTER;
});
afterAll(() => sales.service.close());

const soon = () => new Date(Date.now() + 3_600_000).toISOString();

/** Finance tells of a reminder to this customer; what became of it once it was given to the gateway. */
async function reminded(name: string, customerId: string, sendBefore = soon()): Promise<string> {
  const [reminderId, dealId] = [idOf(`reminder ${name}`), idOf(`deal ${name}`)];
  await sales.service.hear(
    ReminderDue,
    sampleOf(ReminderDue, { reminderId, dealId, projectId: project, customerId, sendBefore }),
  );
  return reminderId;
}
const passed = (id: string) => sales.service.pass('FIN-10.message', id);
async function toldOf(id: string) {
  const all = [...(await sales.service.told(MessageSent)), ...(await sales.service.told(MessageFailed))];
  return all.filter(({ messageId }) => messageId === id);
}

describe('FIN-10 a reminder on its way to the phone', () => {
  it('FIN-10 ALL-9 is sent once, to the customer’s phone, and tells neither phone nor text', async () => {
    const gateway = sales.service.app.get(Sms);
    const send = gateway.send.bind(gateway);
    gateway.send = (message) => (given.push(message), send(message));
    const id = await reminded('one', await sales.customer());
    await passed(id);
    const [told, ...more] = await toldOf(id);
    expect(more).toEqual([]);
    expect(Object.keys(told!).toSorted()).toEqual(
      ['messageId', 'projectId', 'reference', 'sentAt', 'subscriptionId', 'unitId'].toSorted(),
    );
    expect(given[0]).toMatchObject({ reference: id, phone: expect.stringMatching(/^1\d{10}$/) });
    expect(new Set(given.map(({ reference }) => reference)).size).toBe(1);
  });

  it('FIN-10 to who wants no messages, or has no mobile phone, fails and says so', async () => {
    const customerId = await sales.customer();
    const consent = (accepts: boolean, as = cast.zhao) =>
      sales.service.ask(SetMessageConsent, { customerId, accepts, reason: '客户要求' }, [as, 'customer.write']);
    await expect(consent(false, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    expect(await consent(false)).toEqual({ customerId, accepts: false });
    const id = await reminded('two', customerId);
    await passed(id);
    expect(await toldOf(id)).toMatchObject([{ reason: 'opted-out' }]);
    await consent(true);
    const again = await reminded('three', customerId);
    await passed(again);
    expect(await toldOf(again)).toMatchObject([{ reference: expect.stringMatching(/^SIM-/) }]);
    const nobody = await reminded('four', idOf('nobody'));
    await passed(nobody);
    expect(await toldOf(nobody)).toMatchObject([{ reason: 'no-phone' }]);
  });

  it('FIN-10 that is stopped before the gateway has it does not go out, one that is out stays out', async () => {
    const customerId = await sales.customer();
    const id = await reminded('five', customerId);
    await sales.service.hear(ReminderStopped, sampleOf(ReminderStopped, { reminderId: id, dealId: idOf('deal five') }));
    await expect(passed(id)).rejects.toThrow(/no open deadline/);
    expect(await toldOf(id)).toMatchObject([{ reason: 'stopped' }]);
    const out = await reminded('six', customerId);
    await passed(out);
    await sales.service.hear(ReminderStopped, sampleOf(ReminderStopped, { reminderId: out, dealId: idOf('deal six') }));
    expect(await toldOf(out)).toMatchObject([{ reference: expect.any(String) }]);
  });

  it('FIN-10 after the decent hours it is too late, and a gateway that refuses it is believed', async () => {
    const customerId = await sales.customer();
    const late = await reminded('seven', customerId, new Date(Date.now() - 1_000).toISOString());
    await passed(late);
    expect(await toldOf(late)).toMatchObject([{ reason: 'too-late' }]);
    process.env.SMS_SIMULATED_REFUSES = '';
    const gateway = sales.service.app.get(Sms);
    gateway.send = () => Promise.resolve({ taken: false, reason: '空号' });
    const refused = await reminded('eight', customerId);
    await passed(refused);
    expect(await toldOf(refused)).toMatchObject([{ reason: 'refused' }]);
  });

  it('FIN-10 a gateway that is down is asked again under the same reference', async () => {
    const gateway = sales.service.app.get(Sms);
    gateway.send = () => Promise.reject(new Error('down'));
    const id = await reminded('nine', await sales.customer());
    await passed(id);
    expect(await toldOf(id)).toEqual([]);
    const asked: string[] = [];
    gateway.send = ({ reference }) => (asked.push(reference), Promise.resolve({ taken: true, reference: 'G-1' }));
    await passed(id);
    expect(new Set(asked)).toEqual(new Set([id]));
    expect(await toldOf(id)).toMatchObject([{ reference: 'G-1' }]);
  });

  it('FIN-10 stopped while the gateway is asked, its answer counts; without one it is not given again', async () => {
    const gateway = sales.service.app.get(Sms);
    const stop = (id: string, name: string) =>
      sales.service.hear(ReminderStopped, sampleOf(ReminderStopped, { reminderId: id, dealId: idOf(`deal ${name}`) }));
    const id = await reminded('ten', await sales.customer());
    gateway.send = async () => {
      await stop(id, 'ten');
      return { taken: true, reference: 'G-2' };
    };
    await passed(id);
    expect(await toldOf(id)).toMatchObject([{ reference: 'G-2' }]);
    const lost = await reminded('eleven', await sales.customer());
    gateway.send = () => Promise.reject(new Error('down'));
    await passed(lost);
    await stop(lost, 'eleven');
    gateway.send = () => Promise.resolve({ taken: true, reference: 'G-3' });
    await passed(lost);
    expect(await toldOf(lost)).toMatchObject([{ reason: 'stopped' }]);
  });
});
