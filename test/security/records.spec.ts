import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles, scopeOf } from '#permissions/matrix.js';
import type { Operation, Role } from '#permissions/operations.js';
import type { Client } from '../../deploy/seed/client.ts';
import type { Row } from '../../services/gateway/routes/row.js';
import { attacks } from './attacks.ts';
import { bodyOf, guarded, nameOf, pathOf, rolesOf } from './requests.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => void (stand = await openStand()), 180_000);
afterAll(() => stand?.close(), 60_000);

attacks(() => stand);

it('every role of the matrix has somebody who tries', () => {
  expect(roles.filter((role) => !stand.staff.has(role))).toEqual([]);
});

/** A new project and a new account are nobody's record yet; these two lists are cut to what one may see. */
const withoutRecord = ['POST /v1/projects', 'POST /v1/people', 'GET /v1/projects', 'GET /v1/people'];
/** What changes for ever is refused the same way before it begins: services/gateway/core/streams.spec.ts. */
const bounded = guarded.filter((row) => row.gives !== 'stream' && reaching(row, 'own', 'project').length > 0);
const cases = bounded.filter((row) => !withoutRecord.includes(nameOf(row))).map((row) => [nameOf(row), row] as const);

/** What somebody makes is theirs. */
const makesOwn = [
  ...['POST /v1/customers', 'POST /v1/members', 'POST /v1/customers/{customerId}/appeals'],
  'POST /v1/reservations/{reservationId}/consents/{customerId}/answer',
  'POST /v1/customers/{customerId}/appeals',
  'POST /v1/channel-partners/{partnerId}/reports',
  'POST /v1/openings/{openingId}/units/{unitId}/attempts',
  ...['POST /v1/projects/{projectId}/day-closes', 'GET /v1/projects/{projectId}/day-totals'],
];

/** There is one cashier in the cast, and what the till of the first home has is theirs; see the specs of finance. */
const tills = [
  ...['POST /v1/receipts/{receiptId}/void', 'GET /v1/projects/{projectId}/day-closes'],
  ...['receipts-detail', 'receipts-taken-back'].flatMap((list) => [
    `GET /v1/projects/{projectId}/lists/${list}`,
    `POST /v1/projects/{projectId}/lists/${list}/workbook`,
  ]),
];

/** What a project has for everybody who sells in it is no colleague's. */
const everybodys = [
  ...['questionnaires', 'teams', 'scores', 'channel-partners', 'templates'].map(
    (what) => `GET /v1/projects/{projectId}/${what}`,
  ),
];

describe('ALL-5 a record of another project', () => {
  beforeAll(() => stand.everybodyTo(stand.elsewhere), 60_000);

  it.each(cases)('%s', async (_, row) => {
    for (const role of reaching(row, 'own', 'project')) refusedOrEmpty(role, await send(row, stand.staff.get(role)!));
    for (const role of reaching(row, 'company')) await reached(row, role);
  });

  it('is on no list of projects', async () => {
    const { items } = await stand.staff.get('cashier')!.get('/v1/projects');
    expect(items.map((one: { projectId: string }) => one.projectId)).toEqual([stand.elsewhere]);
  });

  it('is on no list of accounts', async () => {
    const { items } = await stand.staff.get('system_admin')!.get('/v1/people?limit=200');
    const logins = items.map((one: { login: string }) => one.login);
    expect([logins.includes('zhao'), logins.includes('leaver')]).toEqual([true, false]);
  });
});

describe('ALL-5 a record of one’s own project', () => {
  beforeAll(() => stand.everybodyTo(stand.ids.projectId!), 60_000);

  const owned = cases.filter(
    ([name, row]) => reaching(row, 'own').length > 0 && ![...makesOwn, ...everybodys, ...tills].includes(name),
  );
  it.each(owned)('%s, of a colleague', async (_, row) => {
    for (const role of reaching(row, 'own')) {
      const colleague = role === 'consultant' ? stand.people.zhou! : stand.staff.get(role)!;
      refusedOrEmpty(role, await send(row, colleague));
    }
  });

  it.each(cases)('%s', async (name, row) => {
    const may = reaching(row, 'own', 'project').filter((role) => !nobodysOwn[name]?.includes(role));
    for (const role of may) await reached(row, role);
  });
});

/** A balance and a list of the whole project belong to no cashier; what was reserved is answered for by its holder. */
const nobodysOwn: Record<string, Role[]> = {
  'GET /v1/projects/{projectId}/supervised-accounts': ['cashier'],
  'GET /v1/supervised-accounts/{accountId}': ['cashier'],
  'GET /v1/supervised-accounts/{accountId}/movements': ['cashier'],
  'GET /v1/supervised-accounts/{accountId}/releases': ['cashier'],
  'GET /v1/supervised-accounts/{accountId}/bookings': ['cashier'],
  'GET /v1/supervised-accounts/{accountId}/day-matchings': ['cashier'],
  'GET /v1/day-matchings/{matchingId}': ['cashier'],
  'GET /v1/projects/{projectId}/malicious-reservations': ['cashier'],
  'GET /v1/projects/{projectId}/reservations': ['consultant'],
  'GET /v1/reservations/{reservationId}': ['consultant'],
  'POST /v1/reservations/{reservationId}/consents': ['consultant'],
  'POST /v1/reservations/{reservationId}/consents/{customerId}/answer': [
    ...(['general_manager', 'deputy_general_manager', 'sales_supervisor'] as const),
  ],
  'GET /v1/projects/{projectId}/channel-commissions': ['consultant'],
  'GET /v1/projects/{projectId}/deposit-referrals': ['consultant', 'cashier'],
  'GET /v1/projects/{projectId}/refunds': ['consultant', 'cashier'],
  'GET /v1/projects/{projectId}/exchanges': ['consultant', 'cashier'],
  'GET /v1/projects/{projectId}/trial-balance': ['cashier'],
  'POST /v1/deals/{dealId}/dunning-pause': ['consultant'],
  'POST /v1/deals/{dealId}/dunning-resumption': ['consultant'],
  'GET /v1/projects/{projectId}/commission-periods': ['cashier'],
  'GET /v1/commission-periods/{periodId}': ['cashier'],
  'GET /v1/projects/{projectId}/chart-of-accounts': ['cashier'],
  'GET /v1/projects/{projectId}/ledger/{account}': ['cashier'],
  'GET /v1/journal-entries/{entryId}': ['cashier'],
  'GET /v1/projects/{projectId}/opening-receipts': ['cashier'],
  'GET /v1/projects/{projectId}/opening-receipts/template': ['cashier'],
  'GET /v1/opening-receipts/{openingReceiptsId}': ['cashier'],
  'GET /v1/opening-receipts/{openingReceiptsId}/rows': ['cashier'],
  'GET /v1/opening-receipts/{openingReceiptsId}/corrections': ['cashier'],
  'GET /v1/projects/{projectId}/bank-accounts': ['cashier'],
  'GET /v1/bank-accounts/{accountId}/statements': ['cashier'],
  'GET /v1/bank-statements/{statementId}': ['cashier'],
  'GET /v1/bank-accounts/{accountId}/lines': ['cashier'],
  'GET /v1/bank-accounts/{accountId}/suggestions': ['cashier'],
  'GET /v1/bank-matches/{matchId}': ['cashier'],
  'GET /v1/bank-accounts/{accountId}/reconciliation': ['cashier'],
  'GET /v1/bank-accounts/{accountId}/reconciliation/workbook': ['cashier'],
  'GET /v1/bank-accounts/{accountId}/reconciliations': ['cashier'],
};
/** What waits for somebody is empty when nothing waits; what is one's own, for who has nothing. */
const mayBeEmpty = new RegExp(
  [
    String.raw`/(lists/[a-z-]+|arrears|commissions|tasks|assessments|channel-commissions)$`,
    String.raw`/(malicious-reservations|late-fees|attachments)$`,
    String.raw`/(deposit-referrals|attempts|subscription-changes|missing-surveys|commission-flags|refunds|exchanges)$`,
    String.raw`/(signing-delays|unmaskings|customer-exports|targets|timeliness|amendments|discount-approvals)$`,
    String.raw`/(arrears-by-age|payment-delays|day-closes)$`,
    String.raw`/bank-accounts/\{accountId\}/suggestions$`,
  ].join('|'),
);
const outside = ['ALL-5.out-of-scope', 'GAT-1.beyond-own'];
const stopping = [...outside, 'ALL-5.no-right', 'ALL.invalid', 'ALL.unknown'];

function refusedOrEmpty(role: Role, { status, body }: { status: number; body: any }): void {
  if (status === 200) expect([role, body.items ?? body]).toEqual([role, []]);
  else expect([role, status, outside.includes(body.code) || body]).toEqual([role, 403, true]);
}

/** Let in: done, or refused for what the record is and not for who asks. */
async function reached(row: Row, role: Role): Promise<void> {
  const { status, body } = await send(row, stand.staff.get(role)!);
  const stopped = status >= 500 || stopping.includes(body?.code);
  expect([role, stopped ? body : 'reached']).toEqual([role, 'reached']);
  if (body?.items && !mayBeEmpty.test(row.path)) expect([role, body.items]).not.toEqual([role, []]);
}

function send(row: Row, by: Client) {
  const body = bodyOf(row, stand.ids);
  return by.ask(row.method, pathOf(row, stand.ids), { ...(body ? { body } : {}) });
}

function reaching(row: Row, ...scopes: string[]): Role[] {
  return rolesOf(row).filter((role) => scopes.includes(scopeOf(row.needs as Operation, role)!));
}
