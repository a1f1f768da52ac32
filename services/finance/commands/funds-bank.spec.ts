import * as bank from '#contracts/finance-funds-bank.js';
import { cast, idOf } from '#testing/cast.js';
import { dayOf } from '#kernel/time.js';
import { Clock } from '#persistence/clock.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FundsInTest } from './funds-in-test.js';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
let funds: FundsInTest;
beforeAll(async () => {
  process.env.SUPERVISION_ADAPTER = 'manual';
  finance = await FinanceInTest.start();
  funds = new FundsInTest(finance);
});
afterAll(async () => {
  delete process.env.SUPERVISION_ADAPTER;
  await finance?.close();
});

const scan = () => finance.service.app.get(Clock, { strict: false }).scan();
async function paid(building: string) {
  const accountId = await funds.opened(building, { terms: await funds.terms(building, { needs: [] }) });
  const deal = await finance.subscribed(`${building} 101`, '100000.00', { buildingId: idOf(building) });
  await finance.pay(deal, '100000.00');
  await scan();
  return accountId;
}
async function booking(accountId: string) {
  const { items } = await finance.service.ask(bank.Bookings, { accountId }, [cast.wang, 'report.finance']);
  return items[0] as { bookingId: string; state: string };
}
async function record(bookingId: string, said: string, more: object = {}) {
  const answer = await finance.service.ask(bank.RecordBooking, { bookingId, said, ...more }, [
    cast.zheng,
    'funds.supervise',
  ]);
  await scan();
  return answer;
}

describe('FIN-12 where the supervision bank has a counter and no line', () => {
  it('FIN-12 money waits until a clerk brings its slip, and then the booking', async () => {
    const accountId = await paid('building 70');
    const { bookingId, state } = await booking(accountId);
    expect(state).toBe('to-verify');
    await record(bookingId, 'verified', { slip: 'JK-0001' });
    expect(await booking(accountId)).toMatchObject({ state: 'to-book', slip: 'JK-0001' });
    await record(bookingId, 'booked');
    expect(await booking(accountId)).toMatchObject({ state: 'booked', slip: 'JK-0001' });
    await expect(record(bookingId, 'booked')).rejects.toMatchObject({ code: 'FIN-12.settled' });
  });

  it('FIN-12 a refusal that a clerk brings has its reason', async () => {
    const accountId = await paid('building 71');
    const { bookingId } = await booking(accountId);
    await expect(record(bookingId, 'refused')).rejects.toMatchObject({ code: 'FIN-12.reason-missing' });
    await record(bookingId, 'refused', { reason: '户名不符' });
    expect(await booking(accountId)).toMatchObject({ state: 'refused', refusedFor: '户名不符' });
  });

  it('FIN-12 a release is paid when a clerk says so, once it is checked', async () => {
    const accountId = await paid('building 72');
    const { releaseId } = await funds.request(accountId, '40000.00');
    const said = (answer: string) =>
      finance.service.ask(bank.RecordRelease, { releaseId, said: answer }, [cast.zheng, 'funds.supervise']);
    await expect(said('paid')).rejects.toMatchObject({ code: 'FIN-12.not-checked' });
    await funds.checkRelease(releaseId);
    await said('approved');
    await scan();
    expect(await funds.sheet(accountId)).toMatchObject({ balance: '100000.00', pending: '40000.00' });
    await said('paid');
    await scan();
    expect(await funds.sheet(accountId)).toMatchObject({ balance: '60000.00', pending: '0.00' });
  });

  it('FIN-12 a day is matched with what is typed in of bank and regulator', async () => {
    const accountId = await paid('building 73');
    const { bookingId } = await booking(accountId);
    const line = (reference: string, amount: string) => ({ reference, amount });
    const typed = {
      bank: [line(bookingId, '100000.00'), line('BK-77', '1.00')],
      regulator: [line(bookingId, '100000.00')],
    };
    const asked = { accountId, day: dayOf(new Date()), ...typed };
    const { matchingId } = await finance.service.ask(bank.MatchSupervisedDay, asked, [cast.zheng, 'funds.supervise']);
    await scan();
    const sheet = await finance.service.ask(bank.DayMatchingById, { matchingId }, [cast.wang, 'report.finance']);
    expect(sheet).toMatchObject({
      ...{ state: 'matched', matched: 1, differences: 1 },
      items: [{ reference: 'BK-77', finding: 'missing-ours', bank: '1.00' }, { reference: bookingId }],
    });
  });
});
