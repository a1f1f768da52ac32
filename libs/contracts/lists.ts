import type { Operation, Role } from '#permissions/operations.js';

/** A named list 清单 (ALL-7): which service answers it, who may read it, and whose work queue it is. */
export interface NamedList {
  service: 'inventory' | 'sales' | 'finance';
  rule: string;
  zh: string;
  en: string;
  needs: Operation;
  roles: Role[];
}

/** Every named list, by the name it has in the API; what stands in it is in `entities/lists.ts` of its service. */
// prettier-ignore
export const namedLists = {
  'buildings-to-verify': list('inventory', 'INV-2', 'unit.read', '待审核楼栋', 'Buildings to be verified', ['cfo', 'accounting_supervisor']),
  'buildings-to-lock': list('inventory', 'INV-2', 'unit.read', '待屏蔽楼栋', 'Buildings to be locked', ['system_admin']),
  'price-changes-open': list('inventory', 'INV-3', 'unit.read', '在途调价单', 'Change orders under way', ['sales_manager', 'general_manager', 'system_admin']),
  'customers-to-reassign': list('sales', 'CRM-2', 'report.desk', '待分配客户', 'Customers to be reassigned', ['sales_manager']),
  'customers-unprotected': list('sales', 'CRM-1', 'report.desk', '保护期届满客户', 'Customers no longer protected', ['sales_manager', 'consultant']),
  'exports-to-approve': list('sales', 'ALL-9', 'export.request', '待审批客户导出', 'Exports of customers to be approved', ['sales_manager', 'general_manager', 'cfo']),
  'collisions-open': list('sales', 'CRM-1', 'report.desk', '待裁定撞单', 'Collisions to be decided', ['sales_manager']),
  'appeals-open': list('sales', 'CRM-1', 'report.desk', '待裁定归属申诉', 'Appeals to be decided', ['sales_manager']),
  'leavers-customers': list('sales', 'CRM-2', 'report.desk', '离职未移交', 'Customers of leavers, not reassigned in time', ['sales_manager']),
  'entries-late': list('sales', 'CRM-3', 'report.desk', '逾期录入', 'Customers entered late, in 90 days', ['sales_manager', 'sales_supervisor']),
  'turns-passed': list('sales', 'OPEN-2', 'report.desk', '过号', 'Passed over in a draw', ['sales_manager']),
  'surveys-due': list('sales', 'CRM-3', 'report.desk', '待做成交调查', 'Deal surveys to be done', ['consultant']),
  'surveys-missing': list('sales', 'CRM-3', 'report.desk', '未做成交调查', 'Deal surveys missing', ['consultant', 'sales_manager']),
  'follow-ups-late': list('sales', 'CRM-4', 'customer.write', '逾期回访', 'Follow-ups late', ['consultant', 'sales_supervisor']),
  'commissions-unexplained': list('sales', 'CRM-6', 'report.desk', '客户事件不足待说明', 'Too few customer events, not explained', ['sales_manager']),
  'requests-open': list('sales', 'CRM-7', 'service-request.handle', '待答复客诉', 'Requests to be answered', ['customer_service', 'sales_manager']),
  'requests-late': list('sales', 'CRM-7', 'service-request.handle', '逾期客诉', 'Requests late', ['customer_service', 'sales_manager']),
  'channel-reports-live': list('sales', 'CRM-8', 'customer.write', '保护期内报备', 'Channel reports under protection', ['consultant', 'sales_manager']),
  'channel-reports-lapsed': list('sales', 'CRM-8', 'customer.write', '报备失效', 'Channel reports lapsed', ['sales_manager']),
  'reservations-live': list('sales', 'RES-1', 'report.desk', '预留中房源', 'Reserved units', ['sales_manager', 'sales_supervisor', 'general_manager', 'deputy_general_manager']),
  'reservations-expired': list('sales', 'RES-1', 'report.desk', '预留到期', 'Reservations that expired unsold', ['sales_manager']),
  'consents-asked': list('sales', 'RES-1', 'report.desk', '待答复预留变更', 'Consents to be answered', ['sales_manager', 'sales_supervisor', 'general_manager', 'deputy_general_manager']),
  'malicious-reservations': list('sales', 'RES-2', 'report.finance', '恶意预留', 'Malicious reservations', ['cfo', 'accounting_supervisor', 'sales_accountant']),
  'deposits-awaited': list('sales', 'SUB-3', 'report.desk', '待交定金', 'Deposits awaited', ['consultant', 'cashier']),
  'deposits-short': list('sales', 'SUB-4', 'report.desk', '已定购未交足定金', 'Subscribed, deposit short', ['consultant', 'sales_supervisor']),
  'deposits-referred': list('sales', 'SUB-4', 'report.desk', '定金未足报送财务', 'Short deposits that finance decides on', ['sales_supervisor', 'cfo']),
  'to-be-signed': list('sales', 'SUB-7', 'report.desk', '待签约', 'To be signed', ['consultant']),
  'not-signed': list('sales', 'SUB-7', 'report.desk', '未签约', 'Not signed in time', ['sales_supervisor', 'sales_manager', 'cfo', 'accounting_supervisor', 'sales_accountant']),
  'signings-delayed': list('sales', 'SUB-7', 'report.desk', '延迟签约超一个月', 'Delayed beyond a month', ['sales_manager', 'general_manager', 'cfo']),
  'signing-delays-to-decide': list('sales', 'SUB-7', 'report.desk', '待审批延迟签约', 'Delays to be decided', ['general_manager']),
  'changes-under-way': list('sales', 'SUB-5', 'report.desk', '更名、换房、退房办理中', 'Renames, swaps and withdrawals under way', ['sales_supervisor']),
  'contracts-supervisor': list('sales', 'CON-3', 'report.desk', '待主任审核合同', 'Contracts for the supervisor', ['sales_supervisor']),
  'contracts-manager': list('sales', 'CON-3', 'report.desk', '待经理审核合同', 'Contracts for the manager', ['sales_manager']),
  'contracts-accounting': list('sales', 'CON-3', 'report.desk', '待会计主任复核合同', 'Contracts for the accounting supervisor', ['accounting_supervisor']),
  'contracts-cfo': list('sales', 'CON-3', 'report.desk', '待财务总监复核合同', 'Contracts for the CFO', ['cfo']),
  'contracts-returned': list('sales', 'CON-3', 'report.desk', '被退回合同', 'Contracts returned', ['consultant']),
  'contracts-approved': list('sales', 'CON-3', 'report.desk', '已审核', 'Reviewed, for the seal', ['seal_clerk']),
  'contracts-to-file': list('sales', 'CON-6', 'report.desk', '待监证', 'To be filed', ['registry_clerk']),
  'sales-reviews-late': list('sales', 'CON-3', 'report.desk', '逾期未审核', 'Sales reviews late', ['sales_supervisor', 'sales_manager']),
  'finance-reviews-late': list('sales', 'CON-3', 'report.desk', '逾期未复核', 'Finance reviews late', ['accounting_supervisor', 'cfo']),
  'contracts-not-sealed': list('sales', 'CON-3', 'report.desk', '已审核未盖章', 'Reviewed, not sealed in time', ['seal_clerk', 'sales_supervisor']),
  'filings-late': list('sales', 'CON-6', 'report.desk', '逾期未监证', 'Filings late', ['registry_clerk']),
  'discounts-lapsed': list('sales', 'CON-2', 'report.desk', '优惠批示单到期', 'Approved discounts that lapsed', ['consultant']),
  'contracts-late': list('sales', 'ALL-6', 'report.desk', '逾期合同', 'Contracts whose step is late', ['sales_manager', 'cfo']),
  'contract-withdrawals-to-decide': list('sales', 'CON-5', 'report.desk', '待审批退房', 'Withdrawals to be decided', ['general_manager', 'deputy_general_manager']),
  'contract-withdrawals-to-execute': list('sales', 'CON-5', 'report.desk', '待执行退房', 'Withdrawals to be executed', ['sales_supervisor']),
  'contract-withdrawals-at-finance': list('sales', 'CON-5', 'report.desk', '退房待财务结算', 'Withdrawals that finance settles', ['sales_supervisor', 'sales_accountant']),
  'discounts-to-decide': list('sales', 'CON-2', 'report.desk', '待审批优惠', 'Discounts to be decided', ['general_manager', 'deputy_general_manager']),
  'discounts-usable': list('sales', 'CON-2', 'report.desk', '可用优惠批示单', 'Approved discounts not used yet', ['consultant']),
  'amendments-supervisor': list('sales', 'CON-4', 'report.desk', '待主任审核变更', 'Amendments for the supervisor', ['sales_supervisor']),
  'amendments-manager': list('sales', 'CON-4', 'report.desk', '待经理审核变更', 'Amendments for the manager', ['sales_manager']),
  'amendments-accounting': list('sales', 'CON-4', 'report.desk', '待会计主任复核变更', 'Amendments for the accounting supervisor', ['accounting_supervisor']),
  'amendments-cfo': list('sales', 'CON-4', 'report.desk', '待财务总监复核变更', 'Amendments for the CFO', ['cfo']),
  'amendments-returned': list('sales', 'CON-4', 'report.desk', '被退回变更', 'Amendments returned', ['consultant']),
  'discounts-archived': list('finance', 'CON-2', 'report.finance', '优惠批示单归档', 'Archived discount approvals', ['accounting_supervisor', 'cfo']),
  'receipts-detail': list('finance', 'FIN-9', 'report.finance', '收款明细', 'Receipts one by one', ['cashier', 'sales_accountant']),
  'receipts-taken-back': list('finance', 'FIN-4', 'report.finance', '作废与红冲收据', 'Voided and reversed receipts', ['sales_accountant', 'accounting_supervisor']),
  'refunds-detail': list('finance', 'FIN-9', 'report.finance', '退款明细', 'Refunds one by one', ['sales_accountant']),
  'day-closes-missing': list('finance', 'FIN-8', 'report.finance', '未日结', 'Days not closed', ['cashier', 'accounting_supervisor']),
  'receipts-to-exchange': list('finance', 'FIN-5', 'report.desk', '待换发票据', 'Receipts to be exchanged', ['cashier', 'sales_accountant']),
  'deposits-to-decide': list('finance', 'SUB-4', 'report.finance', '待决定未足定金', 'Short deposits to be decided', ['cfo']),
  'late-fee-waivers-to-decide': list('finance', 'FIN-7', 'report.finance', '待审批违约金减免', 'Late fee waivers to be decided', ['cfo', 'general_manager']),
  'late-fee-waivers-decided': list('finance', 'FIN-7', 'report.finance', '违约金减免记录', 'Late fee waivers decided', ['sales_accountant']),
  'refunds-to-approve': list('finance', 'FIN-6', 'report.finance', '待审批退款', 'Refunds to be approved', ['cfo']),
  'supervision-to-check': list('finance', 'FIN-12', 'report.finance', '监管方案待复核', 'Supervision terms to be checked', ['cfo', 'accounting_supervisor']),
  'releases-to-check': list('finance', 'FIN-12', 'report.finance', '用款待复核', 'Releases to be checked', ['cfo', 'accounting_supervisor']),
  'invoices-to-issue': list('finance', 'FIN-11', 'report.finance', '可开票', 'Ready to be invoiced', ['sales_accountant']),
  'invoices-to-confirm': list('finance', 'FIN-11', 'report.finance', '待审核发票', 'Invoices to be confirmed', ['accounting_supervisor']),
  'invoices-at-tax': list('finance', 'FIN-11', 'report.finance', '待税局回执', 'Invoices that the tax office answers', ['sales_accountant']),
  'invoices-refused': list('finance', 'FIN-11', 'report.finance', '开票被拒', 'Invoices refused or returned', ['sales_accountant']),
  'invoices-to-hand-over': list('finance', 'FIN-11', 'report.finance', '待交付发票', 'Invoices to be handed over', ['sales_accountant']),
  'invoices-to-reverse': list('finance', 'FIN-11', 'report.finance', '待红冲发票', 'Invoices to be taken back', ['sales_accountant', 'accounting_supervisor']),
  'bookings-to-verify': list('finance', 'FIN-12', 'report.finance', '待核验监管缴款', 'Supervised payments to be verified', ['accounting_supervisor', 'sales_accountant']),
  'bookings-open': list('finance', 'FIN-12', 'report.finance', '待入监管账户', 'Money that the supervision bank has not booked', ['accounting_supervisor', 'sales_accountant']),
  'bookings-refused': list('finance', 'FIN-12', 'report.finance', '监管入账异常', 'Money that the supervision bank refused', ['accounting_supervisor', 'sales_accountant']),
  'day-differences': list('finance', 'FIN-12', 'report.finance', '三方对账差异', 'Differences between us, bank and regulator', ['accounting_supervisor', 'cfo']),
  'refunds-due': list('finance', 'FIN-9', 'report.finance', '应退未退', 'Refunds due', ['sales_accountant']),
  'arrears': list('finance', 'FIN-9', 'report.desk', '欠款', 'Arrears with their age', ['sales_accountant', 'consultant', 'sales_supervisor']),
  'arrears-unreasonable': list('finance', 'FIN-9', 'report.desk', '不合理欠款', 'Unreasonable arrears', ['sales_accountant', 'accounting_supervisor', 'cfo', 'consultant']),
  'payment-delays-to-decide': list('finance', 'FIN-9', 'report.desk', '待审批延期付款', 'Delays of payment to be decided', ['cfo', 'general_manager']),
  'reminders-to-do': list('finance', 'FIN-10', 'dunning.send', '待催款', 'Calls and letters to be made', ['consultant', 'sales_accountant']),
  'reminders-late': list('finance', 'FIN-10', 'dunning.send', '逾期未催款', 'Calls and letters late', ['consultant', 'sales_accountant']),
  'dunning-paused': list('finance', 'FIN-10', 'report.desk', '暂停催款', 'Reminders paused', ['sales_accountant', 'accounting_supervisor']),
  'defaulters-to-refer': list('finance', 'FIN-10', 'report.finance', '待移交法务', 'Defaulters to be referred', ['cfo', 'accounting_supervisor']),
  'defaulters': list('finance', 'FIN-10', 'report.desk', '恶意违约客户', 'Defaulters with the lawyer', ['legal_counsel', 'cfo', 'accounting_supervisor']),
  'payments-delayed': list('finance', 'FIN-9', 'report.desk', '延期付款', 'Payments delayed with approval', ['sales_accountant', 'consultant']),
  'statements-to-match': list('finance', 'FIN-8', 'report.finance', '待勾对银行流水', 'Bank statements to be matched', ['sales_accountant']),
  'bank-differences': list('finance', 'FIN-8', 'report.finance', '未达账项', 'Differences between bank and books', ['sales_accountant', 'accounting_supervisor']),
  'reconciliations-to-check': list('finance', 'FIN-8', 'report.finance', '待对账复核', 'Reconciliations to be checked', ['accounting_supervisor']),
} satisfies Record<string, NamedList>;

export type ListName = keyof typeof namedLists;

/** The lists that a service answers. */
export function listsOf(service: NamedList['service']): ListName[] {
  return (Object.keys(namedLists) as ListName[]).filter((name) => namedLists[name].service === service);
}

function list(
  service: NamedList['service'],
  rule: string,
  needs: Operation,
  zh: string,
  en: string,
  roles: Role[],
): NamedList {
  return { service, rule, zh, en, needs, roles };
}
