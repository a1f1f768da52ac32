import { type Behaviour, names } from './behaviour.ts';
import { type Answer, type Asked, type Kept, matterOf, no, open, textOf } from './desk.ts';
import { deliveries, happened, happens, type Matter } from './notices.ts';

/** A payment, a reversal or a payout of a supervised account as the bank keeps it; money is decimal text. */
interface Entry extends Matter {
  kind: 'payment' | 'reversal' | 'release';
  account: string;
  amount: string;
  ordered: boolean;
}

const amounts = /^(?!0+(\.0+)?$)\d{1,13}(\.\d{1,2})?$/;
/** What ends a matter, and which way its money goes. */
const done: Record<string, string> = { booked: '', reversed: '-', paid: '-' };

open<Entry>({
  'POST /payments': (asked, kept, behaviour) => entered('payment', asked, kept, behaviour),
  'POST /payments/:reference/booking': about(book),
  'POST /reversals': (asked, kept, behaviour) => entered('reversal', asked, kept, behaviour),
  'POST /releases': (asked, kept, behaviour) => entered('release', asked, kept, behaviour),
  'GET /matters/:reference': about((entry) => [200, standing(entry)]),
  'GET /matters/:reference/notices': about((entry, { query }, behaviour) => {
    const after = Number(query.get('after') ?? 0);
    if (!Number.isInteger(after) || after < 0) return no(400, 'after is a whole number');
    return [200, { notices: deliveries(entry, after, behaviour) }];
  }),
  'GET /day-ends/:reference': dayEnd,
});

/** A payment is verified and waits for its money; a reversal and a release are carried out when they are looked at. */
function entered(kind: Entry['kind'], { body }: Asked, kept: Kept<Entry>, behaviour: Behaviour): Answer {
  const reference = textOf(body, 'reference', /^[\w.-]+$/);
  const [account, unit, amount] = [textOf(body, 'account'), textOf(body, 'unit'), textOf(body, 'amount', amounts)];
  const earlier = matterOf(kept, reference);
  if (earlier) {
    const same = earlier.account === account && earlier.amount === amount && earlier.kind === kind;
    return same ? [202, standing(earlier)] : no(409, 'another matter has this reference');
  }
  const number = `JG${String(Object.keys(kept.matters).length + 1).padStart(10, '0')}`;
  const entry = { reference, unit, kind, account, amount, number, ordered: false, notices: [], delivered: [] };
  kept.matters[reference] = entry;
  if (names(behaviour.refuse, entry)) happens(entry, 'refused', { reason: '核验不符 not as agreed' }, at(0, behaviour));
  else if (kind === 'payment') happens(entry, 'verified', {}, at(0, behaviour));
  else carriedOut(entry, behaviour);
  return [202, standing(entry)];
}

function book(entry: Entry, _: Asked, behaviour: Behaviour): Answer {
  if (entry.kind !== 'payment' || stateOf(entry) === 'refused') return no(409, 'was not verified');
  if (!entry.ordered) carriedOut(entry, behaviour);
  return [202, standing(entry)];
}

/** What was ordered comes about after the usual delay; a release is approved by the regulator first. */
function carriedOut(entry: Entry, behaviour: Behaviour): void {
  entry.ordered = true;
  happens(entry, 'submitted', {}, at(0, behaviour));
  if (entry.kind === 'payment') return happens(entry, 'booked', {}, at(1, behaviour));
  if (entry.kind === 'reversal') return happens(entry, 'reversed', {}, at(1, behaviour));
  happens(entry, 'approved', {}, at(1, behaviour));
  happens(entry, 'paid', {}, at(2, behaviour));
}

/** The day's entries of an account as bank and regulator have them; the regulator may lack one, or have it wrong. */
function dayEnd({ reference: account, query }: Asked, kept: Kept<Entry>, behaviour: Behaviour): Answer {
  const day = query.get('day');
  const ofDay = Object.values(kept.matters).filter((entry) => entry.account === account && dayOf(entry) === day);
  const seen = ofDay.filter((entry) => !names(behaviour.regulatorLacks, entry));
  const told = (entries: Entry[], wrong: string[]) => {
    const lines = entries.map((entry) => lineOf(entry, names(wrong, entry)));
    const twice = behaviour.duplicate ? [...lines, ...lines] : lines;
    return behaviour.shuffle ? twice.toReversed() : twice;
  };
  return [200, { bank: told(ofDay, []), regulator: told(seen, behaviour.regulatorWrong) }];
}

function lineOf(entry: Entry, wrong: boolean): object {
  const amount = wrong ? `9${entry.amount}` : entry.amount;
  return { reference: entry.reference, amount: `${done[stateOf(entry)]}${amount}` };
}

/** The day in China on which it was carried out; none before that. */
function dayOf(entry: Entry): string | undefined {
  const end = happened(entry).find(({ kind }) => Object.hasOwn(done, kind));
  return end && new Date(end.at + 8 * 3_600_000).toISOString().slice(0, 10);
}

function standing(entry: Entry): object {
  const reason = happened(entry).find(({ kind }) => kind === 'refused')?.facts.reason;
  return { state: stateOf(entry), slip: entry.number, ...(reason ? { reason } : {}) };
}

function stateOf(entry: Entry): string {
  return happened(entry).at(-1)?.kind ?? 'submitted';
}

function at(steps: number, behaviour: Behaviour) {
  return { steps, behaviour };
}

type Act = (entry: Entry, asked: Asked, behaviour: Behaviour) => Answer;

function about(act: Act) {
  return (asked: Asked, kept: Kept<Entry>, behaviour: Behaviour): Answer => {
    const entry = matterOf(kept, asked.reference);
    return entry ? act(entry, asked, behaviour) : no(404, 'no such matter');
  };
}
