import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

export interface MoneyDeal {
  subscriptionId: string;
  unitId: string;
  /** `/v1/deals/{dealId}` */
  at: string;
}

export interface MoneyContract extends MoneyDeal {
  contractId: string;
  price: string;
}

interface Wanted {
  planId?: string;
  clauses?: object;
  /** Events of the customer besides the first visit (CRM-6). */
  events?: number;
}

const approve = { body: { decision: 'approve' } };

/** What the chapters about money begin with: somebody subscribed, paid, signed. */
export class MoneyDesk {
  private phone: number;
  private readonly stage: Stage;
  readonly sale: Sale;

  /** `lane` tells the customers of one chapter from those of another. */
  constructor(stage: Stage, sale: Sale, lane: number) {
    [this.stage, this.sale] = [stage, sale];
    this.phone = 13_700_000_000 + lane * 10_000;
  }

  async customer(name: string, events = 0): Promise<string> {
    const { projectId } = this.sale;
    const who = { projectId, name, phone: String(++this.phone), source: '来访', needs: '三房' };
    const body = { ...who, firstEvent: { kind: 'first-visit' } };
    const made = await this.stage.does('zhao', `客户${name} a customer`, 'POST /v1/customers', {
      ...{ body, eventually: true },
    });
    const path = `/v1/customers/${made.customerId}/events`;
    for (let count = 0; count < events; count++) await this.stage.team('zhao').zhao!.post(path, { kind: 'call' });
    return made.customerId;
  }

  async subscribed(code: string, { planId = this.sale.plans.lumpSum, events }: Wanted = {}): Promise<MoneyDeal> {
    const unitId = this.sale.units.get(code)!.unitId;
    const customerId = await this.customer('林晓', events);
    const path = `POST /v1/units/${unitId}/subscriptions`;
    const body = { customerId, planId };
    const asked = { body, eventually: true };
    const { subscriptionId } = await this.stage.does('zhao', `定购 ${code} subscribe`, path, asked);
    return { subscriptionId, unitId, at: `/v1/deals/${subscriptionId}` };
  }

  /** The answer of the receipt; waits until finance knows the deal. */
  pays({ at }: MoneyDeal, amount: string, more: object = {}): Promise<any> {
    const body = { payer: '林晓', amount, method: 'transfer', ...more };
    return this.stage.does('qian', `收款 ${amount} received`, `POST ${at}/receipts`, { body, eventually: true });
  }

  /** Subscribed, the deposit of 20,000.00 paid, signed; the contract is known to finance. */
  async signed(code: string, wanted: Wanted = {}): Promise<MoneyContract> {
    const deal = await this.subscribed(code, wanted);
    await this.pays(deal, '20000.00');
    const at = `/v1/subscriptions/${deal.subscriptionId}`;
    await this.stage.until('zhao', '定购生效 it takes effect', at, ({ state }) => state === 'effective');
    const body = { clauses: { ...clauses, ...wanted.clauses } };
    const { contractId } = await this.stage.does('zhao', '签约 sign', `POST ${at}/contract`, { body });
    const { price } = await this.account(deal, '合同应收 owed by the contract', (sheet) => sheet.price);
    return { ...deal, contractId, price };
  }

  /** Reviewed by four, sealed, and sent for filing, which the registry answers by itself. */
  async sealed({ contractId }: MoneyContract): Promise<void> {
    const at = `/v1/contracts/${contractId}`;
    const reviews = { supervisor: 'sun', manager: 'li', accounting: 'zheng', cfo: 'wang' };
    for (const [stage, who] of Object.entries(reviews))
      await this.stage.does(who, `审核 ${stage} review`, `POST ${at}/reviews/${stage}`, approve);
    await this.stage.does('chu', '盖章 seal', `POST ${at}/seal`);
    await this.stage.does('jiang', '送交监证 file', `POST ${at}/filing`);
  }

  /** The account of the deal once it holds. */
  account({ at }: MoneyDeal, what: string, holds: (sheet: any) => boolean): Promise<any> {
    return this.stage.until('zheng', what, `${at}/account`, holds);
  }
}

const clauses = {
  ...{ buyerLateRate: '0.0003', buyerGraceDays: 30, sellerLateRate: '0.0003', sellerGraceDays: 30 },
  ...{ handoverBy: '2028-06-30', handoverNoticeDays: 15, areaMethod: 'building' },
  ...{ buyerLateTierDays: 60, buyerLateRateBeyond: '0.0005', sellerLateTierDays: 60, sellerLateRateBeyond: '0.0005' },
  ...{ filingWithinDays: 30, titleWithinDays: 90 },
};
