import { describe, expect, it } from '@jest/globals';
import { askings } from '#contracts/catalogue.js';
import { holders, isOperation } from '#permissions/matrix.js';
import { checkRoutes, routes } from './routes.js';
import { contractOf, type Row } from './row.js';

describe('the public API', () => {
  it('can be opened', () => {
    expect(() => checkRoutes(routes)).not.toThrow();
  });

  it.each(askings.map((asking) => [asking.subject, asking] as const))('has a route for %s', (_, asking) => {
    expect(routes.map(contractOf)).toContain(asking);
  });

  it.each(routes.map((row) => [`${row.method} ${row.path}`, row] as const))('%s is well-formed', (_, row) => {
    expect(row.summary.zh).toMatch(/\p{Script=Han}/u);
    expect(row.summary.en).toMatch(/^[A-Z]/);
    expect(row.path).toMatch(/^\/v1(\/[a-z-]+|\/\{[a-zA-Z]+\})+$/);
    if (isOperation(row.needs)) expect(holders(row.needs)).not.toHaveLength(0);
  });

  it('asks services for nothing without an operation of the matrix', () => {
    expect(routes.filter((row) => row.asks && !isOperation(row.needs))).toEqual([]);
    const open = routes.filter((row) => row.needs === 'public').map((row) => row.path);
    expect(open).toEqual(['/v1/session', '/v1/tokens']);
  });

  it('uses each operation for the kind of thing that it is about', () => {
    const reading = [
      ...['unit.read', 'report.sales', 'report.finance', 'report.desk', 'customer.write', 'member.write'],
      ...[
        'customer.assign',
        'customer.unmask',
        'audit.read',
        'reservation.make',
        'opening.run',
        'target.set',
        'export.request',
      ],
      ...['subscription.make', 'discount.request', 'contract.sign', 'service-request.handle'],
      ...['dunning.send'],
    ];
    const asked = routes.filter((row) => row.asks);
    for (const row of asked.filter(({ method }) => method === 'GET')) expect(reading).toContain(row.needs);
    for (const row of asked.filter(({ method }) => method !== 'GET'))
      expect(row.needs).not.toMatch(/^report\.|\.read$/);
  });
});

describe('a route does not open', () => {
  const good = routes.find((row) => row.path === '/v1/units/{unitId}/subscriptions')!;
  const refused = (row: Partial<Row>, ...others: Row[]) =>
    expect(() => checkRoutes([{ ...good, ...row }, ...others])).toThrow;

  it('without an operation, or with one that the matrix does not have', () => {
    refused({ needs: undefined as never })(/says no operation/);
    refused({ needs: 'unit.steal' as never })(/'unit.steal', which the permission matrix does not have/);
  });

  it('when another has its method and path', () => {
    refused({}, good)(/Two routes are POST \/v1\/units\/\{unitId\}\/subscriptions/);
    refused({}, { ...good, path: good.path.replace('unitId', 'planId') })(/Two routes/);
  });

  it('when its path or a fixed field is unknown to the contract', () => {
    refused({ path: '/v1/units/{flatId}/subscriptions' })(/has 'flatId', which SubscribeUnit does not/);
    refused({ fixed: { stage: 'x' } })(/has 'stage'/);
  });

  it('when it asks nothing, or reads by POST', () => {
    refused({ asks: undefined })(/must either ask/);
    refused({ method: 'GET' })(/no fitting method for a command/);
  });
});
