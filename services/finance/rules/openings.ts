import { BadCell, type CellRow } from '#kernel/cells.js';
import { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import type { Line } from './ledger.js';
import { type OldReceipt, oldReceipt, type OpeningDeal, openingMovement } from './opening.js';
import type { Owed } from './standing.js';

/** A deal with what is owed in it; checking changes this copy as booking will change the deal. */
export interface KnownDeal extends OpeningDeal {
  id: string;
  owed: Owed[];
}

/** What the rows are checked against. */
export interface KnownMoney {
  /** Deals that were taken over, by their old numbers. */
  deals: Map<string, KnownDeal>;
  /** Receipts that are there already, by their old numbers. */
  there: Map<string, { dealId: string; amount: Money; mine: boolean }>;
  takenOverOn: Day;
}

/** Opening receipts, checked one by one: each sees what those before it have paid. */
export class Openings {
  /** The good ones of each deal. */
  readonly good = new Map<string, OldReceipt[]>();
  readonly rejected: { row: number; column: string; zh: string; en: string }[] = [];
  there = 0;
  mine = 0;
  receipts = 0;
  /** Of the good ones and of those that were there. */
  total = Money.zero;
  held = Money.zero;
  private readonly lines: Line[] = [];
  private readonly numbers = new Set<string>();

  constructor(private readonly known: KnownMoney) {}

  add(row: CellRow): void {
    try {
      const receipt = oldReceipt(row);
      const deal = this.dealOf(receipt);
      if (!this.isThere(receipt, deal)) this.book(receipt, deal);
      this.total = this.total.plus(receipt.amount);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      const { column, zh, en } = error;
      this.rejected.push({ row: row.row, column, zh, en });
    }
  }

  /** Debits and credits of each account, as the good ones will post them. */
  accounts(): { account: string; debit: Money; credit: Money }[] {
    const sums = new Map<string, { account: string; debit: Money; credit: Money }>();
    for (const { account, debit, credit } of this.lines) {
      const sum = sums.get(account) ?? { account, debit: Money.zero, credit: Money.zero };
      sums.set(account, { account, debit: sum.debit.plus(debit), credit: sum.credit.plus(credit) });
    }
    return [...sums.values()].toSorted((one, other) => (one.account < other.account ? -1 : 1));
  }

  private dealOf({ deal: number, oldNumber }: OldReceipt): KnownDeal {
    const deal = this.known.deals.get(number);
    if (!deal) throw new BadCell('编号', `没有期初导入的交易 ${number}`, `No deal ${number} was taken over`);
    if (this.numbers.has(oldNumber))
      throw new BadCell('旧收据号', `${oldNumber} 在表中重复`, `${oldNumber} is there twice`);
    this.numbers.add(oldNumber);
    return deal;
  }

  /** The same number for the same money is the same receipt: nothing is booked twice. */
  private isThere({ oldNumber, amount }: OldReceipt, deal: KnownDeal): boolean {
    const there = this.known.there.get(oldNumber);
    if (!there) return false;
    if (there.dealId !== deal.id || !there.amount.equals(amount)) {
      throw new BadCell('旧收据号', `${oldNumber} 已入账为其他款项`, `${oldNumber} is booked as other money`);
    }
    if (there.mine) this.mine += 1;
    else this.there += 1;
    return true;
  }

  private book(receipt: OldReceipt, deal: KnownDeal): void {
    const { takenOverOn } = this.known;
    if (receipt.receivedOn > takenOverOn) {
      throw new BadCell('收款日期', `收款日期晚于接管日 ${takenOverOn}`, `After ${takenOverOn}`);
    }
    const { parts, standing, credit, lines } = openingMovement(deal, deal.owed, receipt);
    for (const { owed, paid, state } of parts) Object.assign(owed, { paid, state });
    Object.assign(deal, standing);
    this.held = this.held.plus(credit);
    this.lines.push(...lines);
    this.receipts += 1;
    this.good.set(deal.id, [...(this.good.get(deal.id) ?? []), receipt]);
  }
}
