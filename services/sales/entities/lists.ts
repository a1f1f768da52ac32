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

/** The named lists of sales (ALL-7). */
export const salesLists: ListTable = {
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
  'contracts-supervisor': inReview('supervisor'),
  'contracts-manager': inReview('manager'),
  'contracts-accounting': inReview('accounting'),
  'contracts-cfo': inReview('cfo'),
  'contracts-returned': contracts(`c.state = 'returned'`),
  'contracts-approved': contracts(`c.state = 'approved'`),
  'contracts-to-file': contracts(`c.state = 'sealed'`),
  'contracts-late': contracts(`c.overdue_for is not null and c.state <> 'filed'`),
};
