import { type Behaviour, chance } from './behaviour.ts';

/** Something an office tells about one matter: when it happened there, and from when it can be fetched. */
interface Notice {
  id: string;
  kind: string;
  at: number;
  due: number;
  out: boolean;
  facts: Record<string, string>;
}

/** A matter at an office, with what it told and in which order that was delivered. */
export interface Matter {
  reference: string;
  unit: string;
  /** The office's own number. */
  number: string;
  notices: Notice[];
  delivered: string[];
}

/** Lets something happen after the office's usual delay, `steps` times over; 0 is at once. */
export function happens(
  matter: Matter,
  kind: string,
  facts: Record<string, string>,
  { steps, behaviour }: { steps: number; behaviour: Behaviour },
): void {
  const id = `${matter.number}-${matter.notices.length + 1}`;
  const { delayMs, jitterMs, shuffle } = behaviour;
  const at = Date.now() + steps * delayMs + Math.floor(Math.min(steps, 1) * jitterMs * chance('jitter', id));
  const due = shuffle ? at + Math.floor((delayMs + jitterMs) * chance('held', id)) : at;
  matter.notices.push({ id, kind, at, due, out: false, facts });
}

/** What has happened until now, oldest first. */
export function happened(matter: Matter): Notice[] {
  const now = Date.now();
  return matter.notices.filter((notice) => notice.at <= now).toSorted((one, other) => one.at - other.at);
}

/**
 * The deliveries after the n-th. `sequence` numbers deliveries, so that asking after the last one seen misses nothing;
 * `id` names the notice, which can be delivered twice; `at` says when it happened, whatever the order of delivery.
 */
export function deliveries(matter: Matter, after: number, behaviour: Behaviour): object[] {
  const now = Date.now();
  const ready = matter.notices.filter((notice) => !notice.out && notice.due <= now);
  ready.sort((one, other) => placeOf(one, behaviour) - placeOf(other, behaviour));
  for (const notice of ready) notice.out = true;
  const ids = ready.map(({ id }) => id);
  matter.delivered.push(...ids, ...(behaviour.duplicate ? ids : []));
  return matter.delivered.slice(after).map((id, index) => written(matter, id, after + index + 1));
}

function placeOf(notice: Notice, behaviour: Behaviour): number {
  return behaviour.shuffle ? chance('place', notice.id) : notice.due;
}

function written(matter: Matter, id: string, sequence: number): object {
  const notice = matter.notices.find((candidate) => candidate.id === id);
  if (!notice) throw new Error(`${matter.number}: no notice ${id}`);
  return { id, sequence, kind: notice.kind, at: new Date(notice.at).toISOString(), ...notice.facts };
}
