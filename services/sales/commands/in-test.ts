import { AreaSettled } from '#contracts/handover.js';
import { DepositReceived } from '#contracts/finance.js';
import { DiscountDefined, PaymentPlanDefined, ProjectOpened, UnitOffered } from '#contracts/inventory.js';
import {
  FileContract,
  ReviewContract,
  SealContract,
  SignContract,
  SubscriptionById,
  SubscribeUnit,
  type ReviewStage,
} from '#contracts/sales.js';
import type { Telling } from '#contracts/message.js';
import { EnterCustomer } from '#contracts/sales-customers.js';
import { ReserveUnit } from '#contracts/sales-reservations.js';
import type { DeadlineLengths } from '#kernel/deadlines.js';
import { Money } from '#kernel/money.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { SalesModule } from '../module.js';

export const project = idOf('project');
export const plans = { whole: idOf('plan whole'), mortgage: idOf('plan mortgage') };
export const discounts = {
  d98: idOf('discount 98'),
  mortgageOnly: idOf('discount mortgage'),
  old: idOf('discount old'),
};
export const clauses = {
  ...{ buyerLateRate: '0.0003', buyerGraceDays: 30, sellerLateRate: '0.0003', sellerGraceDays: 30 },
  ...{ handoverBy: '2028-06-30', handoverNoticeDays: 10, areaMethod: 'building' },
  ...{ buyerLateTierDays: 60, buyerLateRateBeyond: '0.0005', sellerLateTierDays: 60, sellerLateRateBeyond: '0.0005' },
  ...{ filingWithinDays: 30, titleWithinDays: 90 },
};

/** Who reviews at each stage (CON-3). */
export const reviewers: Record<ReviewStage, Person> = {
  supervisor: cast.sun,
  manager: cast.li,
  accounting: cast.zheng,
  cfo: cast.wang,
};

/** Sales in this process with an open project; deals are brought as far as a test wants them. */
export class SalesInTest {
  private phone = 13_800_000_000;

  private constructor(readonly service: ServiceInTest) {}

  static async begin(deadlines: DeadlineLengths = {}): Promise<SalesInTest> {
    const sales = new SalesInTest(await inProcess('sales', SalesModule));
    await sales.opened(project, 'YH', deadlines);
    const line = (share: string, kind = 'price', dueDaysAfterSigning = 0) => {
      return { label: kind === 'loan' ? '按揭贷款' : '首付款', share, kind, dueDaysAfterSigning };
    };
    const whole = { planId: plans.whole, code: 'LS', name: '一次性', kind: 'lump-sum', lines: [line('1', 'price', 7)] };
    const lines = [line('0.3'), line('0.1', 'price', 30), line('0.6', 'loan', 60)];
    const mortgage = { planId: plans.mortgage, code: 'AJ', name: '按揭', kind: 'mortgage', lines };
    for (const plan of [whole, mortgage]) await sales.service.hear(PaymentPlanDefined, { projectId: project, ...plan });
    const ofProject = { projectId: project, rate: '0.98', order: 1 };
    const d98 = { discountId: discounts.d98, code: 'D98', name: '九八折' };
    const mortgageOnly = {
      discountId: discounts.mortgageOnly,
      code: 'AJ98',
      name: '按揭九八折',
      planKinds: ['mortgage'],
    };
    const old = { discountId: discounts.old, code: 'OLD', name: '旧折扣', validUntil: '2020-01-01' };
    for (const it of [d98, mortgageOnly, old]) await sales.service.hear(DiscountDefined, { ...ofProject, ...it });
    return sales;
  }

  /** Sales hears what it told last about this id, as the broker brings it back. */
  async echo<T extends Telling>(telling: T, about: string): Promise<void> {
    const told = (await this.service.told(telling)).findLast((event: any) => event[telling.about] === about);
    await this.service.hear(telling, told as object);
  }

  opened(projectId: string, code: string, deadlines: DeadlineLengths = {}, more: object = {}): Promise<void> {
    const policy = { deposit: '20000.00', deadlines, ...more };
    return this.service.hear(ProjectOpened, { projectId, code, name: '云湖', policy });
  }

  /** 1,200,000.00 for 100 m², with a floor of 1,100,000.00. */
  async offered(unitCode: string, differently: Partial<Record<keyof UnitOffered, unknown>> = {}): Promise<string> {
    const unitId = idOf(`unit ${unitCode}`);
    await this.service.hear(UnitOffered, {
      ...{ unitId, projectId: project, buildingId: idOf('building 3'), unitCode, layout: '三房两厅', use: '住宅' },
      ...{ pricingBasis: 'building', buildingArea: '100.00', innerArea: '80.00', pricePerM2: '12000.00' },
      ...{ totalPrice: '1200000.00', floorPrice: '1100000.00', priceVersion: 1, permitNumber: '穗房预(网)字第1号' },
      ...{ offeredAt: new Date(), ...differently },
    });
    return unitId;
  }

  /** A customer with a phone of their own, entered by Zhao unless told. */
  async customer(by = cast.zhao, differently: object = {}, key?: string): Promise<string> {
    const who = { projectId: project, name: '林小明', phone: String(++this.phone), source: '来访', needs: '三房' };
    const asked = { ...who, firstEvent: { kind: 'first-visit' }, ...differently };
    const { customerId } = await this.service.ask(EnterCustomer, asked, [by, 'customer.write'], key);
    return customerId as string;
  }

  /** Kept by the sales manager for a named person unless told otherwise. */
  async reserve(unitId: string, differently: object = {}, by = cast.li, key?: string) {
    const forWhom = 'customerId' in differently ? {} : { beneficiary: '何先生' };
    const asked = { unitId, ...forWhom, reason: '老客户介绍', ...differently };
    return this.service.ask(ReserveUnit, asked, [by, 'reservation.make'], key);
  }

  async subscribe(unitId: string, differently: object = {}, by = cast.zhao, key?: string) {
    const customerId = 'customerId' in differently ? differently.customerId : await this.customer(by);
    const asked = { unitId, customerId, planId: plans.mortgage, ...differently };
    return this.service.ask(SubscribeUnit, asked, [by, 'subscription.make'], key);
  }

  async subscribed(unitCode: string, differently: object = {}) {
    return this.subscribe(await this.offered(unitCode), differently);
  }

  /** The cashier has confirmed this much of the deposit of 20,000.00 at once. */
  deposited(
    { subscriptionId, unitId }: { subscriptionId: string; unitId: string },
    amount = '20000.00',
  ): Promise<void> {
    const outstanding = Money.parse('20000.00').minus(Money.parse(amount));
    const ids = { dealId: subscriptionId, subscriptionId, unitId, projectId: project };
    return this.service.hear(DepositReceived, { ...ids, amount, outstanding, inFull: outstanding.isZero });
  }

  async effective(unitCode: string, differently: object = {}) {
    const subscription = await this.subscribed(unitCode, differently);
    await this.deposited(subscription as { subscriptionId: string; unitId: string });
    return subscription;
  }

  /** Lets finance say something of a deal that was told here; the ids that it has of its own are given. */
  finance<T extends Telling>(telling: T, event: object): Promise<void> {
    return this.service.hear(telling, { projectId: project, ...event } as never);
  }

  read(subscriptionId: string, by = cast.zhao) {
    return this.service.ask(SubscriptionById, { subscriptionId }, [by, 'report.desk']);
  }

  /** The open deadlines of a subscription, by kind. */
  async openDeadlines(about: string): Promise<string[]> {
    const sql = 'select kind from deadline where about = ? and done_at is null and cleared_at is null order by kind';
    return (await this.service.rows<{ kind: string }>(sql, [about])).map(({ kind }) => kind);
  }

  sign(subscriptionId: string, differently: object = {}, by = cast.zhao) {
    const asked = { subscriptionId, clauses: { ...clauses, ...differently } };
    return this.service.ask(SignContract, asked, [by, 'contract.sign']);
  }

  async signed(unitCode: string, differently: object = {}): Promise<string> {
    const { subscriptionId } = await this.effective(unitCode);
    return (await this.sign(subscriptionId, differently)).contractId as string;
  }

  review(contractId: string, stage: ReviewStage, by = reviewers[stage], as: object = { decision: 'approve' }) {
    return this.service.ask(ReviewContract, { contractId, stage, ...as }, [by, `contract.review-${stage}`]);
  }

  async approved(unitCode: string): Promise<string> {
    const contractId = await this.signed(unitCode);
    for (const stage of ['supervisor', 'manager', 'accounting', 'cfo'] as const) await this.review(contractId, stage);
    return contractId;
  }

  seal(contractId: string, by = cast.chu, as: object = {}) {
    return this.service.ask(SealContract, { contractId, ...as }, [by, 'contract.seal']);
  }

  async sealed(unitCode: string): Promise<string> {
    const contractId = await this.approved(unitCode);
    await this.seal(contractId);
    return contractId;
  }

  file(contractId: string, by = cast.jiang) {
    return this.service.ask(FileContract, { contractId }, [by, 'filing.file']);
  }

  settled(contractId: string, unitCode: string, prices = { oldPrice: '1200000.00', newPrice: '1212000.00' }) {
    const [oldPrice, newPrice] = [Money.parse(prices.oldPrice), Money.parse(prices.newPrice)];
    const derivation = { formula: '(A1 − A0) · P', rule: 'TIT-2', inputs: {}, rounding: 'half-up-fen', result: '' };
    const ids = { unitId: idOf(`unit ${unitCode}`), contractId, dealId: idOf('deal'), projectId: project };
    const settlement = { settlementId: idOf(`settlement ${unitCode}`), oldPrice, newPrice, derivation };
    return this.service.hear(AreaSettled, { ...ids, ...settlement, difference: newPrice.minus(oldPrice) });
  }
}
