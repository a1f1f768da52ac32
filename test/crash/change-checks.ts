import type { Ask } from './invariants.ts';

/** Questions of what is changed between subscription and end; every row is a violation. */
export const changeQuestions: [service: string, sentence: string, sql: string][] = [
  [
    ...(['sales', 'RES-1: a unit is held for a reservation that is not there'] as const),
    `select h.id from hold h left join reservation r on r.id = h.id and r.state = 'live'
     where h.kind = 'reservation' and h.ended_at is null and r.id is null`,
  ],
  [
    ...(['sales', 'OPEN-1: the receipts of an opening are not numbered 1, 2, 3 …'] as const),
    `select opening_id from opening_attempt group by opening_id
     having count(*) is distinct from max(link)::bigint or count(distinct link) <> count(*)`,
  ],
  [
    ...(['sales', 'CON-5: a withdrawn contract holds its unit'] as const),
    `select c.id from contract c join hold h on h.id = c.subscription_id
     where c.state = 'withdrawn' and h.ended_at is null`,
  ],
  [
    ...(['sales', 'CON-5: a contract stands without its hold'] as const),
    `select c.id from contract c left join hold h on h.id = c.subscription_id and h.ended_at is null
     where c.state <> 'withdrawn' and h.id is null`,
  ],
  [
    ...(['finance', 'FIN-4: a receipt was taken back by more than it was'] as const),
    `select red.id from receipt red join receipt was on was.id = red.reverses_id where red.amount + was.amount < 0`,
  ],
  [
    ...(['finance', 'FIN-5: a new receipt is not for the money that was taken back for it'] as const),
    'select r.id from receipt r join receipt red on red.reverses_id = r.replaces_id where r.amount <> -red.amount',
  ],
];

interface Row {
  id: string;
  state: string;
}

/** What sales changes is done when finance has done its part, and not before (SUB-4, SUB-5, SUB-6, CON-5). */
export async function changesAsMoney(ask: Ask): Promise<string[]> {
  const exchanges = `select id, state from subscription_change where kind in ('rename', 'swap')`;
  const withdrawals = `select id, state from subscription_change where kind = 'withdrawal'
    union all select id, state from contract_withdrawal where state in ('executed', 'settled', 'finance-refused')`;
  const referrals = `select id, case state when 'cancelled' then 'cancelled' else 'referred' end as state
    from subscription where referred_at is not null or cancelled_for in ('SUB-4.forfeited', 'SUB-4.released')`;
  // One that lapsed was overtaken by the rest of the deposit, and is nobody's business any more.
  const decided = `select id, state from deposit_referral where state <> 'lapsed'`;
  return [
    ...apart('SUB-5', await ask<Row>('sales', exchanges), await ask<Row>('finance', 'select id, state from exchange')),
    ...apart(
      ...(['SUB-6', await ask<Row>('sales', withdrawals)] as const),
      await ask<Row>('finance', 'select id, state from withdrawal'),
    ),
    ...apart(...(['SUB-4', await ask<Row>('sales', referrals)] as const), await ask<Row>('finance', decided)),
  ];
}

/** What finance may have of something that sales has in this state. */
const fits: Record<string, string[]> = {
  requested: ['awaiting', 'requested'],
  done: ['done', 'settled'],
  undone: ['dropped', 'refused'],
  executed: ['requested'],
  settled: ['settled'],
  'finance-refused': ['refused'],
  referred: ['awaiting'],
  cancelled: ['forfeited', 'released'],
};

function apart(rule: string, sales: Row[], finance: Row[]): string[] {
  const [there, here] = [new Map(finance.map((row) => [row.id, row.state])), new Set(sales.map(({ id }) => id))];
  return [
    ...sales
      .filter(({ id, state }) => !fits[state]?.includes(there.get(id) ?? ''))
      .map(({ id, state }) => `${rule}: sales has ${id} as ${state}, finance as ${there.get(id) ?? 'unknown'}`),
    ...finance.filter(({ id }) => !here.has(id)).map(({ id }) => `${rule}: finance has ${id}, which sales has not`),
  ];
}
