import { Bookings } from '#contracts/finance-funds-bank.js';
import { FinanceList } from '#contracts/named-lists.js';
import { Clock } from '#persistence/clock.js';
import { cast, idOf } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import assert from 'node:assert/strict';
import { FundsInTest } from './funds-in-test.js';
import { FinanceInTest } from './in-test.js';

/** Late, twice and out of order, half of its answers lost, and out of order itself now and then. */
const worst = { delayMs: 40, jitterMs: 40, duplicate: true, shuffle: true, errorRate: 0.2, drop: 0.3 };

/** Finance with a supervision bank that behaves as badly as it can, in a process of its own. */
export class SupervisionInTest {
  private numbers = 62280000;

  private constructor(
    readonly finance: FinanceInTest,
    readonly funds: FundsInTest,
    readonly outside: Simulator,
  ) {}

  static async start(): Promise<SupervisionInTest> {
    const outside = await simulator('supervision', worst);
    process.env.SUPERVISION_URL = outside.url;
    const finance = await FinanceInTest.start();
    return new SupervisionInTest(finance, new FundsInTest(finance), outside);
  }

  async close(): Promise<void> {
    await this.finance.close();
    delete process.env.SUPERVISION_URL;
    await this.outside.stop();
  }

  /** As badly as it can again. */
  worst(): Promise<void> {
    return this.outside.behave(worst);
  }

  /** What waits for its moment is asked now, by two schedulers. */
  async hurried(): Promise<void> {
    const sql = `update deadline set due_at = now() - interval '1 second', leased_until = null
      where kind in ('FIN-12.book', 'FIN-12.release') and done_at is null and cleared_at is null`;
    await this.finance.service.rows(sql);
    const clock = this.finance.service.app.get(Clock, { strict: false });
    await Promise.all([clock.scan(), clock.scan()]);
  }

  /** How the bookings of the account stand: `deposited booked`. */
  async states(accountId: string): Promise<string[]> {
    const asked = { accountId, limit: 200 };
    const { items } = await this.finance.service.ask(Bookings, asked, [cast.wang, 'report.finance']);
    return items.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`);
  }

  until(accountId: string, expected: string[]): Promise<void> {
    return eventually(async () => {
      await this.hurried();
      assert.deepEqual(await this.states(accountId), expected);
    });
  }

  /** An account of the building with a number of its own, and a deal that paid so much. */
  async paid(building: string, amount: string) {
    const accountNumber = String((this.numbers += 1));
    const terms = await this.funds.terms(building, { needs: [] });
    const accountId = await this.funds.opened(building, { accountNumber, terms });
    const deal = await this.finance.subscribed(`${building} 101`, amount, { buildingId: idOf(building) });
    await this.finance.pay(deal, amount);
    return { accountId, accountNumber, deal };
  }

  async list(name: string) {
    const asked = { list: name, projectId: idOf('project'), limit: 200 };
    const page = await this.finance.service.ask(FinanceList, asked, [cast.wang, 'report.finance']);
    return page.items as { unit: string }[];
  }
}
