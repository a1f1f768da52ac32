import { type Behaviour, names } from './behaviour.ts';
import { type Answer, type Asked, type Kept, matterOf, no, open, textOf } from './desk.ts';
import { deliveries, happened, happens, type Matter } from './notices.ts';

/** An application for a mortgage as the bank keeps it; money is decimal text. */
interface Application extends Matter {
  amount: string;
  signed: boolean;
  mortgageNumber?: string;
}

open<Application>({
  'POST /applications': apply,
  'GET /applications/:reference': about((application) => [200, summary(application)]),
  'GET /applications/:reference/notices': about((application, { query }, behaviour) => {
    const after = Number(query.get('after') ?? 0);
    if (!Number.isInteger(after) || after < 0) return no(400, 'after is a whole number');
    return [200, { notices: deliveries(application, after, behaviour) }];
  }),
  'POST /applications/:reference/papers': about((application, _, behaviour) => {
    if (stateOf(application) === 'more-papers') decide(application, { ...behaviour, morePapers: [] });
    return [202, summary(application)];
  }),
  'POST /applications/:reference/signed': about((application) => {
    if (!approved(application)) return no(409, 'not approved');
    application.signed = true;
    return [202, summary(application)];
  }),
  'POST /applications/:reference/mortgage-registered': about(registered),
});

function apply({ body }: Asked, kept: Kept<Application>, behaviour: Behaviour): Answer {
  const reference = textOf(body, 'reference', /^[\w.-]+$/);
  const unit = textOf(body, 'unit');
  const amount = textOf(body, 'amount', /^(?!0+(\.0+)?$)\d{1,13}(\.\d{1,2})?$/);
  const earlier = matterOf(kept, reference);
  if (earlier) {
    const same = earlier.unit === unit && earlier.amount === amount;
    return same ? [202, summary(earlier)] : no(409, 'another application has this reference');
  }
  const number = `LN${String(Object.keys(kept.matters).length + 1).padStart(8, '0')}`;
  const application = { reference, unit, number, amount, signed: false, notices: [], delivered: [] };
  kept.matters[reference] = application;
  happens(application, 'received', {}, { steps: 0, behaviour });
  decide(application, behaviour);
  return [202, summary(application)];
}

function decide(application: Application, behaviour: Behaviour): void {
  const timing = { steps: 1, behaviour };
  if (names(behaviour.refuse, application)) {
    happens(application, 'refused', { reason: '收入证明不足 income not proven' }, timing);
  } else if (names(behaviour.morePapers, application)) {
    happens(application, 'more-papers', { reason: '请补近六个月流水 statements of six months' }, timing);
  } else {
    happens(application, 'approved', { amount: application.amount }, timing);
  }
}

function registered(application: Application, { body }: Asked, behaviour: Behaviour): Answer {
  const number = textOf(body, 'number');
  if (!application.signed) return no(409, 'the customer has not signed');
  if (application.mortgageNumber && application.mortgageNumber !== number)
    return no(409, 'registered by another number');
  if (!application.mortgageNumber) {
    application.mortgageNumber = number;
    inParts(application.amount, behaviour.parts).forEach((amount, index) => {
      happens(application, 'disbursed', { amount }, { steps: index + 1, behaviour });
    });
  }
  return [202, summary(application)];
}

/** The amount in equal parts to the fen; the last takes the remainder, and no part is of nothing. */
function inParts(amount: string, asked: number): string[] {
  const [yuan = '0', fen = ''] = amount.split('.');
  const whole = BigInt(yuan + fen.padEnd(2, '0'));
  const parts = whole < BigInt(asked) ? 1n : BigInt(asked);
  const each = whole / parts;
  return Array.from({ length: Number(parts) }, (_, index) =>
    written(BigInt(index) === parts - 1n ? whole - each * (parts - 1n) : each),
  );
}

function written(fen: bigint): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function summary(application: Application): object {
  const { number, amount, signed } = application;
  return { bankReference: number, state: stateOf(application), amount, signed };
}

function stateOf(application: Application): string {
  return happened(application).at(-1)?.kind ?? 'received';
}

function approved(application: Application): boolean {
  return happened(application).some(({ kind }) => kind === 'approved');
}

type Act = (application: Application, asked: Asked, behaviour: Behaviour) => Answer;

function about(act: Act) {
  return (asked: Asked, kept: Kept<Application>, behaviour: Behaviour): Answer => {
    const application = matterOf(kept, asked.reference);
    return application ? act(application, asked, behaviour) : no(404, 'no such application');
  };
}
