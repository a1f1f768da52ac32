import { DecideLateFeeWaiver, LateFees, RequestLateFeeWaiver } from '#contracts/finance-late-fees.js';
import type { Derivation } from '#kernel/derivation.js';
import { ContractSigned } from '#contracts/sales.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import type { Line, ToldDeal } from '#testing/told-deal.js';
import type { FinanceInTest } from './in-test.js';

export const daysAgo = (days: number) => addDays(dayOf(new Date()), -days);
const derivation = { formula: 'price × share', rule: 'INV-6', inputs: {}, rounding: 'none', result: '' };

/** One in ten thousand a day; beyond 30 days two for the whole period. */
export const lateClauses = {
  ...sampleOf(ContractSigned).clauses,
  ...{ buyerLateRate: '0.0001', buyerLateTierDays: 30, buyerLateRateBeyond: '0.0002' },
};

/** Deals that are late, and what is done about their late fees. */
export class LateInTest {
  constructor(readonly finance: FinanceInTest) {}

  /** Signed on these lines, so many days late each (early when negative), with nothing paid. */
  async signed(name: string, lines: [Line[0], string, number][], more: object = {}): Promise<ToldDeal> {
    const deal = await this.finance.subscribed(name, '0.00');
    await this.sign(deal, lines, more);
    return deal;
  }

  sign(deal: ToldDeal, lines: [Line[0], string, number][], more: object = {}): Promise<void> {
    const schedule = lines.map(([kind, amount, days], at) => {
      return { line: at + 1, label: `第${at + 1}期`, kind, amount, dueOn: daysAgo(days), derivation };
    });
    const ids = {
      subscriptionId: deal.id,
      unitId: deal.unitId,
      contractId: deal.contractId,
      projectId: deal.projectId,
    };
    const terms = { price: '1000000.00', schedule, clauses: lateClauses, buildingArea: '100.00', ...more };
    return this.finance.service.hear(
      ContractSigned,
      sampleOf(ContractSigned, { ...ids, unitCode: deal.name, ...terms }),
    );
  }

  sheet(deal: ToldDeal, on?: string) {
    const asked = { dealId: deal.id, ...(on ? { on } : {}) };
    return this.finance.service.ask(LateFees, asked, [cast.wu, 'report.desk']);
  }

  /** What is owed of each kind and label: `price 第1期: 1000.00/1000.00 paid`. */
  async owed(deal: ToldDeal): Promise<string[]> {
    const { receivables } = await this.finance.sheet(deal);
    const shown = receivables.filter(({ kind }: { kind: string }) => kind !== 'deposit');
    return shown
      .map((one: Record<string, string>) => `${one.label}: ${one.paid}/${one.amount} ${one.state}`)
      .toSorted();
  }

  async receivable(
    deal: ToldDeal,
    label: string,
  ): Promise<{ receivableId: string; amount: string; lateFeeOf?: string; derivation: Derivation }> {
    const { receivables } = await this.finance.sheet(deal);
    return receivables.find((one: { label: string }) => one.label === label)!;
  }

  async ask(deal: ToldDeal, label: string, more: object = {}, as = cast.sun) {
    const { receivableId } = await this.receivable(deal, label);
    const payload = { dealId: deal.id, receivableId, reason: '银行放款延误', ...more };
    return this.finance.service.ask(RequestLateFeeWaiver, payload, [as, 'late-fee.waive-request']);
  }

  decide(waiverId: string, more: object = {}, as = cast.wang) {
    const payload = { waiverId, decision: 'approve', ...more };
    return this.finance.service.ask(DecideLateFeeWaiver, payload, [as, 'late-fee.waive-approve']);
  }

  /** Everything adds up in the database's own eyes. */
  async proves(deal: ToldDeal): Promise<boolean> {
    const [row] = await this.finance.service.rows('select holds from deal_proof where deal_id = ?', [deal.id]);
    return row!.holds as boolean;
  }
}
