import type { PricingBasis } from '#contracts/inventory.js';
import type { Area } from '#kernel/area.js';
import { BadCell, type CellRow } from '#kernel/cells.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';
import { contractTerms, type ContractTerms } from './contract.js';
import { oldDeal, type OldDeal } from './old-deal.js';

/** A unit as sales knows it, and what has it now (HOLD-1). */
export interface KnownUnit {
  id: string;
  unitCode: string;
  buildingId?: string | null;
  pricingBasis: PricingBasis;
  buildingArea: Area;
  innerArea: Area;
  totalPrice: Money;
  held?: { kindZh: string; kindEn: string };
}

/** What the rows are checked against. */
export interface Known {
  units: Map<string, KnownUnit>;
  /** By code and by name. */
  plans: Map<string, string>;
  /** Who takes customers in the project, by name. */
  consultants: Map<string, { id: string; name: string }[]>;
  /** The deals that are there already, by their old numbers. */
  there: Map<string, { unitCode: string; mine: boolean }>;
  /** Names of the customers that are there already, by phone as it is kept. */
  customers: Map<string, string>;
  takenOverOn: Day;
}

/** A deal that can be taken over, with what it is taken over as. */
export interface GoodDeal {
  deal: OldDeal;
  rows: number;
  unit: KnownUnit;
  planId: string;
  consultant: { id: string; name: string };
  derivation: Derivation;
  terms?: ContractTerms;
}

/** Why a row cannot be taken over. */
export interface BadRow {
  row: number;
  column: string;
  zh: string;
  en: string;
}

/** Old deals, checked one by one against what is there and against those before them in the table. */
export class OldDeals {
  readonly good: GoodDeal[] = [];
  readonly rejected: BadRow[] = [];
  /** Deals that are there already, and of them those that this same take-over has written. */
  there = 0;
  mine = 0;
  private readonly units = new Map<string, string>();
  private readonly phones = new Map<string, string>();

  constructor(private readonly known: Known) {}

  add(rows: CellRow[]): void {
    try {
      const deal = oldDeal(rows);
      if (!this.isThere(deal)) this.good.push({ ...this.checked(deal), rows: rows.length });
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      const { column, zh, en } = error;
      this.rejected.push({ row: rows[0]!.row, column, zh, en });
    }
  }

  /** The same number for the same unit is the same deal: nothing is done twice. */
  private isThere({ number, unitCode }: OldDeal): boolean {
    const there = this.known.there.get(number);
    if (!there) return false;
    if (there.unitCode !== unitCode) {
      const [zh, en] = [`编号已用于房间 ${there.unitCode}`, `The number is that of unit ${there.unitCode}`];
      throw new BadCell('编号', zh, en);
    }
    if (there.mine) this.mine += 1;
    else this.there += 1;
    return true;
  }

  private checked(deal: OldDeal): Omit<GoodDeal, 'rows'> {
    const unit = this.free(deal);
    const planId = this.known.plans.get(deal.plan);
    if (!planId) throw new BadCell('付款方式', `项目没有付款方案“${deal.plan}”`, `There is no plan “${deal.plan}”`);
    const consultant = this.consultant(deal.consultant);
    this.refuseOtherCustomer(deal);
    refuseToCome(deal, this.known.takenOverOn);
    const { number, price } = deal;
    const derivation = derive('price of the old deal', 'CON-1', { number, price }, price);
    const terms = deal.contract && termsOf(deal, unit);
    this.units.set(unit.unitCode, number);
    this.phones.set(deal.customer.phone, deal.customer.name);
    return { deal, unit, planId, consultant, derivation, ...(terms && { terms }) };
  }

  private free({ unitCode }: OldDeal): KnownUnit {
    const unit = this.known.units.get(unitCode);
    if (!unit) throw new BadCell('房号', `没有推出房间 ${unitCode}`, `There is no unit ${unitCode} on sale`);
    if (unit.held) {
      const { kindZh, kindEn } = unit.held;
      throw new BadCell('房号', `房间 ${unitCode} 已有${kindZh}`, `A ${kindEn} holds unit ${unitCode}`);
    }
    const other = this.units.get(unitCode);
    if (other)
      throw new BadCell('房号', `表中 ${other} 也是房间 ${unitCode}`, `${other} in this table is of ${unitCode} too`);
    return unit;
  }

  private consultant(name: string) {
    const [one, ...more] = this.known.consultants.get(name) ?? [];
    if (!one)
      throw new BadCell('置业顾问', `项目没有在岗的置业顾问“${name}”`, `No consultant “${name}” is at work here`);
    if (more.length > 0)
      throw new BadCell('置业顾问', `有多名置业顾问“${name}”`, `More than one consultant is “${name}”`);
    return one;
  }

  /** One phone is one customer (CRM-1). Nobody is named in the report (ALL-9). */
  private refuseOtherCustomer({ customer: { phone, name } }: OldDeal): void {
    const known = this.known.customers.get(phone) ?? this.phones.get(phone);
    if (known && known !== name)
      throw new BadCell('手机', '该手机属于另一姓名的客户', 'The phone is another customer’s');
  }
}

/** What is from before has been: no day of it is after the day of the take-over. */
function refuseToCome({ subscribedOn, contract }: OldDeal, takenOverOn: Day): void {
  const days = { 认购日期: subscribedOn, 签约日期: contract?.signedOn, 备案日期: contract?.filing?.on };
  for (const [column, day] of Object.entries(days)) {
    if (day && day > takenOverOn)
      throw new BadCell(column, `${column}晚于接管日 ${takenOverOn}`, `After ${takenOverOn}`);
  }
}

/** The terms as they were signed; the lines add up to the price. */
function termsOf({ price, deposit, contract, number }: OldDeal, unit: KnownUnit): ContractTerms {
  const { lines, clauses, signedOn } = contract!;
  const sum = Money.sum(lines.map(({ amount }) => amount));
  if (!sum.equals(price))
    throw new BadCell('应收金额', `各期合计 ${sum}，成交总价 ${price}`, `The lines add up to ${sum}`);
  try {
    const terms = contractTerms({ ...unit, price, deposit }, lines, clauses, signedOn);
    const schedule = terms.schedule.map((line) => ({
      ...line,
      derivation: derive('line of the old contract', 'CON-1', { number, amount: line.amount }, line.amount),
    }));
    return { ...terms, schedule };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new BadCell(
      '面积差处理',
      `合同条款不能执行（${error.code}）`,
      `The clauses cannot be carried out (${error.code})`,
    );
  }
}
