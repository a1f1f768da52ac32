import { DecideDiscount, DraftAmendment, RequestDiscount, ReviewAmendment } from '#contracts/sales-contracts.js';
import { newId } from '#kernel/ids.js';
import { sampleOf } from '#testing/sample.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { ContractById, reviewStages, type ReviewStage } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import type { ServiceInTest } from '#testing/in-process.js';
import { project, reviewers } from './in-test.js';

/** Discount approvals and amendments, brought as far as a test wants them. */
export class ChangesInTest {
  constructor(private readonly service: ServiceInTest) {}

  /** What is left of the four says yes. */
  async approved(amendmentId: string): Promise<void> {
    for (const stage of reviewStages) await this.review(amendmentId, stage);
  }

  review(amendmentId: string, stage: ReviewStage, by = reviewers[stage], as: object = { decision: 'approve' }) {
    return this.service.ask(ReviewAmendment, { amendmentId, stage, ...as }, [by, `contract.review-${stage}`]);
  }

  draft(contractId: string, changes: object, by = cast.zhao) {
    const asked = { contractId, changes, reason: '客户申请变更' };
    return this.service.ask(DraftAmendment, asked, [by, 'contract.change']);
  }

  /** Approved by the general manager: so much off this unit for this customer. */
  async discountApproved(unitId: string, customerId: string, asked: object = { amount: '30000.00' }) {
    const wanted = { unitId, customerId, reason: '老客户', attachment: 'YHPS-1', ...asked };
    const { approvalId } = await this.service.ask(RequestDiscount, wanted, [cast.zhao, 'discount.request']);
    const decision = { approvalId, decision: 'approve' };
    await this.service.ask(DecideDiscount, decision, [cast.feng, 'discount.approve']);
    return approvalId as string;
  }

  /** Finance has taken in the first instalment. */
  async paidSlip(contractId: string, pricePaid = '360000.00'): Promise<void> {
    const { subscriptionId: dealId, unitId } = await this.service.ask(ContractById, { contractId }, [
      cast.zhao,
      'report.desk',
    ]);
    const facts = { dealId, unitId, projectId: project, receiptId: newId(), pricePaid };
    await this.service.hear(ReceiptRecorded, sampleOf(ReceiptRecorded, facts));
  }
}
