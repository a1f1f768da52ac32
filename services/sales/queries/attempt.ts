import { AttemptById, Attempts, type AttemptOutcome } from '#contracts/sales-openings.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Opening } from '../entities/opening.js';

@Controller()
export class AttemptQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What the buyer can be shown, won or lost; whoever may sell to them may read it (OPEN-1). */
  @Answers(AttemptById)
  attempt({ payload: { attemptId }, actor }: Asked<AttemptById>) {
    return this.unitOfWork.read(async (em) => {
      const [row] = await em.execute<Row[]>(receipt, [attemptId]);
      if (!row) return refuse('ALL.unknown', { what: 'attempt', id: attemptId });
      mayTouch(actor, { projectId: row.projectId, ownerId: row.ownerId });
      const { openingId, rehearsal, run, line, hash, linkNumber: number, previous, linkHash } = row;
      const link = number && linkHash ? { link: { number, previous: previous ?? '', hash: linkHash } } : {};
      const sold = row.subscriptionId ? { subscriptionId: row.subscriptionId } : {};
      return { ...rowOf(row), openingId, rehearsal, run, line, hash, ...sold, ...link };
    });
  }

  @Answers(Attempts)
  attempts({ payload: { openingId, limit = 50, after = '0' }, actor }: Asked<Attempts>) {
    return this.unitOfWork.read(async (em) => {
      const { projectId, run } = await em.findOneOrFail(Opening, openingId);
      mayTouch(actor, { projectId });
      const from = /^\d{1,18}$/.test(after) ? after : '0';
      const found = await em.execute<Row[]>(page, [openingId, run, from, limit + 1]);
      const items = found.slice(0, limit).map(rowOf);
      return { items, next: found.length > limit ? String(items.at(-1)!.sequence) : undefined };
    });
  }
}

interface Row {
  attemptId: string;
  openingId: string;
  projectId: string;
  ownerId: string | null;
  rehearsal: boolean;
  run: number;
  sequence: string;
  at: string;
  unitId: string;
  unitCode: string;
  customerId: string;
  outcome: AttemptOutcome;
  code: string | null;
  heldKind: string | null;
  heldBy: string | null;
  heldSince: string | null;
  subscriptionId: string | null;
  line: string;
  hash: string;
  linkNumber: number | null;
  previous: string | null;
  linkHash: string | null;
}

function rowOf({ attemptId, sequence, at, unitId, unitCode, customerId, outcome, ...row }: Row) {
  const { heldKind: kind, heldBy: by, heldSince: since } = row;
  const held = kind && by && since ? { held: { kind, by, since: new Date(since) } } : {};
  const facts = { attemptId, sequence: Number(sequence), at: new Date(at), unitId, unitCode, customerId, outcome };
  return { ...facts, ...(row.code && { code: row.code }), ...held };
}

const columns = `
  a.id as "attemptId", a.opening_id as "openingId", a.project_id as "projectId", a.run, a.sequence, a.at,
  a.unit_id as "unitId", o.unit_code as "unitCode", a.customer_id as "customerId", a.outcome, a.code,
  a.held_kind as "heldKind", a.held_by as "heldBy", a.held_since as "heldSince"`;

const receipt = `
  select ${columns}, a.subscription_id as "subscriptionId", attempt_line(a) as line, a.hash, a.link as "linkNumber",
    a.link_hash as "linkHash", g.rehearsal_of is not null as rehearsal, c.owner_id as "ownerId",
    (select b.link_hash from opening_attempt b where b.opening_id = a.opening_id and b.link = a.link - 1) as previous
  from opening_attempt a
  join unit_offer o on o.id = a.unit_id
  join opening g on g.id = a.opening_id
  left join customer c on c.id = a.customer_id
  where a.id = ?`;

const page = `
  select ${columns} from opening_attempt a join unit_offer o on o.id = a.unit_id
  where a.opening_id = ? and a.run = ? and a.sequence > ?::bigint order by a.sequence limit ?`;
