import { DunningByDeal, PauseDunning, RecordReminder } from '#contracts/finance-dunning.js';
import { ReferDefaulter } from '#contracts/finance-defaulters.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { PolicyChanged } from '#contracts/inventory-policy.js';
import { FinanceList } from '#contracts/named-lists.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { sampleOf } from '#testing/sample.js';
import { ToldDeal } from '#testing/told-deal.js';
import { FinanceInTest } from './in-test.js';

export const projectId = idOf('project');

/** Finance with a project that duns at any hour. */
export class DunningInTest {
  private constructor(readonly finance: FinanceInTest) {}

  static async start(): Promise<DunningInTest> {
    const dunning = new DunningInTest(await FinanceInTest.start());
    await dunning.decides({});
    return dunning;
  }

  get service() {
    return this.finance.service;
  }

  decides(dunning: object): Promise<void> {
    const policy = {
      deposit: '20000.00',
      finance: { dunning: { from: '00:00', to: '24:00', dailyPerCustomer: 3, ...dunning } },
    };
    return this.service.hear(PolicyChanged, sampleOf(PolicyChanged, { projectId, policy }));
  }

  /** A contract whose lines are due so many days from today; the deposit is paid. */
  async owing(name: string, ...days: number[]): Promise<ToldDeal> {
    const deal = new ToldDeal(this.service, name);
    await deal.subscribed('20000.00', { customerId: idOf(`customer of ${name}`) });
    await this.finance.pay(deal, '20000.00');
    const lines = days.map((day) => ['price', '100000.00', addDays(dayOf(new Date()), day)] as const);
    await deal.signed(
      `${lines.length}00000.00`,
      lines.map((line) => [...line]),
    );
    return deal;
  }

  /** Paid at the cashier's, and heard of by finance itself. */
  async paid(deal: ToldDeal, amount: string): Promise<void> {
    await this.finance.pay(deal, amount);
    const told = await this.finance.told(ReceiptRecorded, deal);
    await this.service.hear(ReceiptRecorded, told.at(-1)!);
  }

  round(): Promise<void> {
    return this.service.pass('FIN-10.round', projectId);
  }

  /** Rounds, and then the message's moment, at two schedulers at once. */
  async dunned(deal: ToldDeal) {
    await this.round();
    for (const { reminderId, state } of await this.reminders(deal)) {
      if (state === 'planned') await this.sends(reminderId);
    }
    return this.reminders(deal);
  }

  /** The message's moment, at two schedulers and at the service's own, whichever is first. */
  async sends(reminderId: string): Promise<void> {
    await this.service.pass('FIN-10.send', reminderId).catch(() => undefined);
    const due = `select 1 from deadline where kind = 'FIN-10.send' and about = ? and done_at is null
      and cleared_at is null and due_at <= now()`;
    await eventually(async () => {
      if ((await this.service.rows(due, [reminderId])).length > 0) throw new Error('not settled yet');
    });
  }

  sheet(deal: ToldDeal, as: Person = cast.zhao) {
    return this.service.ask(DunningByDeal, { dealId: deal.id }, [as, 'report.desk']);
  }

  async reminders(deal: ToldDeal) {
    return (await this.sheet(deal)).reminders;
  }

  record(reminderId: string, as: Person = cast.zhao) {
    const payload = { reminderId, result: 'promised', note: '答应月底付' };
    return this.service.ask(RecordReminder, payload, [as, 'dunning.send']);
  }

  pause(deal: ToldDeal, days: number, as: Person = cast.wu) {
    const payload = { dealId: deal.id, until: addDays(dayOf(new Date()), days), reason: '客户住院' };
    return this.service.ask(PauseDunning, payload, [as, 'dunning.send']);
  }

  refer(deal: ToldDeal, reason?: string, as: Person = cast.wang) {
    return this.service.ask(ReferDefaulter, { dealId: deal.id, reason }, [as, 'defaulter.refer']);
  }

  async unitsOn(list: string, as: Person = cast.wu): Promise<string[]> {
    const asked = { list, projectId, limit: 200 };
    const { items } = await this.service.ask(FinanceList, asked, [as, 'report.desk']);
    return items.map(({ unit }: { unit: string }) => unit);
  }
}
