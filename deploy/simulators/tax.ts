import { createHash } from 'node:crypto';
import { type Behaviour, names } from './behaviour.ts';
import { type Answer, type Asked, type Kept, matterOf, no, open, textOf } from './desk.ts';
import { happened, happens, type Matter } from './notices.ts';

/** An invoice or a red letter handed in at the tax office; money is decimal text. */
interface Invoice extends Matter {
  kind: 'blue' | 'red';
  amount: string;
  /** Of everything that was handed in: the same reference with other content is another invoice. */
  content: string;
  reverses?: string;
}

/** What the tax office wants to know of a home that is sold. */
const wanted = ['filingNumber', 'propertyCode', 'address', 'landVatProject', 'area', 'unitPrice', 'taxCode'];

open<Invoice>({
  'POST /invoices': issue,
  'GET /invoices/:reference': (asked, kept) => {
    const invoice = matterOf(kept, asked.reference);
    return invoice ? [200, standing(invoice)] : no(404, 'no such invoice');
  },
});

function issue({ body }: Asked, kept: Kept<Invoice>, behaviour: Behaviour): Answer {
  const reference = textOf(body, 'reference', /^[\w.-]+$/);
  const content = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const earlier = matterOf(kept, reference);
  if (earlier) return earlier.content === content ? [202, {}] : no(409, 'another invoice has this reference');
  const kind = textOf(body, 'kind', /^(blue|red)$/) as Invoice['kind'];
  const amount = textOf(body, 'amount', /^-?\d{1,13}\.\d{2}$/);
  const reverses = kind === 'red' ? textOf(body.reverses as Record<string, unknown>, 'number', /^\d{20}$/) : undefined;
  const count = String(Object.keys(kept.matters).length + 1).padStart(12, '0');
  const number = `${String(new Date().getFullYear()).slice(2)}440000${count}`;
  const invoice: Invoice = {
    ...{ reference, unit: textOf(body, 'unit'), number, kind, amount, content, notices: [], delivered: [] },
    ...(reverses ? { reverses } : {}),
  };
  const reason = names(behaviour.refuse, invoice)
    ? '信息不符 does not agree with the registry'
    : flaw(body, invoice, kept);
  kept.matters[reference] = invoice;
  happens(invoice, reason ? 'refused' : 'accepted', reason ? { reason } : {}, { steps: 1, behaviour });
  return [202, {}];
}

/** What is wrong with it: fields that are missing, sums, and what a red letter takes back. */
function flaw(body: Record<string, unknown>, invoice: Invoice, kept: Kept<Invoice>): string | undefined {
  const property = (body.property ?? {}) as Record<string, unknown>;
  const missing = wanted.find((field) => typeof property[field] !== 'string' || !property[field]);
  if (missing) return `${missing} 缺失 is missing`;
  if (fen(body.net) + fen(body.vat) !== fen(invoice.amount)) return '金额不平 net and VAT do not sum up';
  if (invoice.kind === 'blue') return undefined;
  const all = Object.values(kept.matters);
  const blue = all.find(({ number, kind }) => number === invoice.reverses && kind === 'blue');
  if (!blue || stateOf(blue) !== 'accepted') return '蓝字发票不存在 no such invoice';
  if (fen(blue.amount) !== -fen(invoice.amount)) return '金额与蓝字发票不符 not the amount of the invoice';
  const taken = all.some((other) => other.reverses === blue.number && stateOf(other) !== 'refused');
  return taken ? '蓝字发票已红冲 taken back already' : undefined;
}

function standing(invoice: Invoice): object {
  const decided = happened(invoice).at(-1);
  if (!decided) return { state: 'submitted' };
  if (decided.kind === 'refused') return { state: 'refused', reason: decided.facts.reason };
  const issuedOn = new Date(decided.at + 8 * 3_600_000).toISOString().slice(0, 10);
  const { number, content: fileHash } = invoice;
  return { state: 'accepted', number, issuedOn, fileUrl: `https://tax.example/${number}.ofd`, fileHash };
}

function stateOf(invoice: Invoice): string {
  return happened(invoice).at(-1)?.kind ?? 'submitted';
}

function fen(amount: unknown): bigint {
  return BigInt(String(amount).replace('.', ''));
}
