/** A line for people. */
export interface Summary {
  zh: string;
  en: string;
}

/** What happened, in one line, from the facts of the event; an event that the table does not know says its name. */
export function summaryOf(event: string, facts: Record<string, unknown>): Summary {
  const lines = Object.hasOwn(summaries, event) ? summaries[event]! : { zh: event, en: event };
  return { zh: filled(lines.zh, facts, 'zh'), en: filled(lines.en, facts, 'en') };
}

/** `{amount}` is the fact; `{state:mortgage}` is its name in that list of words. */
function filled(line: string, facts: Record<string, unknown>, language: keyof Summary): string {
  return line.replace(/\{(\w+)(?::(\w+))?\}/g, (_, fact: string, list?: string) => {
    const value = facts[fact];
    if (typeof value !== 'string' && typeof value !== 'number') return '—';
    return (list && words[list]?.[value]?.[language]) || String(value);
  });
}

/** By event: every one that is about a unit. */
export const summaries: Readonly<Record<string, Summary>> = {
  'inventory.unit-offered.v1': {
    zh: '房间 {unitCode} 推出：{buildingArea} m²，单价 {pricePerM2}，总价 {totalPrice}，预售许可 {permitNumber}',
    en: 'Unit {unitCode} offered: {buildingArea} m² at {pricePerM2}, total {totalPrice}, permit {permitNumber}',
  },
  'inventory.unit-repriced.v1': {
    zh: '调价（第 {priceVersion} 版）：单价 {pricePerM2}，总价 {totalPrice}',
    en: 'Price changed (version {priceVersion}): {pricePerM2} per m², total {totalPrice}',
  },
  'inventory.filed-price-recorded.v1': { zh: '备案价 {filedPrice}', en: 'Price of {filedPrice} filed' },
  'inventory.unit-withheld.v1': { zh: '销控：{reason}', en: 'Withheld: {reason}' },
  'inventory.unit-released.v1': { zh: '恢复可售：{reason}', en: 'Back on the board: {reason}' },
  'sales.unit-tied.v1': { zh: '附属于 {homeUnitCode} 的合同', en: 'Tied to the contract of {homeUnitCode}' },
  'sales.unit-untied.v1': { zh: '解除附属于 {homeUnitCode}：{reason}', en: 'Untied from {homeUnitCode}: {reason}' },
  'sales.unit-reserved.v1': { zh: '预留至 {until}：{reason}', en: 'Reserved until {until}: {reason}' },
  'sales.reservation-extended.v1': {
    zh: '预留延期至 {until}：{reason}',
    en: 'Reservation extended to {until}: {reason}',
  },
  'sales.consent-answered.v1': {
    zh: '预留变更：{decision:decision}',
    en: 'Change of a reservation: {decision:decision}',
  },
  'sales.reservation-ended.v1': { zh: '预留结束（{rule}）', en: 'Reservation ended ({rule})' },
  'sales.unit-subscribed.v1': {
    zh: '定购：成交价 {dealPrice}（表价 {listPrice}），定金 {deposit}',
    en: 'Subscribed at {dealPrice} (list price {listPrice}), deposit {deposit}',
  },
  'sales.subscription-took-effect.v1': { zh: '定购生效', en: 'The subscription took effect' },
  'sales.subscription-cancelled.v1': { zh: '定购取消（{rule}）', en: 'Subscription cancelled ({rule})' },
  'sales.subscription-kept.v1': {
    zh: '定金未足，保留至 {until}：{reason}',
    en: 'Deposit short, kept until {until}: {reason}',
  },
  'sales.deposit-referred.v1': {
    zh: '定金未足，报送财务：{reason}',
    en: 'Deposit short, referred to finance: {reason}',
  },
  'sales.rename-requested.v1': { zh: '申请更名：{reason}', en: 'Rename requested: {reason}' },
  'sales.subscription-renamed.v1': { zh: '更名完成', en: 'Renamed' },
  'sales.swap-requested.v1': { zh: '申请换房：{reason}', en: 'Swap requested: {reason}' },
  'sales.unit-swapped.v1': { zh: '换房完成', en: 'Swapped for another unit' },
  'sales.change-withdrawn.v1': { zh: '撤销更改：{reason}', en: 'Change taken back: {reason}' },
  'sales.subscription-revived.v1': {
    zh: '{kind:change}未成，定购恢复，签约期限 {signBy}',
    en: 'No {kind:change}: the subscription stands as before, to be signed by {signBy}',
  },
  'sales.withdrawal-executed.v1': {
    zh: '退房，扣留 {retain}：{reason}',
    en: 'Withdrawal, {retain} retained: {reason}',
  },
  'sales.signing-delay-approved.v1': {
    zh: '批准延迟签约至 {signBy}：{reason}',
    en: 'Signing may wait until {signBy}: {reason}',
  },
  'sales.contract-taken-over.v1': {
    zh: '期初导入旧交易 {number}：成交价 {price}，认购日 {subscribedOn}',
    en: 'Deal {number} taken over from before: price {price}, subscribed on {subscribedOn}',
  },
  'sales.contract-signed.v1': {
    zh: '签约：合同 {number}，合同价 {price}，其中贷款 {loan}',
    en: 'Contract {number} signed: price {price}, of which loan {loan}',
  },
  'sales.contract-reviewed.v1': {
    zh: '合同审核（{stage:stage}）：{decision:decision}',
    en: 'Contract review by the {stage:stage}: {decision:decision}',
  },
  'sales.contract-resubmitted.v1': { zh: '合同重新送审：{reason}', en: 'Contract in review again: {reason}' },
  'sales.contract-amended.v1': { zh: '合同条款更改：{reason}', en: 'Contract clauses changed: {reason}' },
  'sales.contract-filing-refused.v1': { zh: '监证被退回：{reason}', en: 'The registry refused the filing: {reason}' },
  'sales.contract-approved.v1': { zh: '合同已审核', en: 'All contract reviews passed' },
  'sales.contract-sealed.v1': { zh: '合同已盖章', en: 'Contract sealed' },
  'sales.contract-withdrawn.v1': {
    zh: '合同退房：退款 {refunded}，扣留 {retained}（{reason}）',
    en: 'Contract withdrawn: {refunded} given back, {retained} kept ({reason})',
  },
  'sales.discount-approved.v1': {
    zh: '批准优惠 {amount}，有效期至 {validUntil}：{reason}',
    en: 'Discount of {amount} approved, valid until {validUntil}: {reason}',
  },
  'sales.contract-revised.v1': {
    zh: '合同变更为第 {version} 版：合同价 {price}，其中贷款 {loan}（{reason}）',
    en: 'Contract version {version} stands: price {price}, of which loan {loan} ({reason})',
  },
  'sales.filing-cancelled.v1': {
    zh: '监证 {filingNumber} 已注销：{reason}',
    en: 'Filing {filingNumber} cancelled: {reason}',
  },
  'sales.contract-filed.v1': { zh: '合同已监证：{filingNumber}', en: 'Contract filed: {filingNumber}' },
  'sales.supplement-signed.v1': {
    zh: '补充合同：合同价由 {oldPrice} 改为 {newPrice}，差额 {difference}',
    en: 'Supplementary contract: price {oldPrice} becomes {newPrice}, difference {difference}',
  },
  'sales.commission-flagged.v1': {
    zh: '客户事件仅 {events} 条，暂不计佣金',
    en: 'Only {events} customer events: no commission for now',
  },
  'sales.commission-explained.v1': {
    zh: '经理已说明，计佣金：{reason}',
    en: 'Explained by the manager, earns commission: {reason}',
  },
  'sales.channel-commission-earned.v1': { zh: '渠道佣金 {amount}', en: 'Channel commission of {amount} earned' },
  'sales.channel-commission-reversed.v1': {
    zh: '渠道佣金冲回 {amount}（{rule}）',
    en: 'Channel commission taken back: {amount} ({rule})',
  },
  'finance.deposit-received.v1': {
    zh: '收到定金 {amount}，尚欠 {outstanding}',
    en: 'Deposit received: {amount}, {outstanding} outstanding',
  },
  'finance.opening-booked.v1': {
    zh: '期初收款 {receipts} 笔，共 {amount}，累计已付房款 {pricePaid}',
    en: '{receipts} receipts from before, {amount} in all; paid of the price so far {pricePaid}',
  },
  'finance.receipt-recorded.v1': {
    zh: '收款 {amount}（{method:method}），收据 {number}',
    en: 'Receipt {number}: {amount} ({method:method})',
  },
  'finance.receipt-voided.v1': {
    zh: '收据 {number} 当日作废（{amount}）：{reason}',
    en: 'Receipt {number} over {amount} voided on its day: {reason}',
  },
  'finance.deposit-short-again.v1': {
    zh: '定金被冲回 {amount}，尚欠 {outstanding}',
    en: '{amount} of the deposit taken back, {outstanding} is owed',
  },
  'finance.deal-uncleared.v1': { zh: '楼款或违约金又有欠款', en: 'Price or late fees are owed again' },
  'finance.settlement-unpaid.v1': { zh: '面积差款又未结清', en: 'The area settlement is open again' },
  'finance.deal-cleared.v1': { zh: '楼款和违约金已结清', en: 'Price and late fees are settled' },
  'finance.settlement-paid.v1': { zh: '面积差款 {difference} 已结清', en: 'Area settlement of {difference} settled' },
  'finance.invoice-confirmed.v1': {
    zh: '购房发票 {number} 已开具，金额 {amount}',
    en: 'Purchase invoice {number} issued: {amount}',
  },
  'finance.invoice-reversed.v1': {
    zh: '购房发票 {number} 已由红字发票 {redNumber} 红冲，金额 {amount}：{reason}',
    en: 'Purchase invoice {number} taken back by red letter {redNumber}: {amount} ({reason})',
  },
  'finance.invoice-collected.v1': {
    zh: '{collectedOn} 客户领取购房发票 {number}',
    en: 'Purchase invoice {number} collected on {collectedOn}',
  },
  'finance.reminder-due.v1': { zh: '催款：{text}', en: 'Reminded: {text}' },
  'finance.reminder-stopped.v1': { zh: '停止催款（{reason}）', en: 'Reminder stopped ({reason})' },
  'sales.message-sent.v1': { zh: '催款短信已发出（{reference}）', en: 'Reminder sent ({reference})' },
  'sales.message-failed.v1': { zh: '催款短信未发出（{reason}）', en: 'Reminder not sent ({reason})' },
  'finance.defaulter-referred.v1': { zh: '移交法务：欠款 {overdue}', en: 'Referred to the lawyer: {overdue} overdue' },
  'finance.defaulter-ended.v1': { zh: '法务办结（{outcome}）', en: 'The lawyer’s case ended ({outcome})' },
  'finance.payment-delayed.v1': {
    zh: '“{label}”延期付款至 {until}：{reason}',
    en: 'Payment of “{label}” delayed until {until}: {reason}',
  },
  'finance.late-fee-waived.v1': { zh: '减免违约金 {amount}：{reason}', en: 'Late fee of {amount} waived: {reason}' },
  'finance.refund-paid.v1': { zh: '退款 {amount}', en: 'Refund paid: {amount}' },
  'finance.commission-changed.v1': { zh: '佣金 {amount}，累计 {earned}', en: 'Commission {amount}, {earned} in all' },
  'finance.receipts-exchanged.v1': {
    zh: '换发收据 {receipts} 张，金额 {amount}',
    en: '{receipts} receipts exchanged, worth {amount}',
  },
  'finance.exchange-dropped.v1': { zh: '收据不再换发', en: 'The receipts stand: no exchange' },
  'finance.deposit-forfeited.v1': {
    zh: '没收定金 {forfeited}：{reason}',
    en: 'Deposit of {forfeited} forfeited: {reason}',
  },
  'finance.deposit-released.v1': {
    zh: '定金未足取消，应退 {credit}：{reason}',
    en: 'Cancelled with a short deposit, {credit} to be given back: {reason}',
  },
  'finance.withdrawal-settled.v1': {
    zh: '退房结清：退款 {refunded}，扣留 {retained}',
    en: 'Withdrawal settled: {refunded} given back, {retained} retained',
  },
  'finance.withdrawal-refused.v1': {
    zh: '退房退款未获批准：{reason}',
    en: 'Refund of the withdrawal refused: {reason}',
  },
  'mortgage.advanced.v1': { zh: '按揭：{state:mortgage}', en: 'Mortgage: {state:mortgage}' },
  'mortgage.loan-disbursed.v1': { zh: '{bank}放款 {amount}', en: '{bank} disbursed {amount}' },
  'handover.notice-given.v1': { zh: '{noticeOn} 发出接楼通知', en: 'Handover notice given on {noticeOn}' },
  'handover.unit-handed-over.v1': { zh: '{handedOn} 接楼', en: 'Handed over on {handedOn}' },
  'handover.area-settled.v1': {
    zh: '面积结算：差款 {difference}，合同价由 {oldPrice} 改为 {newPrice}',
    en: 'Area settlement: difference {difference}, price {oldPrice} becomes {newPrice}',
  },
  'handover.title-issued.v1': {
    zh: '{issuedOn} 办出产权证 {certificateNumber}',
    en: 'Title certificate {certificateNumber} issued on {issuedOn}',
  },
  'handover.certificate-collected.v1': {
    zh: '{collectedOn} 客户领取产权证',
    en: 'Certificate collected on {collectedOn}',
  },
  'membership.points-advanced.v1': {
    zh: '推荐积分 {points}：{state:points}',
    en: 'Referral points {points}: {state:points}',
  },
};

/** The names of what can stand in a field, by list. */
export const words: Readonly<Record<string, Record<string, Summary>>> = {
  stage: {
    supervisor: { zh: '销售主任', en: 'sales supervisor' },
    manager: { zh: '经营部经理', en: 'sales manager' },
    accounting: { zh: '会计主任', en: 'accounting supervisor' },
    cfo: { zh: '财务总监', en: 'CFO' },
  },
  change: {
    rename: { zh: '更名', en: 'rename' },
    swap: { zh: '换房', en: 'swap' },
    withdrawal: { zh: '退房', en: 'withdrawal' },
  },
  decision: {
    approve: { zh: '通过', en: 'approved' },
    return: { zh: '退回', en: 'returned' },
    consent: { zh: '同意', en: 'consented' },
    refuse: { zh: '不同意', en: 'refused' },
  },
  method: {
    cash: { zh: '现金', en: 'cash' },
    card: { zh: '刷卡', en: 'card' },
    transfer: { zh: '转账', en: 'transfer' },
    cheque: { zh: '支票', en: 'cheque' },
    loan: { zh: '按揭贷款', en: 'loan' },
  },
  mortgage: {
    collecting: { zh: '待收件', en: 'papers to be taken in' },
    collected: { zh: '已收件', en: 'papers taken in' },
    checked: { zh: '已复核', en: 'papers checked' },
    'bank-chosen': { zh: '已定银行', en: 'bank chosen' },
    submitted: { zh: '已送审', en: 'submitted to the bank' },
    'more-papers': { zh: '银行要求补件', en: 'the bank wants more papers' },
    refused: { zh: '银行拒绝', en: 'refused by the bank' },
    approved: { zh: '银行批准', en: 'approved by the bank' },
    'customer-signed': { zh: '客户已签字', en: 'signed by the customer' },
    registering: { zh: '抵押登记中', en: 'being registered' },
    registered: { zh: '已抵押登记', en: 'mortgage registered' },
    disbursed: { zh: '已放款', en: 'disbursed' },
    cancelled: { zh: '已取消', en: 'cancelled' },
  },
  points: {
    applied: { zh: '已申请', en: 'applied for' },
    approved: { zh: '已审批', en: 'approved' },
    refused: { zh: '未批准', en: 'refused' },
    confirmed: { zh: '已确认', en: 'confirmed' },
    redeemed: { zh: '已兑换', en: 'redeemed' },
    'clawed-back': { zh: '已追回', en: 'clawed back' },
  },
};
