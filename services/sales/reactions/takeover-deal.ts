import { newId } from '#kernel/ids.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { endOf, startOf } from '#kernel/time.js';
import type { JobRun } from '#persistence/job-run.js';
import type { Work } from '#persistence/work.js';
import { Rate } from '#kernel/rate.js';
import type { Customer } from '../entities/customer.js';
import { holdTaken } from '../entities/hold.js';
import { Project } from '../entities/project.js';
import { Subscription } from '../entities/subscription.js';
import type { BadRow, GoodDeal } from '../rules/old-deals.js';
import { contractTaken, told } from './takeover-contract.js';
import { CustomersTaken } from './takeover-customer.js';

/** These deals become true together, each with its customer, hold and event; answers those that came too late. */
export async function takeOver(run: JobRun, deals: GoodDeal[]): Promise<BadRow[]> {
  const lost: BadRow[] = [];
  await run.step(async (work) => {
    const project = await work.em.findOneOrFail(Project, run.job.projectId);
    const customers = new CustomersTaken(work, project, run.job.id);
    let rows = 0;
    for (const good of deals) {
      const taken = await taking(good, { run, work, project, customers });
      if (taken) rows += good.rows;
      else lost.push(heldMeanwhile(good));
    }
    return rows;
  });
  return lost;
}

interface Taking {
  run: JobRun;
  work: Work;
  project: Project;
  customers: CustomersTaken;
}

async function taking(good: GoodDeal, { run, work, project, customers }: Taking): Promise<boolean> {
  const { em, at } = work;
  const { deal, unit, consultant, terms } = good;
  const [id, unitId, projectId] = [newId(), unit.id, project.id];
  const since = startOf(deal.subscribedOn);
  const hold = { id, unitId, projectId, kind: terms ? 'contract' : 'subscription', since } as const;
  if (!(await holdTaken(em, hold, consultant))) return false;
  const customer = await customers.of(good);
  const subscription = em.create(Subscription, subscriptionOf(good, customer, { id, takeoverId: run.job.id, project }));
  if (!terms && subscription.signBy > at) work.deadlines.set('SUB-7.signing', id, subscription.signBy);
  const contract = terms && contractTaken(work, good, subscription);
  work.tell(told(good, subscription, { contract, takenOverOn: run.job.said.takenOverOn! }));
  return true;
}

function subscriptionOf(good: GoodDeal, { id: customerId }: Customer, by: By) {
  const { deal, unit, planId, consultant, derivation, terms } = good;
  const { id, takeoverId, project } = by;
  const effectiveAt = startOf(deal.subscribedOn);
  const signBy = endOf(deal.signBy ?? deal.contract?.signedOn ?? deal.subscribedOn);
  const ids = { id, unitId: unit.id, projectId: project.id, customerId, planId, consultantId: consultant.id };
  const priced = { listPrice: unit.totalPrice, dealPrice: deal.price, derivation, deposit: deal.deposit };
  return {
    ...{ ...ids, ...priced, buyers: [{ customerId, share: '1' }], depositType: deal.depositType },
    ...{ paid: deal.deposit, depositBy: endOf(deal.subscribedOn), signBy, takeoverId, oldNumber: deal.number },
    mortgageRatio: terms ? Rate.of(terms.loan.fen, deal.price.fen) : null,
    signLatestBy: deal.signBy ? deadlineFor('SUB-7.delay', signBy, project.deadlines) : null,
    ...{ state: terms ? ('contracted' as const) : ('effective' as const), subscribedAt: effectiveAt, effectiveAt },
  };
}

interface By {
  id: string;
  takeoverId: string;
  project: Project;
}

function heldMeanwhile({ deal: { row, unitCode } }: GoodDeal): BadRow {
  const [zh, en] = [`房间 ${unitCode} 刚被占用`, `Unit ${unitCode} has just been taken`];
  return { row, column: '房号', zh, en };
}
