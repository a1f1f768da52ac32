import * as bank from '#contracts/finance-funds-bank.js';
import { cast } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SupervisionInTest } from '../commands/supervision-in-test.js';

let stand: SupervisionInTest;
let finance: SupervisionInTest['finance'];
let outside: SupervisionInTest['outside'];
beforeAll(async () => {
  stand = await SupervisionInTest.start();
  ({ finance, outside } = stand);
});
afterEach(() => stand.worst());
afterAll(() => stand?.close());

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const matters = (accountId: string, day = today()) =>
  outside.get(`/day-ends/${accountId}?day=${day}`) as Promise<{ bank: { reference: string; amount: string }[] }>;

describe('FIN-12 at a supervision bank that answers late, twice, out of order, or not at all', () => {
  it('FIN-12 every receipt is verified and booked there once, and a refund is paid out once', async () => {
    const { accountId, accountNumber, deal } = await stand.paid('building 50', '60000.00');
    await stand.until(accountId, ['deposited booked']);
    await deal.cancelled();
    const { refundId } = await finance.requestRefund(deal, '60000.00');
    await finance.approveRefund(refundId);
    await finance.payRefund(refundId);
    await stand.until(accountId, ['deposited booked', 'refunded paid']);
    await outside.behave({});
    const { bank: lines } = await matters(accountNumber);
    expect(lines.map(({ amount }) => amount).toSorted()).toEqual(['-60000.00', '60000.00']);
  });

  it('FIN-12 FIN-5 a red-letter receipt is reversed there after what it takes back was booked', async () => {
    const { accountId, accountNumber, deal } = await stand.paid('building 51', '20000.00');
    await finance.exchange(await deal.renaming(), { payer: '何某' });
    await stand.until(accountId, ['deposited booked', 'deposited booked', 'reversed reversed']);
    await outside.behave({});
    const { bank: lines } = await matters(accountNumber);
    expect(lines.map(({ amount }) => amount).toSorted()).toEqual(['-20000.00', '20000.00', '20000.00']);
  });

  it('FIN-12 a release goes there when it is checked, and leaves the account when it is paid', async () => {
    const { accountId } = await stand.paid('building 52', '100000.00');
    const { releaseId } = await stand.funds.request(accountId, '30000.00');
    await stand.funds.checkRelease(releaseId);
    await eventually(async () => {
      await stand.hurried();
      expect(await stand.funds.sheet(accountId)).toMatchObject({ balance: '70000.00', pending: '0.00' });
    });
    expect(await stand.funds.moves(accountId)).toEqual([
      'deposited 100000.00 = 100000.00',
      'released -30000.00 = 70000.00',
    ]);
  });

  it('FIN-12 a release that is refused there can be asked for again', async () => {
    const { accountId } = await stand.paid('building 53', '100000.00');
    await outside.behave({ refuse: ['支付总包工程款'] });
    const { releaseId } = await stand.funds.request(accountId, '50000.00');
    await stand.funds.checkRelease(releaseId);
    await eventually(async () => {
      await stand.hurried();
      expect(await stand.funds.sheet(accountId)).toMatchObject({ balance: '100000.00', pending: '0.00' });
    });
    expect(await stand.funds.request(accountId, '50000.00')).toMatchObject({ state: 'requested' });
  });
});

describe('FIN-12 a cashier', () => {
  it('FIN-12 takes money while the bank is down: it waits on a list, and is booked when the bank is back', async () => {
    const url = process.env.SUPERVISION_URL;
    process.env.SUPERVISION_URL = 'http://127.0.0.1:1';
    const { accountId } = await stand.paid('building 54', '20000.00');
    await stand.hurried();
    expect(await stand.states(accountId)).toEqual(['deposited to-verify']);
    expect((await stand.list('bookings-to-verify')).map(({ unit }) => unit)).toContain('building 54 101');
    process.env.SUPERVISION_URL = url!;
    await stand.until(accountId, ['deposited booked']);
    expect((await stand.list('bookings-to-verify')).map(({ unit }) => unit)).not.toContain('building 54 101');
  });

  it('FIN-12 sees what the bank refused on a list; it is sent again under a new reference', async () => {
    await outside.behave({ refuse: ['building 55 101'] });
    const { accountId } = await stand.paid('building 55', '20000.00');
    await stand.until(accountId, ['deposited refused']);
    expect(await stand.list('bookings-refused')).toContainEqual(expect.objectContaining({ unit: 'building 55 101' }));
    const { items } = await finance.service.ask(bank.Bookings, { accountId }, [cast.wang, 'report.finance']);
    const { bookingId, refusedFor } = items[0];
    expect(refusedFor).toContain('核验不符');
    await outside.behave({});
    const retry = () => finance.service.ask(bank.RetryBooking, { bookingId }, [cast.zheng, 'funds.supervise']);
    expect(await retry()).toMatchObject({ state: 'to-verify' });
    await expect(retry()).rejects.toMatchObject({ code: 'FIN-12.not-refused' });
    await stand.until(accountId, ['deposited booked']);
  });

  it('FIN-12 types nothing in for a bank that answers by itself', async () => {
    const { accountId } = await stand.paid('building 56', '100000.00');
    const { items } = await finance.service.ask(bank.Bookings, { accountId }, [cast.wang, 'report.finance']);
    const typed = { bookingId: items[0].bookingId, said: 'booked' };
    const record = finance.service.ask(bank.RecordBooking, typed, [cast.zheng, 'funds.supervise']);
    await expect(record).rejects.toMatchObject({ code: 'FIN-12.bank-has-line' });
    const { releaseId } = await stand.funds.request(accountId, '1000.00');
    const said = { releaseId, said: 'paid' };
    await expect(finance.service.ask(bank.RecordRelease, said, [cast.zheng, 'funds.supervise'])).rejects.toMatchObject({
      code: 'FIN-12.bank-has-line',
    });
  });
});
