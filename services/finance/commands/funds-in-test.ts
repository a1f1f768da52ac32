import {
  CheckRelease,
  CheckSupervisionTerms,
  OpenSupervisedAccount,
  ProposeSupervisionTerms,
  RequestRelease,
  SupervisedAccountById,
  SupervisedMovements,
} from '#contracts/finance-funds.js';
import { NodePlanned, NodeReached } from '#contracts/inventory-terms.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import type { FinanceInTest } from './in-test.js';

const projectId = idOf('project');

/** Supervised accounts of a test, each of a building by its name. */
export class FundsInTest {
  constructor(readonly finance: FinanceInTest) {}

  /** A node of the building, planned; answers its id. */
  async node(building: string, label: string): Promise<string> {
    const nodeId = idOf(`node ${building} ${label}`);
    const facts = { nodeId, projectId, buildingId: idOf(building), code: label, name: label, plannedOn: '2027-01-01' };
    await this.finance.service.hear(NodePlanned, sampleOf(NodePlanned, facts));
    return nodeId;
  }

  reached(building: string, label: string): Promise<void> {
    const about = { nodeId: idOf(`node ${building} ${label}`), buildingId: idOf(building), projectId };
    return this.finance.service.hear(NodeReached, sampleOf(NodeReached, { ...about, reachedOn: '2026-11-20' }));
  }

  /** Terms of 1,000,000.00, 5% of it retained; 300,000.00 stay until the roof, 100,000.00 until it is done. */
  async terms(building: string, more: object = {}) {
    const needs = [
      { nodeId: await this.node(building, '封顶'), label: '封顶', amount: '300000.00' },
      { nodeId: await this.node(building, '竣工'), label: '竣工', amount: '100000.00' },
    ];
    return { supervisedAmount: '1000000.00', needs, attachment: '监管协议 1 号', ...more };
  }

  async propose(building: string, more: object = {}, as = cast.zheng) {
    const account = { bank: '建设银行城南支行', accountNumber: '6227000012345678', terms: await this.terms(building) };
    const payload = { projectId, buildingId: idOf(building), ...account, ...more };
    return this.finance.service.ask(OpenSupervisedAccount, payload, [as, 'funds.supervise']);
  }

  proposeTerms(accountId: string, terms: object, as = cast.zheng) {
    const payload = { accountId, terms, reason: '监管部门核定' };
    return this.finance.service.ask(ProposeSupervisionTerms, payload, [as, 'funds.supervise']);
  }

  check(planId: string, more: object = {}, as = cast.wang) {
    const payload = { planId, decision: 'approve', ...more };
    return this.finance.service.ask(CheckSupervisionTerms, payload, [as, 'funds.supervise']);
  }

  /** An open account of the building; answers its id. */
  async opened(building: string, more: object = {}): Promise<string> {
    const { accountId, planId } = await this.propose(building, more);
    await this.check(planId);
    return accountId;
  }

  sheet(accountId: string) {
    return this.finance.service.ask(SupervisedAccountById, { accountId }, [cast.wang, 'report.finance']);
  }

  /** The account's movements: `deposited 20000.00 = 20000.00`. */
  async moves(accountId: string): Promise<string[]> {
    const asked = { accountId, limit: 200 };
    const { items } = await this.finance.service.ask(SupervisedMovements, asked, [cast.wang, 'report.finance']);
    return (items as { kind: string; amount: string; balance: string }[]).map(
      ({ kind, amount, balance }) => `${kind} ${amount} = ${balance}`,
    );
  }

  request(accountId: string, amount: string, as = cast.zheng) {
    const payload = { accountId, amount, purpose: '支付总包工程款', attachment: '进度确认单 3 号' };
    return this.finance.service.ask(RequestRelease, payload, [as, 'funds.supervise']);
  }

  checkRelease(releaseId: string, more: object = {}, as = cast.wang) {
    const payload = { releaseId, decision: 'approve', ...more };
    return this.finance.service.ask(CheckRelease, payload, [as, 'funds.supervise']);
  }
}
