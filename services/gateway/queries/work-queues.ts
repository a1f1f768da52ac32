import { namedLists, type ListName, type NamedList } from '#contracts/lists.js';
import { FinanceList, InventoryList, SalesList, WorkQueues, type WorkQueueSheet } from '#contracts/named-lists.js';
import { newId } from '#kernel/ids.js';
import { Asker } from '#messaging/ask.js';
import type { Assignment } from '#permissions/actor.js';
import { grantsFor } from '#permissions/matrix.js';
import { Injectable } from '@nestjs/common';
import { wordOn } from '../core/admission.js';
import type { Caller } from '../core/callers.js';
import { Does, type Doing } from '../core/does.js';

const askings = { inventory: InventoryList, sales: SalesList, finance: FinanceList };
/** A service that does not answer soon leaves its lists without a count. */
const deadlineMs = 2_000;

/** What somebody has to do: the lists of their roles, with how much stands in each (ALL-7). */
@Injectable()
export class WorkQueuesQuery {
  constructor(private readonly asker: Asker) {}

  @Does(WorkQueues)
  async queues({ payload: { projectId }, caller }: Doing<WorkQueues>): Promise<WorkQueueSheet> {
    const mine = (Object.keys(namedLists) as ListName[]).filter((list) => isWorkOf(namedLists[list], caller!));
    return { items: await Promise.all(mine.map((list) => this.queue(list, projectId, caller!))) };
  }

  private async queue(list: ListName, projectId: string, { personId, name, assignments }: Caller) {
    const { service, needs: operation, zh, en } = namedLists[list];
    const asking = askings[service];
    const actor = { id: personId, name, operation, grants: grantsFor(operation, assignments) };
    const how = { token: await wordOn(actor, asking.subject), key: newId(), deadlineMs };
    const page = await this.asker.ask(asking, { list, projectId, limit: 1 }, how).catch(() => undefined);
    return { list, zh, en, ...(page ? { count: page.count as number } : {}) };
  }
}

function isWorkOf({ roles, needs }: NamedList, { assignments }: { assignments: Assignment[] }): boolean {
  return assignments.some(({ role }) => roles.includes(role)) && grantsFor(needs, assignments).length > 0;
}
