import { Money } from '#kernel/money.js';
import type { JobRun } from '#persistence/job-run.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TableJob } from '#persistence/table-job.js';
import type { KnownDeal, KnownMoney } from '../rules/openings.js';
import { nothing, type Owed } from '../rules/standing.js';

/** The deals that were taken over, what is owed in them, and the receipts that came before. */
export function knownMoney({ job, read }: JobRun): Promise<KnownMoney> {
  return read(async (em) => ({
    deals: await deals(em, job.projectId),
    there: await there(em, job),
    takenOverOn: job.said.takenOverOn!,
  }));
}

async function deals(em: EntityManager, projectId: string): Promise<Map<string, KnownDeal>> {
  const found = await em.execute<DealRow[]>(dealsOf, [projectId]);
  const byId = new Map<string, KnownDeal>();
  const byNumber = new Map<string, KnownDeal>();
  for (const { number, ...row } of found) {
    const deal = { ...nothing, ...row, owed: [] };
    byId.set(row.id, deal);
    byNumber.set(number, deal);
  }
  for (const { dealId, amount, paid, ...row } of await em.execute<OwedRow[]>(owedIn, [projectId])) {
    byId.get(dealId)?.owed.push({ ...row, amount: Money.fen(BigInt(amount)), paid: Money.fen(BigInt(paid)) });
  }
  return byNumber;
}

type DealRow = Pick<KnownDeal, 'id' | 'state' | 'withdrawalId' | 'awaitsExchange'> & { number: string };
type OwedRow = Omit<Owed, 'amount' | 'paid'> & { dealId: string; amount: string; paid: string };

const dealsOf = `
  select id, old_number as number, state, withdrawal_id as "withdrawalId", awaits_exchange as "awaitsExchange"
  from deal where project_id = ? and old_number is not null order by (state = 'cancelled') desc`;

const owedIn = `
  select r.id, r.deal_id as "dealId", r.kind, r.label, r.line, r.amount::text, r.paid::text, r.due_on as "dueOn",
    r.state
  from receivable r join deal d on d.id = r.deal_id where d.project_id = ? and d.old_number is not null`;

async function there(em: EntityManager, { id, projectId }: TableJob): Promise<KnownMoney['there']> {
  const found = await em.execute<ReceiptRow[]>(receiptsOf, [id, projectId]);
  return new Map(
    found.map(({ number, dealId, amount, mine }) => [number, { dealId, amount: Money.fen(BigInt(amount)), mine }]),
  );
}

interface ReceiptRow {
  number: string;
  dealId: string;
  amount: string;
  mine: boolean;
}

const receiptsOf = `
  select r.old_number as number, r.deal_id as "dealId", r.amount::text, r.takeover_id = ? as mine
  from receipt r where r.project_id = ? and r.old_number is not null`;
