import { fieldsOf } from '#contracts/describe.js';
import { ProjectOpened } from '#contracts/inventory.js';
import type { Telling } from '#contracts/message.js';
import { LoanDisbursed } from '#contracts/mortgage.js';
import { ContractSigned, SubscriptionCancelled, SupplementSigned, UnitSubscribed } from '#contracts/sales.js';
import {
  ChangeWithdrawn,
  DepositReferred,
  RenameRequested,
  SwapRequested,
  WithdrawalExecuted,
} from '#contracts/sales-subscriptions.js';
import { cast, idOf } from './cast.js';
import type { ServiceInTest } from './in-process.js';
import { sampleOf } from './sample.js';

/** A line of the schedule: [kind, amount in yuan, day on which it is due]. */
export type Line = ['price' | 'loan', string, string];

/** A deal as inventory, sales and mortgage tell it to the service in test; amounts are decimal texts. */
export class ToldDeal {
  readonly id: string;
  readonly unitId: string;
  readonly contractId: string;

  constructor(
    private readonly service: ServiceInTest,
    readonly name: string,
    readonly projectId = idOf('project'),
  ) {
    [this.id, this.unitId, this.contractId] = [idOf(`deal ${name}`), idOf(`unit ${name}`), idOf(`contract ${name}`)];
  }

  static projectOpened(service: ServiceInTest, code = 'YH', projectId = idOf('project')): Promise<void> {
    return service.hear(ProjectOpened, sampleOf(ProjectOpened, { projectId, code }));
  }

  subscribed(deposit = '20000.00', differently: object = {}): Promise<void> {
    const about = { unitCode: this.name, consultantId: cast.zhao.id, deposit, ...differently };
    return this.tell(UnitSubscribed, about);
  }

  /** Signed at the price that the lines sum to, given with them. */
  signed(price: string, lines: Line[]): Promise<void> {
    const derivation = { formula: 'price × share', rule: 'INV-6', inputs: {}, rounding: 'none', result: '' };
    const schedule = lines.map(([kind, amount, dueOn], at) => {
      return {
        line: at + 1,
        label: `第${at + 1}期`,
        kind,
        amount,
        dueOn,
        derivation: { ...derivation, result: amount },
      };
    });
    return this.tell(ContractSigned, { price, schedule, unitCode: this.name, consultantId: cast.zhao.id });
  }

  settled(oldPrice: string, difference: string, newPrice: string): Promise<void> {
    const ids = { settlementId: idOf(`settlement ${this.name}`), supplementId: idOf(`supplement ${this.name}`) };
    return this.tell(SupplementSigned, { ...ids, oldPrice, difference, newPrice });
  }

  cancelled(rule = 'SUB-3.deposit-unpaid'): Promise<void> {
    return this.tell(SubscriptionCancelled, { rule });
  }

  disbursed(amount: string, disbursementId = idOf(`disbursement ${this.name} ${amount}`)): Promise<void> {
    const applicationId = idOf(`application ${this.name}`);
    return this.tell(LoanDisbursed, { applicationId, dealId: this.id, amount, disbursementId });
  }

  referred(): Promise<void> {
    return this.tell(DepositReferred, { reason: '客户不再补足' });
  }

  renaming(): Promise<string> {
    return this.changing(RenameRequested, { customerId: idOf(`new buyer of ${this.name}`) });
  }

  /** The other deal has to be told too, as one in the place of this. */
  swapping(to: ToldDeal): Promise<string> {
    return this.changing(SwapRequested, { toSubscriptionId: to.id, toUnitId: to.unitId });
  }

  takenBack(changeId: string): Promise<void> {
    return this.tell(ChangeWithdrawn, { changeId });
  }

  /** Answers the withdrawal's id. */
  async withdrawn(retain = '0.00', withdrawalId = idOf(`withdrawal ${this.name}`)): Promise<string> {
    await this.tell(WithdrawalExecuted, { withdrawalId, retain });
    return withdrawalId;
  }

  private async changing(telling: Telling, facts: object): Promise<string> {
    const changeId = idOf(`change of ${this.name}`);
    await this.tell(telling, { changeId, ...facts });
    return changeId;
  }

  private tell<T extends Telling>(telling: T, differently: object): Promise<void> {
    const { id: subscriptionId, unitId, contractId, projectId } = this;
    const ids = { subscriptionId, unitId, contractId, projectId };
    return this.service.hear(telling, sampleOf(telling, { ...known(telling, ids), ...differently }));
  }
}

/** Of these the fields that the event has. */
function known(telling: Telling, fields: object): object {
  const names = fieldsOf(telling);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
