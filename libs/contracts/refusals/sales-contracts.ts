import type { Refusals } from './table.js';

export const salesContractsRefusals = {
  'CON-2.amount-or-rate': {
    status: 400,
    zh: '优惠申请须填写金额或折扣率之一',
    en: 'Ask for a discount by an amount or by a rate, one of them',
  },
  'CON-2.rate': {
    status: 400,
    zh: '折扣率 {rate} 须在 0 与 1 之间',
    en: 'A discount rate of {rate} is not between 0 and 1',
  },
  'CON-2.amount': {
    status: 409,
    zh: '房间 {unit} 的优惠 {amount} 须大于零且小于表价 {price}',
    en: 'A discount of {amount} on unit {unit} is not between zero and its list price {price}',
  },
  'CON-2.decided': {
    status: 409,
    zh: '优惠批示单{stateZh}，不能再审批',
    en: 'The discount approval is {stateEn} and is not decided again',
  },
  'CON-2.reason-missing': { status: 400, zh: '不批准须写明原因', en: 'Give the reason for which it is refused' },
  'CON-2.other-unit': {
    status: 409,
    zh: '该优惠批示单只用于房间 {unit}',
    en: 'The discount approval is for unit {unit} and no other',
  },
  'CON-2.other-customer': {
    status: 409,
    zh: '房间 {unit} 的优惠批示单是为另一客户批准的',
    en: 'The discount approval of unit {unit} is for another customer',
  },
  'CON-2.not-approved': {
    status: 409,
    zh: '房间 {unit} 的优惠批示单{stateZh}，不能使用',
    en: 'The discount approval of unit {unit} is {stateEn} and cannot be used',
  },
  'CON-2.expired': {
    status: 409,
    zh: '房间 {unit} 的优惠批示单已于 {validUntil} 到期',
    en: 'The discount approval of unit {unit} was valid until {validUntil}',
  },
  'CON-2.beyond-amount': {
    status: 409,
    zh: '房间 {unit} 批准的优惠为 {amount}，不能优惠 {asked}',
    en: 'The discount approved for unit {unit} is {amount}: {asked} goes beyond it',
  },
  'CON-2.beyond-price': {
    status: 409,
    zh: '优惠 {amount} 不小于价款 {price}',
    en: 'A discount of {amount} leaves nothing of the price {price}',
  },
  'CON-4.amendment-open': {
    status: 409,
    zh: '合同 {number} 有正在办理的变更，须先办结或放弃',
    en: 'An amendment of contract {number} is under way: it is approved or abandoned first',
  },
  'CON-4.not-reviewed': {
    status: 409,
    zh: '合同 {number} 现在不能变更。下一步：{next}',
    en: 'Contract {number} cannot be amended now. Next: {next}',
  },
  'CON-4.handed-over': {
    status: 409,
    zh: '合同 {number} 的房间已接楼，不能变更',
    en: 'The unit of contract {number} is handed over: it is not amended any more',
  },
  'CON-4.supplemented': {
    status: 409,
    zh: '合同 {number} 已签补充合同，不能变更',
    en: 'Contract {number} has a supplementary contract: it is not amended any more',
  },
  'CON-4.filing-stands': {
    status: 409,
    zh: '合同 {number} 已监证，变更买受人须先注销监证',
    en: 'Contract {number} is on file: the filing is cancelled before the buyer changes',
  },
  'CON-4.not-filed': {
    status: 409,
    zh: '合同 {number} 没有可以注销的监证。下一步：{next}',
    en: 'Contract {number} has no filing to cancel. Next: {next}',
  },
  'CON-4.loan-submitted': {
    status: 409,
    zh: '合同 {number} 的按揭资料已送银行，贷款 {loan} 不能改为 {wanted}',
    en: 'The bank has the papers of contract {number}: its loan of {loan} cannot become {wanted}',
  },
  'CON-4.schedule-sum': {
    status: 409,
    zh: '付款各期合计 {sum} 与价款 {price} 不符',
    en: 'The lines of the schedule add up to {sum}, not to the price {price}',
  },
  'CON-4.no-change': {
    status: 409,
    zh: '合同 {number} 的变更与现合同没有不同',
    en: 'The amendment says the same as contract {number}',
  },
  'CON-4.overtaken': {
    status: 409,
    zh: '合同 {number} 已有更新的版本，须重新起草变更',
    en: 'Contract {number} has a newer version: draft the amendment anew',
  },
  'CON-4.abandoned': {
    status: 409,
    zh: '合同 {number} 的该项变更已放弃',
    en: 'This amendment of contract {number} was abandoned',
  },
  'CON-4.closed': {
    status: 409,
    zh: '合同 {number} 的该项变更已办结（{state}）',
    en: 'This amendment of contract {number} is closed ({state})',
  },
  'CON-5.handed-over': {
    status: 409,
    zh: '合同 {number} 的房间已接楼，不能退房',
    en: 'The unit of contract {number} is handed over and cannot be withdrawn',
  },
  'CON-5.withdrawn-already': {
    status: 409,
    zh: '合同 {number} 已在退房。下一步：{next}',
    en: 'Contract {number} is withdrawn already. Next: {next}',
  },
  'CON-5.requested-already': {
    status: 409,
    zh: '合同 {number} 已有退房申请',
    en: 'The withdrawal of contract {number} is asked for already',
  },
  'CON-5.retain': {
    status: 409,
    zh: '合同 {number} 扣留 {retain} 须在零与价款 {price} 之间',
    en: 'What is kept of contract {number} ({retain}) is not between zero and its price {price}',
  },
  'CON-5.decided': {
    status: 409,
    zh: '该退房申请已办（{state}），不能再审批',
    en: 'The withdrawal is {state} and is not decided again',
  },
  'CON-5.reason-missing': {
    status: 400,
    zh: '不批准退房须写明原因',
    en: 'Give the reason for which the withdrawal is refused',
  },
  'CON-5.not-approved': {
    status: 409,
    zh: '合同 {number} 的退房未获批准（{state}），不能执行',
    en: 'The withdrawal of contract {number} is {state}, not approved',
  },
  'CON-5.filing-first': {
    status: 409,
    zh: '合同 {number} 须先注销监证才能退房。下一步：{next}',
    en: 'The filing of contract {number} is cancelled before it is withdrawn. Next: {next}',
  },
  'CON-1.late-tier': {
    status: 400,
    zh: '逾期违约金第二档须同时写明日数和日率（{party}）',
    en: 'A second late tier has both its days and its rate ({party})',
  },
  'CON-1.late-tier-lower': {
    status: 400,
    zh: '买受人逾期付款第二档日率 {beyond} 低于第一档 {first}，示范合同第八条不允许',
    en: 'The buyer’s second late rate of {beyond} is below the first of {first}, which the model contract (art. 8) rules out',
  },
  'CON-3.content-differs': {
    status: 409,
    zh: '合同 {number} 的内容与审核通过的内容不一致，不能盖章',
    en: 'What contract {number} says is not what was signed off: it is not sealed',
  },
  'CON-3.paper-differs': {
    status: 409,
    zh: '纸质合同的追踪号或校验码 {paper} 与合同 {number} 不符',
    en: 'The paper with trace or code {paper} is not contract {number}',
  },
  'CON-6.by-registry': {
    status: 409,
    zh: '登记机构联网办理，监证结果不由人工填写',
    en: 'The registry answers by itself here: nobody types in what it says',
  },
  'CON-6.half-registered': {
    status: 400,
    zh: '登记时间与登记号须同时填写',
    en: 'Give the time of registration together with its number',
  },
  'CON-6.not-filing': {
    status: 409,
    zh: '合同 {number} 未在办理监证。下一步：{next}',
    en: 'Contract {number} is not being filed. Next: {next}',
  },
  'CON-7.sample-silent': {
    status: 400,
    zh: '样本（{paper}）的 {kind} 段须有文字',
    en: 'A {kind} of the sample ({paper}) says nothing',
  },
  'CON-7.placeholder': {
    status: 400,
    zh: '样本（{paper}）不能使用占位符“{placeholder}”',
    en: 'The sample ({paper}) has no word for the placeholder “{placeholder}”',
  },
  'CON-7.not-signed': {
    status: 409,
    zh: '合同 {number} 尚未签订补充合同',
    en: 'Contract {number} has no supplementary contract yet',
  },
} satisfies Refusals;
