import type { ListDefinition, ListTable } from '#persistence/lists.js';

type Columns = ListDefinition['columns'];

const subscription: Columns = {
  unit: ['text', '房号', 'Unit'],
  price: ['money', '成交价', 'Deal price'],
  deposit: ['money', '应交定金', 'Deposit'],
  paid: ['money', '已交定金', 'Paid'],
};

const subscriptions = (due: string, where: string) => `
  select s.id, s.project_id, s.consultant_id as owner_id, o.unit_code as unit, s.deal_price as price, s.deposit, s.paid,
    ${due} as due
  from subscription s join unit_offer o on o.id = s.unit_id where ${where}`;

const changes: ListDefinition = {
  from: `
    select c.id, c.project_id, s.consultant_id as owner_id, o.unit_code as unit, c.kind, c.state, c.reason,
      c.requested_at as since
    from subscription_change c join subscription s on s.id = c.subscription_id join unit_offer o on o.id = c.unit_id
    where c.state in ('requested', 'withdrawing')`,
  columns: {
    unit: ['text', '房号', 'Unit'],
    kind: ['text', '更改', 'Change'],
    state: ['text', '状态', 'State'],
    reason: ['text', '原因', 'Reason'],
    since: ['instant', '申请时间', 'Requested'],
  },
  order: 'since',
};

const delays: ListDefinition = {
  from: `
    select d.id, d.project_id, d.consultant_id as owner_id, o.unit_code as unit, d.reason, d.sign_by as until,
      d.requested_at as since
    from signing_delay d join subscription s on s.id = d.subscription_id join unit_offer o on o.id = s.unit_id
    where d.state = 'requested'`,
  columns: {
    unit: ['text', '房号', 'Unit'],
    reason: ['text', '原因', 'Reason'],
    until: ['instant', '延迟至', 'Until'],
    since: ['instant', '申请时间', 'Requested'],
  },
  order: 'since',
};

const contract: Columns = {
  number: ['text', '合同编号', 'Contract'],
  unit: ['text', '房号', 'Unit'],
  price: ['money', '合同价', 'Price'],
  state: ['text', '状态', 'State'],
  signed: ['instant', '签约时间', 'Signed'],
  late: ['text', '逾期事项', 'Late'],
};

const contracts = (where: string): ListDefinition => ({
  from: `
    select c.id, c.project_id, c.consultant_id as owner_id, c.number, c.unit_code as unit, c.price, c.state,
      c.signed_at as signed, coalesce(c.overdue_for, '') as late
    from contract c where ${where}`,
  columns: contract,
  order: 'signed',
});

const inReview = (stage: string) => contracts(`c.state = 'in-review' and c.stage = '${stage}'`);

const discounts = (state: string, since: string): ListDefinition => ({
  from: `
    select d.id, d.project_id, d.consultant_id as owner_id, d.unit_code as unit, d.amount, d.reason,
      d.requested_by_name as asked, ${since} as since
    from discount_approval d where d.state = '${state}'`,
  columns: {
    unit: ['text', '房号', 'Unit'],
    amount: ['money', '优惠金额', 'Discount'],
    reason: ['text', '原因', 'Reason'],
    asked: ['text', '申请人', 'Asked by'],
    since: ['instant', '时间', 'Since'],
  },
  order: 'since',
});

const amendments = (where: string): ListDefinition => ({
  from: `
    select a.id, a.project_id, a.consultant_id as owner_id, a.number, a.unit_code as unit, a.price, a.reason,
      a.drafted_at as drafted, coalesce(a.overdue_for, '') as late
    from contract_amendment a where ${where}`,
  columns: {
    number: ['text', '合同编号', 'Contract'],
    unit: ['text', '房号', 'Unit'],
    price: ['money', '变更后合同价', 'Price after it'],
    reason: ['text', '原因', 'Reason'],
    drafted: ['instant', '起草时间', 'Drafted'],
    late: ['text', '逾期事项', 'Late'],
  },
  order: 'drafted',
});

const withdrawals = (state: string, since: string): ListDefinition => ({
  from: `
    select w.id, w.project_id, w.consultant_id as owner_id, w.number, w.unit_code as unit, w.retain, w.reason,
      ${since} as since
    from contract_withdrawal w where w.state = '${state}'`,
  columns: {
    number: ['text', '合同编号', 'Contract'],
    unit: ['text', '房号', 'Unit'],
    retain: ['money', '扣留', 'Kept'],
    reason: ['text', '原因', 'Reason'],
    since: ['instant', '时间', 'Since'],
  },
  order: 'since',
});

const amendmentsAt = (stage: string) => amendments(`a.state = 'in-review' and a.stage = '${stage}'`);

/** No list of customers says who they are (ALL-9): the row's id leads to the sheet. */
const customer: Columns = {
  owner: ['text', '顾问', 'Consultant'],
  source: ['text', '来源', 'Source'],
  entered: ['instant', '录入时间', 'Entered'],
  last: ['instant', '最近事件', 'Last event'],
};

const customers = (more: string, where: string) => `
  select c.id, c.project_id, c.owner_id, c.owner_name as owner, c.source, c.entered_at as entered,
    c.last_event_at as last, ${more}
  from customer c where ${where}`;

const surveys = (where: string): ListDefinition => ({
  from: `
    select v.id, v.project_id, v.consultant_id as owner_id, v.unit_code as unit, v.due_by as due
    from survey v where v.answered_at is null and v.cancelled_at is null and ${where}`,
  columns: { unit: ['text', '房号', 'Unit'], due: ['instant', '调查期限', 'Due by'] },
  order: 'due',
});

const requests = (where: string): ListDefinition => ({
  from: `
    select r.id, r.project_id, null::uuid as owner_id, r.kind, r.state, coalesce(o.unit_code, '') as unit,
      r.answer_by as due, r.registered_at as registered
    from service_request r left join unit_offer o on o.id = r.unit_id
    where r.state in ('registered', 'assigned') and ${where}`,
  columns: {
    kind: ['text', '类别', 'Kind'],
    state: ['text', '状态', 'State'],
    unit: ['text', '房号', 'Unit'],
    due: ['instant', '答复期限', 'Answer by'],
    registered: ['instant', '登记时间', 'Registered'],
  },
  order: 'due',
});

const channelReports = (where: string): ListDefinition => ({
  from: `
    select r.id, r.project_id, r.taken_by_id as owner_id, p.name as partner, r.state, r.reported_at as reported,
      r.protected_until as until
    from channel_report r join channel_partner p on p.id = r.partner_id where ${where}`,
  columns: {
    partner: ['text', '渠道', 'Partner'],
    state: ['text', '状态', 'State'],
    reported: ['instant', '报备时间', 'Reported'],
    until: ['instant', '保护期至', 'Protected until'],
  },
  order: 'until',
});

const reservations = (state: string, when: string): ListDefinition => ({
  from: `
    select r.id, r.project_id, r.holder_id as owner_id, r.unit_code as unit, r.holder_name as holder, r.reason,
      r.reserved_at as reserved, ${when} as until
    from reservation r where r.state = '${state}'`,
  columns: {
    unit: ['text', '房号', 'Unit'],
    holder: ['text', '预留人', 'Holder'],
    reason: ['text', '原因', 'Reason'],
    reserved: ['instant', '预留时间', 'Reserved'],
    until: ['instant', '到期时间', 'Until'],
  },
  order: 'until',
});

/** By when the customer is to be contacted again: days last to their end in China (ALL-6). */
const contactBy = `
  case when coalesce(p.deadlines ->> 'CRM-4.follow-up', 'P5D') like '%T%'
    then c.last_event_at + (p.deadlines ->> 'CRM-4.follow-up')::interval
    else (date_trunc('day', c.last_event_at at time zone 'Asia/Shanghai') + interval '1 day'
      + coalesce(p.deadlines ->> 'CRM-4.follow-up', 'P5D')::interval) at time zone 'Asia/Shanghai'
      - interval '1 millisecond' end`;

/** Those with too many reservations that expired unsold in the project's window (RES-2); no customer is named. */
const malicious = (as: string, person: string, holder: string) => `
  select ${person} as id, r.project_id, null::uuid as owner_id, '${as}' as "as", ${holder} as holder,
    count(*)::int as expired, max(r.ended_at) as last
  from reservation r join project p on p.id = r.project_id
  where r.state = 'expired' and ${person} is not null
    and r.ended_at > now() - coalesce((p.reservation_policy ->> 'maliciousDays')::int, 30) * interval '1 day'
  group by ${person}, r.project_id, p.reservation_policy
  having count(*) >= coalesce((p.reservation_policy ->> 'maliciousCount')::int, 3)`;

/** The named lists of sales (ALL-7). */
export const salesLists: ListTable = {
  'customers-to-reassign': {
    from: customers('c.reassign_for as why, c.reassign_since as since', 'c.reassign_since is not null'),
    columns: { ...customer, why: ['text', '原因', 'Why'], since: ['instant', '列入时间', 'Since'] },
    order: 'since',
  },
  'customers-unprotected': {
    from: customers('c.protected_until as until', 'c.protected_until < now()'),
    columns: { ...customer, until: ['instant', '保护期至', 'Protected until'] },
    order: 'until',
  },
  'collisions-open': {
    from: `
      select k.id, k.project_id, null::uuid as owner_id, k.first_name as first, k.second_name as second, k.same, k.at
      from customer_collision k where k.state = 'open'`,
    columns: {
      first: ['text', '先录入', 'First'],
      second: ['text', '后录入', 'Second'],
      same: ['text', '相同项', 'The same'],
      at: ['instant', '撞单时间', 'When'],
    },
    order: 'at',
  },
  'exports-to-approve': {
    from: `
      select e.id, e.project_id, null::uuid as owner_id, e.number, e.requested_by_name as by, e.reason,
        e.requested_at as at
      from customer_export e where e.state = 'requested'`,
    columns: {
      number: ['text', '编号', 'Number'],
      by: ['text', '申请人', 'Asked by'],
      reason: ['text', '用途', 'What for'],
      at: ['instant', '申请时间', 'When'],
    },
    order: 'at',
  },
  'appeals-open': {
    from: `
      select a.id, a.project_id, null::uuid as owner_id, a.by_name as by, a.reason, a.at
      from customer_appeal a where a.state = 'open'`,
    columns: { by: ['text', '申诉人', 'By'], reason: ['text', '理由', 'Reason'], at: ['instant', '申诉时间', 'When'] },
    order: 'at',
  },
  'leavers-customers': {
    from: `
      select c.id, c.project_id, c.owner_id, l.name as owner, c.entered_at as entered, l.overdue_since as since
      from customer c join colleague l on l.id = c.owner_id
      where c.reassign_for = 'leaver' and c.reassign_since is not null and l.overdue_since is not null`,
    columns: {
      owner: ['text', '离职顾问', 'Who left'],
      entered: ['instant', '录入时间', 'Entered'],
      since: ['instant', '逾期起', 'Late since'],
    },
    order: 'since',
  },
  'entries-late': {
    from: `
      select e.id, e.project_id, e.consultant_id as owner_id, e.contacted_at as contacted, e.due_by as due,
        e.entered_at as entered
      from customer_entry e where e.late and e.entered_at > now() - interval '90 days'`,
    columns: {
      contacted: ['instant', '接触时间', 'Contact'],
      due: ['instant', '应录入时间', 'Due'],
      entered: ['instant', '录入时间', 'Entered'],
    },
    order: '-entered',
  },
  'turns-passed': {
    from: `
      select p.id, o.project_id, null::uuid as owner_id, o.name as opening, p.number, p.turns, o.opens_at as opened
      from opening_participant p join opening o on o.id = p.opening_id
      where p.turns > 0 and p.picked_at is null and o.rehearsal_of is null and p.rank is distinct from o.turn`,
    columns: {
      opening: ['text', '开盘', 'Opening'],
      number: ['count', '摇号编号', 'Number'],
      turns: ['count', '过号次数', 'Turns passed'],
      opened: ['instant', '开盘时间', 'Opened'],
    },
    order: '-opened',
  },
  'surveys-due': surveys('v.overdue_since is null'),
  'surveys-missing': surveys('v.overdue_since is not null'),
  'follow-ups-late': {
    from: `
      select t.* from (
        select c.id, c.project_id, c.owner_id, c.owner_name as owner, c.last_event_at as last, ${contactBy} as due
        from customer c join project p on p.id = c.project_id
        where not exists (select from subscription s where s.customer_id = c.id and s.state = 'contracted')) t
      where t.due < now()`,
    columns: {
      owner: ['text', '置业顾问', 'Consultant'],
      last: ['instant', '最近联系', 'Last contact'],
      due: ['instant', '回访期限', 'Due by'],
    },
    order: 'due',
  },
  'commissions-unexplained': {
    from: `
      select f.id, f.project_id, f.consultant_id as owner_id, f.number, f.events, f.flagged_at as flagged
      from commission_flag f where f.explained_at is null`,
    columns: {
      number: ['text', '合同编号', 'Contract'],
      events: ['count', '客户事件', 'Events'],
      flagged: ['instant', '标记时间', 'Flagged'],
    },
    order: 'flagged',
  },
  'requests-open': requests('r.overdue_since is null'),
  'requests-late': requests('r.overdue_since is not null'),
  'channel-reports-live': channelReports(`r.state in ('reported', 'visited')`),
  'channel-reports-lapsed': channelReports(`r.state = 'lapsed'`),
  'reservations-live': reservations('live', 'r.until'),
  'reservations-expired': reservations('expired', 'r.ended_at'),
  'consents-asked': {
    from: `
      select c.id, r.project_id, r.holder_id as owner_id, r.unit_code as unit, r.holder_name as holder,
        c.asked_for as why, c.asked_at as asked
      from reservation_consent c join reservation r on r.id = c.reservation_id
      where c.decision is null and r.state = 'live'`,
    columns: {
      unit: ['text', '房号', 'Unit'],
      holder: ['text', '预留人', 'Holder'],
      why: ['text', '事由', 'Why'],
      asked: ['instant', '征求时间', 'Asked'],
    },
    order: 'asked',
  },
  'malicious-reservations': {
    from: `${malicious('holder', 'r.holder_id', 'max(r.holder_name)')}
      union all ${malicious('beneficiary', 'r.customer_id', `''`)}`,
    columns: {
      as: ['text', '身份', 'As'],
      holder: ['text', '预留人', 'Holder'],
      expired: ['count', '到期未售次数', 'Expired unsold'],
      last: ['instant', '最近一次', 'Last'],
    },
    order: '-expired',
  },
  'deposits-awaited': {
    from: subscriptions('s.deposit_by', `s.state = 'awaiting-deposit' and s.deposit_overdue_since is null`),
    columns: { ...subscription, due: ['instant', '交款期限', 'Due by'] },
    order: 'due',
  },
  'deposits-short': {
    from: subscriptions(
      's.deposit_overdue_since',
      `s.state = 'awaiting-deposit' and s.deposit_overdue_since is not null`,
    ),
    columns: { ...subscription, due: ['instant', '逾期起', 'Late since'] },
    order: 'due',
  },
  'deposits-referred': {
    from: subscriptions('s.referred_at', `s.state = 'awaiting-deposit' and s.referred_at is not null`),
    columns: { ...subscription, due: ['instant', '报送时间', 'Referred'] },
    order: 'due',
  },
  'to-be-signed': {
    from: subscriptions('s.sign_by', `s.state = 'effective' and s.signing_overdue_since is null`),
    columns: { ...subscription, due: ['instant', '签约期限', 'To sign by'] },
    order: 'due',
  },
  'not-signed': {
    from: subscriptions(
      's.signing_overdue_since',
      `s.state in ('awaiting-deposit', 'effective') and s.signing_overdue_since is not null`,
    ),
    columns: { ...subscription, due: ['instant', '逾期起', 'Late since'] },
    order: 'due',
  },
  'signings-delayed': {
    from: subscriptions(
      's.delay_overdue_since',
      `s.state in ('awaiting-deposit', 'effective') and s.delay_overdue_since is not null`,
    ),
    columns: { ...subscription, due: ['instant', '逾期起', 'Late since'] },
    order: 'due',
  },
  'signing-delays-to-decide': delays,
  'changes-under-way': changes,
  'contracts-supervisor': inReview('supervisor'),
  'contracts-manager': inReview('manager'),
  'contracts-accounting': inReview('accounting'),
  'contracts-cfo': inReview('cfo'),
  'contracts-returned': contracts(`c.state = 'returned'`),
  'contracts-approved': contracts(`c.state = 'approved'`),
  'contracts-to-file': contracts(`c.state = 'sealed'`),
  'discounts-to-decide': discounts('requested', 'd.requested_at'),
  'discounts-usable': discounts('approved', 'd.decided_at'),
  'amendments-supervisor': amendmentsAt('supervisor'),
  'amendments-manager': amendmentsAt('manager'),
  'amendments-accounting': amendmentsAt('accounting'),
  'amendments-cfo': amendmentsAt('cfo'),
  'amendments-returned': amendments(`a.state = 'returned'`),
  'contract-withdrawals-to-decide': withdrawals('requested', 'w.requested_at'),
  'contract-withdrawals-to-execute': withdrawals('approved', 'w.decided_at'),
  'contract-withdrawals-at-finance': withdrawals('executed', 'w.executed_at'),
  'sales-reviews-late': contracts(`c.overdue_for = 'CON-3.sales-review'`),
  'finance-reviews-late': contracts(`c.overdue_for in ('CON-3.finance-review', 'CON-3.discount-review')`),
  'contracts-not-sealed': contracts(`c.overdue_for = 'CON-3.to-seal'`),
  'filings-late': contracts(`c.overdue_for = 'CON-6.filing'`),
  'discounts-lapsed': discounts('expired', 'd.decided_at'),
  'contracts-late': contracts(`c.overdue_for is not null and c.state <> 'filed'`),
};
