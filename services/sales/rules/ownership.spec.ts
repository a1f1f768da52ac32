import { describe, expect, it } from '@jest/globals';
import { ownershipFrom, refuseDeciding, refuseProtected, takesCustomers } from './ownership.js';

const now = new Date('2026-11-24T02:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');

describe('CRM-1 whose a customer is', () => {
  it('CRM-1 CRM-2 is protected for 30 days and silent for 14, unless the project says otherwise', () => {
    const days = ({ protectedUntil, silentBy }: ReturnType<typeof ownershipFrom>) =>
      [protectedUntil, silentBy].map((at) => at.toISOString().slice(0, 10));
    expect(days(ownershipFrom(now, {}))).toEqual(['2026-12-24', '2026-12-08']);
    expect(days(ownershipFrom(now, { 'CRM-1.protection': 'P7D', 'CRM-2.silence': 'P2D' }))).toEqual([
      ...['2026-12-01', '2026-11-26'],
    ]);
  });

  it.each([
    ['protected', { protectedUntil: later }, true],
    ['protected, but on the reassignment list', { protectedUntil: later, reassignSince: now }, false],
    ['protected no more', { protectedUntil: now }, false],
  ])('CRM-1 %s', (_, customer, refused) => {
    const refusing = expect(() => refuseProtected(customer, now));
    if (refused) refusing.toThrow('CRM-1.protected');
    else refusing.not.toThrow();
  });

  it('CRM-1 ALL-4 a case is decided once, by nobody it is about', () => {
    const open = { state: 'open' };
    expect(() => refuseDeciding(open, ['a', 'b'], { id: 'c' })).not.toThrow();
    expect(() => refuseDeciding(open, ['a', 'b'], { id: 'b' })).toThrow('CRM-1.party');
    const decided = { state: 'decided', decidedByName: '李', decidedAt: now };
    expect(() => refuseDeciding(decided, ['a', 'b'], { id: 'c' })).toThrow('CRM-1.decided-already');
  });

  it.each([
    ['a consultant of the project', { assignments: [{ role: 'consultant', projects: ['p'] }] }, true],
    ['a supervisor everywhere', { assignments: [{ role: 'sales_supervisor', projects: '*' as const }] }, true],
    ['a consultant of another project', { assignments: [{ role: 'consultant', projects: ['q'] }] }, false],
    ['a cashier', { assignments: [{ role: 'cashier', projects: '*' as const }] }, false],
    ['who left', { leftAt: now, assignments: [{ role: 'consultant', projects: '*' as const }] }, false],
  ])('CRM-2 %s takes over customers or not', (_, colleague, takes) => {
    expect(takesCustomers(colleague, 'p')).toBe(takes);
  });
});
