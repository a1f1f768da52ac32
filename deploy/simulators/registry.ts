import { type Behaviour, names } from './behaviour.ts';
import { type Answer, type Asked, type Kept, matterOf, no, open, textOf } from './desk.ts';
import { deliveries, happened, happens, type Matter } from './notices.ts';

/** A contract, mortgage or title handed in at the housing registry. */
interface Filing extends Matter {
  kind: 'contract' | 'mortgage' | 'title';
  cancelled: boolean;
}

const prefixes = { contract: 'WQ', mortgage: 'DY', title: 'BDC' };

open<Filing>({
  'POST /filings': file,
  'GET /filings/:reference': about((filing) => [200, standing(filing)]),
  'GET /filings/:reference/notices': about((filing, { query }, behaviour) => {
    const after = Number(query.get('after') ?? 0);
    if (!Number.isInteger(after) || after < 0) return no(400, 'after is a whole number');
    return [200, { notices: deliveries(filing, after, behaviour) }];
  }),
  'POST /filings/:reference/cancellation': about(cancel),
});

function file({ body }: Asked, kept: Kept<Filing>, behaviour: Behaviour): Answer {
  const reference = textOf(body, 'reference', /^[\w.-]+$/);
  const unit = textOf(body, 'unit');
  const kind = textOf(body, 'kind', /^(contract|mortgage|title)$/) as Filing['kind'];
  const earlier = matterOf(kept, reference);
  if (earlier) {
    const same = earlier.unit === unit && earlier.kind === kind;
    return same ? [202, { registryReference: earlier.number }] : no(409, 'another filing has this reference');
  }
  const count = String(Object.keys(kept.matters).length + 1).padStart(8, '0');
  const filing: Filing = { reference, unit, kind, number: `RG${count}`, cancelled: false, notices: [], delivered: [] };
  kept.matters[reference] = filing;
  happens(filing, 'submitted', {}, { steps: 0, behaviour });
  if (names(behaviour.refuse, filing)) {
    happens(filing, 'refused', { reason: '材料不齐 papers incomplete' }, { steps: 1, behaviour });
  } else {
    const number = `${prefixes[kind]}${new Date().getFullYear()}${count}`;
    happens(filing, 'registered', { number }, { steps: 1, behaviour });
  }
  return [202, { registryReference: filing.number }];
}

/** What is registered can be cancelled, and what is not yet decided is never registered after that. */
function cancel(filing: Filing, _: Asked, behaviour: Behaviour): Answer {
  if (stateOf(filing) === 'refused') return no(409, 'was refused, nothing to cancel');
  if (!filing.cancelled) {
    filing.cancelled = true;
    const now = Date.now();
    filing.notices = filing.notices.filter((notice) => notice.at <= now);
    happens(filing, 'cancelled', {}, { steps: 0, behaviour });
  }
  return [202, standing(filing)];
}

function standing(filing: Filing): object {
  const said = happened(filing);
  const registered = said.find(({ kind }) => kind === 'registered');
  const reason = said.find(({ kind }) => kind === 'refused')?.facts.reason;
  return {
    registryReference: filing.number,
    state: stateOf(filing),
    ...(registered ? { number: registered.facts.number, registeredAt: new Date(registered.at).toISOString() } : {}),
    ...(reason ? { reason } : {}),
  };
}

function stateOf(filing: Filing): string {
  return happened(filing).at(-1)?.kind ?? 'submitted';
}

type Act = (filing: Filing, asked: Asked, behaviour: Behaviour) => Answer;

function about(act: Act) {
  return (asked: Asked, kept: Kept<Filing>, behaviour: Behaviour): Answer => {
    const filing = matterOf(kept, asked.reference);
    return filing ? act(filing, asked, behaviour) : no(404, 'no such filing');
  };
}
