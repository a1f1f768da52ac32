import { deadlineFor, type DeadlineLengths } from '#kernel/deadlines.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';

/** Until when a customer that somebody has from now on is protected, and by when there has to be an event. */
export function ownershipFrom(now: Instant, lengths: DeadlineLengths) {
  return {
    protectedUntil: deadlineFor('CRM-1.protection', now, lengths),
    silentBy: deadlineFor('CRM-2.silence', now, lengths),
  };
}

/** A protected customer changes hands by appeal alone, unless it is on the reassignment list (CRM-1, CRM-2). */
export function refuseProtected(
  { protectedUntil, reassignSince }: { protectedUntil: Instant; reassignSince?: Instant | null },
  now: Instant,
): void {
  if (!reassignSince && protectedUntil > now) refuse('CRM-1.protected', { until: protectedUntil });
}

interface Case {
  state: string;
  decidedByName?: string | null;
  decidedAt?: Instant | null;
}

/** A case is decided once, and by nobody it is about (CRM-1, ALL-4). */
export function refuseDeciding(
  { state, decidedByName, decidedAt }: Case,
  parties: string[],
  decidedBy: { id: string },
): void {
  if (state !== 'open') refuse('CRM-1.decided-already', { by: decidedByName ?? '', at: decidedAt ?? '' });
  if (parties.includes(decidedBy.id)) refuse('CRM-1.party');
}

/** Roles that deal with customers of their own; `*` is every project. */
export function takesCustomers(
  { leftAt, assignments }: { leftAt?: Instant | null; assignments: { role: string; projects: string[] | '*' }[] },
  projectId: string,
): boolean {
  const here = (projects: string[] | '*') => projects === '*' || projects.includes(projectId);
  return !leftAt && assignments.some(({ role, projects }) => selling.includes(role) && here(projects));
}

const selling = ['consultant', 'sales_supervisor', 'sales_manager'];
