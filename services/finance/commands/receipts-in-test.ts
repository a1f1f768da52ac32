import { ReverseReceipt, VoidReceipt } from '#contracts/finance-receipts.js';
import { cast, type Person } from '#testing/cast.js';
import type { FinanceInTest } from './in-test.js';
import pg from 'pg';

/** Taking receipts back, as a test does it. */
export class ReceiptsInTest {
  constructor(private readonly finance: FinanceInTest) {}

  void(receiptId: string, as: Person = cast.qian, key?: string) {
    return this.finance.service.ask(VoidReceipt, { receiptId, reason: '金额录错' }, [as, 'receipt.void'], key);
  }

  reverse(receiptId: string, as: Person = cast.wu, key?: string) {
    return this.finance.service.ask(ReverseReceipt, { receiptId, reason: '支票退票' }, [as, 'receipt.reverse'], key);
  }

  /** As if it had been written so many days ago. */
  async aged(receiptId: string, days: number): Promise<void> {
    const owner = new pg.Client({ connectionString: this.finance.service.ownerUrl });
    await owner.connect();
    await owner.query('alter table receipt disable trigger user');
    await owner.query(
      `update receipt set received_at = received_at - make_interval(days => $2),
        till_day = (till_day::date - $2::int)::text where id = $1`,
      [receiptId, days],
    );
    await owner.query('alter table receipt enable trigger user');
    await owner.end();
  }
}
