import { AnnounceOpening, PlanRehearsal, RehearseAttempt, ResetRehearsal } from '#contracts/sales-openings.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';
import { hours, OpeningsInTest } from './opening-in-test.js';

let sales: SalesInTest;
let openings: OpeningsInTest;
const customers: string[] = [];
beforeAll(async () => {
  sales = await SalesInTest.begin();
  openings = new OpeningsInTest(sales);
  for (let n = 0; n < 4; n++) customers.push(await sales.customer(cast.zhao, { name: `林小${n}` }));
});
afterAll(() => sales.service.close());

describe('OPEN-1 rehearsal', () => {
  it('OPEN-1 a rehearsal has the same rules, touches no real hold, and begins anew when it is reset', async () => {
    const unitIds = [await openings.unit()];
    const times = { opensAt: hours(2), endsAt: hours(9) };
    const real = { projectId: project, name: '首开', mode: 'first-come', ...times, unitIds, coolDownSeconds: 0 };
    const { openingId: realId } = await openings.run(AnnounceOpening, real);
    const { openingId } = await openings.run(PlanRehearsal, { openingId: realId, opensAt: hours(1), endsAt: hours(2) });
    const attempt = (customerId: string, of = openingId) =>
      sales.service.ask(RehearseAttempt, { openingId: of, unitId: unitIds[0]!, customerId }, [
        ...([cast.zhao, 'subscription.make'] as const),
      ]);
    await expect(attempt(customers[0]!)).rejects.toMatchObject({ code: 'OPEN-1.not-open' });
    await expect(attempt(customers[0]!, realId)).rejects.toMatchObject({ code: 'OPEN-1.not-rehearsal' });
    await sales.service.rows('update opening set opens_at = now() where id = ?', [openingId]);
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, (_, n) => attempt(customers[n]!)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = outcomes.filter((one) => one.status === 'rejected').map(({ reason }) => reason as object);
    for (const refusal of lost) expect(refusal).toMatchObject({ code: 'OPEN-1.rehearsed-held', facts: { by: '赵' } });
    expect(await sales.service.rows('select from hold where unit_id = ?', [unitIds[0]])).toEqual([]);
    expect(await openings.sheet(openingId)).toMatchObject({ rehearsal: true, run: 1, rehearsalOf: realId });
    await openings.run(ResetRehearsal, { openingId });
    expect(await openings.sheet(openingId)).toMatchObject({ run: 2, outcomes: [] });
    expect(await attempt(customers[1]!)).toMatchObject({ sequence: expect.any(Number) });
    await expect(openings.run(ResetRehearsal, { openingId: realId })).rejects.toMatchObject({
      code: 'OPEN-1.not-rehearsal',
    });
  });
});
