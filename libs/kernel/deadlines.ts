import { addWorkingDays } from './calendar.js';
import { addDays, addMonths, dayOf, endOf, type Instant, startOf } from './time.js';

/** What passing a deadline means, and how far away it is (ALL-6). */
export interface Deadline {
  rule: string;
  length: Length;
  clock: Clock;
  zh: string;
  en: string;
  /** The list 清单 that the item is on once the deadline has passed. */
  overdueList: Names | null;
  /** Whether the system then acts by itself, as the rule says. */
  acts: boolean;
}

/** How long, as an ISO 8601 duration of months, days, hours, minutes and seconds: 'P7D', 'PT12H', 'PT3S', 'P1M'. */
export type Length = string;

/** What time is counted in: any hour of any day, days of the calendar, or days on which offices work (ALL-6). */
export type Clock = 'elapsed' | 'calendar' | 'working';

interface Names {
  zh: string;
  en: string;
}

/** A project's own lengths, which replace those of the catalogue. */
export type DeadlineLengths = Partial<Record<DeadlineId, Length>>;

export type DeadlineId = keyof typeof deadlines;

/** When the deadline is reached that starts to run at `now`; RangeError when an override is no length. */
export function deadlineFor(id: DeadlineId, now: Instant, overrides: DeadlineLengths = {}): Instant {
  const { length, clock } = deadlines[id];
  return deadlineAt(now, { length: overrides[id] ?? length, clock });
}

/**
 * The last instant that is in time when `length` is counted from `now`. Days on the calendar and working clocks do
 * not count today and last to the end of the day in Shanghai. A length with hours, minutes or seconds runs by
 * elapsed time on every clock. RangeError when the length is none.
 */
export function deadlineAt(now: Instant, { length, clock }: { length: Length; clock: Clock }): Instant {
  const { months, days, milliseconds } = partsOf(length);
  const today = dayOf(now);
  if (clock === 'elapsed' || length.includes('T')) {
    const sinceMidnight = now.getTime() - startOf(today).getTime();
    return new Date(startOf(addDays(addMonths(today, months), days)).getTime() + sinceMidnight + milliseconds);
  }
  const from = addMonths(today, months);
  return endOf(clock === 'working' ? addWorkingDays(from, days) : addDays(from, days));
}

export function isLength(text: unknown): text is Length {
  return typeof text === 'string' && text.length <= 32 && FORM.test(text);
}

export function isDeadlineId(text: unknown): text is DeadlineId {
  return typeof text === 'string' && Object.hasOwn(deadlines, text);
}

function partsOf(length: Length) {
  if (!isLength(length)) throw new RangeError(`not a length such as P7D or PT12H: ${length}`);
  const [, months, days, hours, minutes, seconds] = FORM.exec(length)!.map((part) => Number(part ?? 0));
  return { months: months!, days: days!, milliseconds: ((hours! * 60 + minutes!) * 60 + seconds!) * 1000 };
}

const ACTS = true;

/**
 * THE CATALOGUE, a line an entry: rule, length, what is to be done in time, and the list 清单 it is on when late.
 * ACTS: the system then acts by itself. Where the rule names no length the house's stands, and a project sets its own.
 */
// prettier-ignore
export const deadlines = {
  'INV-1.import': appointed('INV-1', 'PT0S', '执行导入', 'Import carried out'),
  'INV-3.effective': appointed('INV-3', 'PT0S', '调价生效', 'Price change in force'),
  'INV-4.permit-expiry': appointed('INV-4', 'PT0S', '预售许可证到期', 'Pre-sale permit expires'),
  'INV-6.quotation': appointed('INV-6', 'P3D', '报价有效', 'Quotation valid'),
  'OPEN-1.link': appointed('OPEN-1', 'PT1S', '抢房记录入链', 'Attempts linked into their chain'),
  'OPEN-2.pick': elapsed('OPEN-2', 'PT3M', '轮到选房', 'Pick when it is one’s turn', '过号', 'Passed over', ACTS),
  'RES-1.expiry': calendar('RES-1', 'P7D', '预留到期', 'Reservation used', '预留到期', 'Reservations expired', ACTS),
  'RES-1.first-week': appointed('RES-1', 'P7D', '开盘第一周', 'First week after the opening'),
  'CRM-1.entry': working('CRM-3', 'P1D', '客户录入', 'Customer entered after contact', '逾期录入', 'Entered late'),
  'CRM-1.protection': calendar('CRM-1', 'P30D', '客户保护期', 'Customer protected', '保护期届满客户', 'No longer protected'),
  'CRM-2.silence': calendar('CRM-2', 'P14D', '客户跟进间隔', 'Customer contacted again', '待分配客户', 'To be reassigned'),
  'CRM-2.leaver': calendar('CRM-2', 'P2D', '离职移交客户', 'Leaver’s customers reassigned', '离职未移交', 'Leavers’ customers'),
  'CRM-3.survey': working('CRM-3', 'P2D', '成交客户调查', 'Deal survey', '未做成交调查', 'Surveys missing'),
  'CRM-4.follow-up': calendar('CRM-4', 'P5D', '客户回访', 'Follow-up', '逾期回访', 'Follow-ups late'),
  'CRM-7.answer': working('CRM-7', 'P3D', '客诉答复', 'Complaint answered', '逾期客诉', 'Complaints late'),
  'CRM-8.protection': calendar('CRM-8', 'P30D', '报备保护期', 'Channel report protected', '报备失效', 'Reports lapsed', ACTS),
  'SUB-3.deposit': elapsed('SUB-3', 'PT12H', '交纳定金', 'Deposit paid', '已定购未交足定金', 'Deposit short', ACTS),
  'SUB-4.deposit-rest': calendar('SUB-4', 'P3D', '补足定金', 'Rest of the deposit paid', '已定购未交足定金', 'Deposit short'),
  'SUB-7.signing': calendar('SUB-7', 'P7D', '签约', 'Contract signed', '未签约', 'Not signed'),
  'SUB-7.delay': calendar('SUB-7', 'P1M', '延迟签约', 'Delayed signing', '延迟签约超一个月', 'Delayed beyond a month'),
  'CON-1.takeover': appointed('CON-1', 'PT0S', '旧合同期初导入', 'Old deals checked and taken over'),
  'CON-2.validity': calendar('CON-2', 'P30D', '优惠批示单有效期', 'Approved discount used', '优惠批示单到期', 'Discounts lapsed', ACTS),
  'CON-3.sales-review': working('CON-3', 'P2D', '经营部审核', 'Reviewed by sales', '逾期未审核', 'Sales reviews late'),
  'CON-3.finance-review': working('CON-3', 'P2D', '财务复核', 'Reviewed by finance', '逾期未复核', 'Finance reviews late'),
  'CON-3.discount-review': working('CON-3', 'P1D', '优惠合同财务复核', 'With a discount', '逾期未复核', 'Finance reviews late'),
  'CON-3.to-seal': working('CON-3', 'P1D', '送盖章', 'Brought to the seal', '已审核未盖章', 'Reviewed, not sealed'),
  'CON-6.filing': calendar('CON-6', 'P2D', '送监证', 'Submitted for filing', '逾期未监证', 'Filings late'),
  'CON-6.submit': appointed('CON-6', 'PT0S', '向登记机构送件', 'Sent to the registry'),
  'CON-6.cancel': appointed('CON-6', 'PT0S', '向登记机构申请注销监证', 'Registry asked to cancel a filing'),
  'CON-6.query': appointed('CON-6', 'PT1M', '查询登记结果', 'Registry asked for its result'),
  'FIN-2.opening': appointed('FIN-2', 'PT0S', '期初收款导入', 'Opening receipts checked and booked'),
  'FIN-6.refund': calendar('FIN-6', 'P15D', '支付退款', 'Refund paid', '应退未退', 'Refunds due'),
  'FIN-8.import': appointed('FIN-8', 'PT0S', '读入银行对账单', 'Bank statement read'),
  'FIN-8.matching': appointed('FIN-8', 'P1D', '自动对账', 'Bank statements matched'),
  'FIN-10.reminder': calendar('FIN-10', 'P7D', '人工催款', 'Call or letter made', '逾期未催款', 'Reminders late'),
  'FIN-10.round': appointed('FIN-10', 'PT1H', '催款巡检', 'Arrears looked through for what is to be dunned'),
  'FIN-10.send': appointed('FIN-10', 'PT0S', '发送催款短信', 'Reminder sent'),
  'FIN-10.message': appointed('FIN-10', 'PT0S', '短信送网关', 'Message given to the SMS gateway'),
  'FIN-11.issue-send': appointed('FIN-11', 'PT0S', '向税局开票', 'Invoice sent to the tax office'),
  'FIN-11.query': appointed('FIN-11', 'PT1M', '查询税局回执', 'Tax office asked for its answer'),
  'FIN-12.book': appointed('FIN-12', 'PT1M', '监管银行入账', 'Supervision bank told of money, and asked'),
  'FIN-12.release': appointed('FIN-12', 'PT1M', '监管银行用款', 'Supervision bank asked for a release'),
  'FIN-12.day-end': appointed('FIN-12', 'PT1H', '监管账户日终对账', 'Supervised accounts matched after the day'),
  'FIN-12.match': appointed('FIN-12', 'PT1M', '取监管对账文件', 'Day-end file of a supervised account fetched'),
  'MOR-1.papers': calendar('MOR-1', 'P15D', '按揭收件', 'Mortgage papers taken in', '申请按揭', 'Mortgage papers late'),
  'MOR-2.check': working('MOR-2', 'P2D', '按揭复核', 'Papers checked', '按揭待复核', 'Checks late'),
  'MOR-3.bank': working('MOR-3', 'P2D', '确定送审银行', 'Bank chosen', '待定银行', 'Bank not chosen'),
  'MOR-4.submission': working('MOR-4', 'P2D', '按揭送审', 'Submitted to the bank', '待送审', 'Not submitted'),
  'MOR-4.submit': appointed('MOR-4', 'PT0S', '向银行送件', 'Sent to the bank'),
  'MOR-4.query': appointed('MOR-4', 'PT1M', '查询银行结果', 'Bank asked for its answer'),
  'MOR-4.signed': appointed('MOR-4', 'PT0S', '告知银行客户已签字', 'Bank told that the customer signed'),
  'MOR-4.register': appointed('MOR-4', 'PT0S', '向登记机构送抵押登记', 'Mortgage sent to the registry'),
  'MOR-4.register-query': appointed('MOR-4', 'PT1M', '查询抵押登记结果', 'Registry asked for the mortgage'),
  'MOR-4.registered': appointed('MOR-4', 'PT0S', '告知银行抵押已登记', 'Bank told of the registration'),
  'MOR-4.approval': working('MOR-4', 'P15D', '银行审批', 'Answered by the bank', '银行未批复', 'Not answered by the bank'),
  'MOR-4.more-papers': working('MOR-4', 'P5D', '补件', 'More papers brought', '待补件', 'Papers missing'),
  'MOR-4.customer-sign': working('MOR-4', 'P5D', '客户签署贷款合同', 'Customer signed', '客户未签字', 'Loans not signed'),
  'MOR-4.registration': working('MOR-4', 'P10D', '抵押登记', 'Mortgage registered', '未抵押登记', 'Not registered'),
  'MOR-4.disbursement': working('MOR-4', 'P10D', '银行放款', 'Loan disbursed', '未放款', 'Not disbursed'),
  'HAN-2.notice': calendar('HAN-2', 'P10D', '接楼通知提前期', 'Handover notice period', '通知未接楼', 'Notified, not handed over'),
  'HAN-2.repair': calendar('HAN-2', 'P7D', '维修完成', 'Defect repaired', '逾期维修', 'Repairs late'),
  'HAN-3.check': working('HAN-3', 'P2D', '接楼复核', 'Handover checked', '接楼待复核', 'Handovers not checked'),
  'TIT-4.papers': calendar('TIT-4', 'P30D', '产权收件', 'Title papers in', '产权待收件', 'Title papers late'),
  'TIT-4.submit': appointed('TIT-4', 'PT0S', '向登记机构递交产权申请', 'Title papers sent to the registry'),
  'TIT-4.query': appointed('TIT-4', 'PT1M', '查询产权登记结果', 'Registry asked for the certificate'),
  'TIT-4.certificate': calendar('TIT-4', 'P90D', '办理产权证', 'Title certificate issued', '逾期办证', 'Certificates late'),
  'MEM-3.expiry': calendar('MEM-3', 'P24M', '积分有效期', 'Points used', '积分到期', 'Points expired', ACTS),
  'GAT-1.password': calendar('GAT-1', 'P90D', '更换密码', 'Password changed', '密码到期', 'Passwords expired', ACTS),
};

function elapsed(rule: string, length: Length, zh: string, en: string, listZh: string, listEn: string, acts = false) {
  return entry(rule, length, 'elapsed', { zh, en }, { zh: listZh, en: listEn }, acts);
}

function calendar(rule: string, length: Length, zh: string, en: string, listZh: string, listEn: string, acts = false) {
  return entry(rule, length, 'calendar', { zh, en }, { zh: listZh, en: listEn }, acts);
}

function working(rule: string, length: Length, zh: string, en: string, listZh: string, listEn: string, acts = false) {
  return entry(rule, length, 'working', { zh, en }, { zh: listZh, en: listEn }, acts);
}

/** What the system itself does next with the outside (section 8), as soon as the time has come; nobody can be late. */
function appointed(rule: string, length: Length, zh: string, en: string) {
  return entry(rule, length, 'elapsed', { zh, en }, null, ACTS);
}

function entry(
  rule: string,
  length: Length,
  clock: Clock,
  names: Names,
  overdueList: Names | null,
  acts: boolean,
): Deadline {
  return { rule, length, clock, ...names, overdueList, acts };
}

const FORM = /^P(?=.)(?:(\d{1,3})M)?(?:(\d{1,4})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;
