import { natsUsers } from '../../deploy/nats/permissions.ts';
import { changeQuestions, changesAsMoney } from './change-checks.ts';
import type { Ask } from './invariants.ts';
import { moneyQuestions } from './money-checks.ts';

type Check = (ask: Ask, listening: Map<string, string[]>) => Promise<string[]>;

/** What must always hold, each as a question whose every row is a violation. */
export const checks: Check[] = [
  none(
    'sales',
    'HOLD-1: a unit has two live holds',
    'select unit_id from hold where ended_at is null group by 1 having count(*) > 1',
  ),
  none(
    ...(['sales', 'SUB-3: a cancelled subscription still holds its unit'] as const),
    `select s.id from subscription s join hold h on h.id = s.id where s.state = 'cancelled' and h.ended_at is null`,
  ),
  none(
    ...(['sales', 'HOLD-1: a living subscription holds nothing'] as const),
    `select s.id from subscription s left join hold h on h.id = s.id and h.ended_at is null
     where s.state <> 'cancelled' and h.id is null`,
  ),
  none(
    ...(['sales', 'RES-1: a reservation and its hold do not agree'] as const),
    `select r.id from reservation r
     where (r.state = 'live') <> exists (select from hold h where h.id = r.id and h.ended_at is null)`,
  ),
  none(
    ...(['sales', 'OPEN-1: an attempt’s link does not hold'] as const),
    'select id from opening where broken_attempt_link(id) is not null',
  ),
  none(
    ...(['sales', 'OPEN-1: somebody won in an opening without a hold'] as const),
    `select a.id from opening_attempt a
     where a.outcome = 'won' and a.subscription_id is not null
       and not exists (select from hold h where h.id = a.subscription_id)`,
  ),
  none(
    ...(['finance', 'FIN-3: the ledger’s sum is not zero'] as const),
    'select sum(debit) - sum(credit) as off from journal_line having sum(debit) <> sum(credit)',
  ),
  none(
    ...(['finance', 'FIN-3: received is not allocated + credit + refunded + forfeited'] as const),
    `select id, received, allocated, credit, refunded, forfeited from deal
     where received <> allocated + credit + refunded + forfeited`,
  ),
  none('finance', 'FIN-3: the money of a deal does not add up', 'select deal_id from deal_proof where not holds'),
  none(
    ...(['finance', 'FIN-5: a receipt was exchanged, and none issued in its place'] as const),
    `select red.id from receipt red join journal_entry e on e.document_id = red.id
     where red.reverses_id is not null and e.cause = 'finance.exchange-receipts'
     and not exists (select from receipt where replaces_id = red.reverses_id)`,
  ),
  none(
    ...(['finance', 'FIN-3: a deal’s receipts are not what it received'] as const),
    `select d.id from deal d
     where d.received <> coalesce((select sum(amount) from receipt r where r.deal_id = d.id
       and not exists (select from receipt_void v where v.receipt_id = r.id)), 0)`,
  ),
  none(
    ...(['finance', 'FIN-2: a receipt number is missing or used twice'] as const),
    `select project_id from receipt group by project_id, book
     having count(*) <> max(serial) or count(distinct serial) <> count(*)`,
  ),
  none(
    ...(['finance', 'FIN-6: more refunded than received'] as const),
    'select id from deal where refunded + forfeited > received or credit < 0',
  ),
  none(
    ...(['sales', 'SUB-3: nothing was paid in time, and it is not cancelled'] as const),
    `select id from subscription where state = 'awaiting-deposit' and paid = 0
       and deposit_by < now() - interval '30 seconds'`,
  ),
  ...changeQuestions.map((question) => none(...question)),
  ...moneyQuestions.map((question) => none(...question)),
  ...natsUsers.flatMap((service) => [
    none(
      service,
      'GAT-4: the audit chain is broken',
      'select link from broken_audit_link() as link where link is not null',
    ),
    none(
      ...([service, 'an id’s events are not numbered 1, 2, 3 …'] as const),
      'select about from outbox group by about having count(*) <> max(sequence) or min(sequence) <> 1',
    ),
  ]),
  eachEventOnce,
  boardAsSales,
  moneyAsSold,
  changesAsMoney,
];

function none(service: string, sentence: string, sql: string): Check {
  return async (ask) =>
    (await ask<object>(service, sql)).map((row) => `${service}: ${sentence}: ${JSON.stringify(row)}`);
}

/** Each event told was handled once by each listener, and nobody heard what was not told. */
export async function eachEventOnce(ask: Ask, listening: Map<string, string[]>): Promise<string[]> {
  const found: string[] = [];
  for (const [teller, listeners] of listening) {
    const told = new Set((await ask<{ id: string }>(teller, 'select id from outbox')).map(({ id }) => id));
    for (const listener of listeners) {
      const sql = 'select id from inbox where service = $1 and processed_at is not null';
      const heard = new Set((await ask<{ id: string }>(listener, sql, [teller])).map(({ id }) => id));
      const lost = [...told].filter((id) => !heard.has(id)).length;
      const ghosts = [...heard].filter((id) => !told.has(id)).length;
      if (lost > 0) found.push(`lost: ${listener} has not handled ${lost} of ${told.size} events that ${teller} told`);
      if (ghosts > 0) found.push(`ghosts: ${listener} handled ${ghosts} events that ${teller} never told`);
    }
  }
  return found;
}

/** The board (inventory) shows what holds the units (sales): a read model equal to its source. */
async function boardAsSales(ask: Ask): Promise<string[]> {
  const held = await ask<{ unit_id: string; kind: string }>(
    'sales',
    'select unit_id, kind from hold where ended_at is null',
  );
  const shown = await ask<{ id: string; state: string }>('inventory', `select id, state from unit`);
  const holds = new Map(held.map(({ unit_id, kind }) => [unit_id, kind]));
  const fits: Record<string, string[]> = {
    none: ['available', 'withheld'],
    reservation: ['reserved'],
    subscription: ['subscribed'],
    contract: ['contracted', 'handed-over', 'titled'],
  };
  return shown
    .filter(({ id, state }) => !fits[holds.get(id) ?? 'none']!.includes(state))
    .map(({ id, state }) => `INV-5: the board shows ${state} for ${id}, sales has ${holds.get(id) ?? 'no hold'}`);
}

/**
 * Finance has a deal for each subscription, and sales counts a deposit as paid when finance does (SUB-2). A withdrawal
 * closes what is owed before sales ends the subscription (SUB-6).
 */
async function moneyAsSold(ask: Ask): Promise<string[]> {
  const subscriptions = 'select id, state, takeover_id is not null as old from subscription';
  const sold = await ask<{ id: string; state: string; old: boolean }>('sales', subscriptions);
  const deals = await ask<{ id: string; state: string; deposit: string | null; withdrawal_id: string | null }>(
    'finance',
    `select d.id, d.state, r.state as deposit, d.withdrawal_id
     from deal d left join receivable r on r.deal_id = d.id and r.kind = 'deposit'`,
  );
  const owed = new Map(deals.map((deal) => [deal.id, deal]));
  const fits: Record<string, string[]> = {
    'awaiting-deposit': ['open'],
    effective: ['paid'],
    contracted: ['paid', 'converted'],
    cancelled: ['cancelled'],
  };
  return sold
    .filter(({ id }) => !owed.get(id)?.withdrawal_id)
    .filter(({ id, state, old }) => (old ? !owed.has(id) : !fits[state]?.includes(owed.get(id)?.deposit ?? '')))
    .map(({ id, state }) => `SUB-2: sales has ${id} as ${state}, its deposit is ${owed.get(id)?.deposit ?? 'unknown'}`);
}
