import type { Facts } from '#kernel/refusal.js';
import { holders, operationZh, rolesZh } from './matrix.js';
import type { Operation, Role } from './operations.js';

/** A name as people read it in Chinese and English. */
export interface Names {
  zh: string;
  en: string;
}

export function roleNames(role: Role): Names {
  return { zh: rolesZh.get(role) ?? role, en: ABBREVIATED[role] ?? role.replaceAll('_', ' ') };
}

export function operationNames(operation: Operation): Names {
  return { zh: operationZh(operation), en: ENGLISH[operation] };
}

/** What a refusal of a right says: which operation, and which roles have it. */
export function rightFacts(operation: Operation): Facts {
  const { zh, en } = operationNames(operation);
  const having = holders(operation);
  return {
    operation,
    operationZh: zh,
    operationEn: en,
    holders: having,
    holdersZh: having.map((role) => roleNames(role).zh).join('、'),
    holdersEn: having.map((role) => roleNames(role).en).join(', '),
  };
}

const ABBREVIATED: Partial<Record<Role, string>> = { cfo: 'CFO', system_admin: 'system administrator' };

const ENGLISH: Record<Operation, string> = {
  'unit.read': 'see units',
  'unit.set-up': 'set up units',
  'unit.verify': 'verify set-up data',
  'unit.lock': 'lock set-up data',
  'unit.withhold': 'withhold and release units',
  'price.change-request': 'request a price change',
  'price.change-review': 'review a price change',
  'price.change-approve': 'approve a price change',
  'price.change-execute': 'carry out a price change',
  'permit.record': 'record a pre-sale permit',
  'reservation.make': 'reserve a unit',
  'reservation.consent': 'consent to a change of a reservation',
  'opening.run': 'run an opening',
  'subscription.make': 'subscribe a unit',
  'subscription.keep': 'decide on a deposit not paid in full',
  'subscription.change': 'change a subscription',
  'subscription.withdraw': 'withdraw a subscription',
  'signing-delay.approve': 'approve a delayed signing',
  'customer.write': 'enter customers',
  'customer.assign': 'assign customers',
  'customer.unmask': 'see personal data of customers',
  'target.set': 'set sales targets',
  'service-request.handle': 'handle complaints and service requests',
  'discount.request': 'request a discount',
  'discount.approve': 'approve a discount',
  'contract.sign': 'sign a contract',
  'contract.change': 'change a contract',
  'contract.review-supervisor': 'review a contract as sales supervisor',
  'contract.review-manager': 'review a contract as sales manager',
  'contract.review-accounting': 'review a contract as accounting supervisor',
  'contract.review-cfo': 'review a contract as CFO',
  'contract.seal': 'seal a contract',
  'contract.withdraw-request': 'request withdrawal from a contract',
  'contract.withdraw-approve': 'approve withdrawal from a contract',
  'contract.withdraw-execute': 'carry out withdrawal from a contract',
  'filing.file': 'file a contract',
  'receipt.record': 'record a receipt',
  'receipt.void': 'void a receipt on its day',
  'receipt.reverse': 'reverse a receipt',
  'receipt.exchange': 'exchange a receipt',
  'late-fee.waive-request': 'request a waiver of late fees',
  'late-fee.waive-approve': 'approve a waiver of late fees',
  'refund.request': 'request a refund',
  'refund.approve': 'approve a refund',
  'refund.pay': 'pay a refund',
  'deposit.forfeit': 'forfeit a deposit',
  'day.close': 'close the day',
  'reconciliation.import': 'import a bank statement',
  'reconciliation.check': 'check the reconciliation',
  'invoice.issue': 'issue a purchase invoice',
  'invoice.confirm': 'confirm a purchase invoice',
  'funds.supervise': 'supervise pre-sale funds',
  'dunning.send': 'send payment reminders',
  'defaulter.refer': 'refer a defaulter to legal counsel',
  'defaulter.handle': 'handle a malicious defaulter',
  'commission.settle': 'settle commissions',
  'mortgage.intake': 'take in mortgage papers',
  'mortgage.check': 'check mortgage papers',
  'mortgage.choose-bank': 'choose the bank',
  'mortgage.submit': 'submit and register a mortgage',
  'mortgage.disbursement': 'record a disbursement',
  'handover.request': 'request a handover',
  'handover.early-approve': 'approve an early handover',
  'handover.do': 'hand over a unit',
  'handover.check': 'check a handover',
  'repair.handle': 'handle repairs',
  'title.enter': 'enter certified areas',
  'title.check': 'check certified areas',
  'title.settlement-verify': 'verify an area settlement',
  'title.apply': 'apply for title',
  'member.write': 'enter members',
  'points.apply': 'apply for points',
  'points.approve': 'approve points',
  'points.confirm': 'confirm points',
  'points.redeem': 'redeem points',
  'report.sales': 'see sales reports',
  'report.finance': 'see finance reports',
  'report.desk': 'see desk lists',
  'export.request': 'request a data export',
  'export.approve': 'approve a data export',
  'account.request': 'request an account',
  'account.open': 'open and close accounts',
  'matrix.propose': 'propose a change of rights',
  'matrix.approve': 'approve a change of rights',
  'audit.read': 'read the audit trail',
};
