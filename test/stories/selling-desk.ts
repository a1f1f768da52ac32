import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

/** A desk's day: the deadlines of the project and how they change, named lists, a workbook, two work queues. */
export async function desk(stage: Stage, sale: Sale): Promise<void> {
  await deadlines(stage, sale);
  await awaited(stage, sale);
  await listed(stage, sale);
  await queues(stage, sale);
}

/** The catalogue as the project has it; another length from now on (ALL-6). */
async function deadlines(stage: Stage, { projectId }: Sale): Promise<void> {
  const catalogue = `/v1/projects/${projectId}/deadlines`;
  const row = (items: { id: string }[], id: string) => items.find((one) => one.id === id) as any;
  await stage.does('zhao', '期限目录 the deadline catalogue', `GET ${catalogue}`, {
    holds: ({ items }) => items.length > 10 && !row(items, 'SUB-3.deposit').own && row(items, 'CON-6.query').own,
  });
  const change = `PUT /v1/projects/${projectId}/policy`;
  const lengths = (deposit: string) => ({
    policy: { deposit: '20000.00', deadlines: { 'CON-6.query': 'PT1S', 'SUB-3.deposit': deposit } },
    reason: '交定金时限',
  });
  await stage.does('zhao', '顾问不得改期限 not by a consultant', change, { body: lengths('PT6H'), status: 403 });
  await stage.does('li', '不是期限 no length at all', change, { body: lengths('six hours'), status: 400 });
  await stage.does('li', '交定金时限改为六小时 six hours from now on', change, { body: lengths('PT6H') });
  await stage.does('zhao', '目录已改 the catalogue has it', `GET ${catalogue}`, {
    holds: ({ items }) => row(items, 'SUB-3.deposit').own && row(items, 'SUB-3.deposit').length === 'PT6H',
  });
}

/** A subscription whose deposit is awaited. */
async function awaited(stage: Stage, { projectId, units, plans }: Sale): Promise<void> {
  const lin = { projectId, name: '林晓', phone: '13500001234', source: '来访', needs: '三房' };
  const body = { ...lin, firstEvent: { kind: 'first-visit' } };
  const first = { body, eventually: true };
  const { customerId } = await stage.does('zhao', '客户首访 a first visit', 'POST /v1/customers', first);
  const subscribe = `POST /v1/units/${units.get('3-601')!.unitId}/subscriptions`;
  await stage.does('zhao', '定购 3-601 subscribe', subscribe, {
    ...{ body: { customerId, planId: plans.lumpSum }, eventually: true },
  });
}

/** A named list, read by who may, and as a workbook (ALL-7, ALL-9). */
async function listed(stage: Stage, { projectId }: Sale): Promise<void> {
  const at = `/v1/projects/${projectId}/lists`;
  const list = `${at}/deposits-awaited`;
  await stage.until('qian', '清单：待交定金 deposits awaited', list, ({ count, items, zh }) => {
    return count === 1 && items[0].unit === '3-601' && zh === '待交定金';
  });
  await stage.does('zhou', '同事的不在其中 not a colleague’s', `GET ${list}`, { holds: ({ count }) => count === 0 });
  const filtered = `GET ${list}?filter=${encodeURIComponent('unit=3-602')}`;
  await stage.does('sun', '筛选 filtered', filtered, { holds: ({ count }) => count === 0 });
  await stage.does('sun', '没有这一列 no such column', `GET ${list}?filter=nothing%3D1`, { status: 400 });
  await stage.does('zhao', '财务清单不给顾问 not a list of finance', `GET ${at}/refunds-due`, { status: 403 });
  await stage.does('zhao', '顾问不得导出 not exported by a consultant', `POST ${list}/workbook`, { status: 403 });
  await stage.does('sun', '导出清单 as a workbook', `POST ${list}/workbook`, {
    holds: (file) => Buffer.isBuffer(file) && file.subarray(0, 2).toString() === 'PK',
  });
}

/** The lists that are one's work: the consultant's and the cashier's differ (ALL-7). */
async function queues(stage: Stage, { projectId }: Sale): Promise<void> {
  const mine = `/v1/projects/${projectId}/work-queues`;
  const count = (items: { list: string; count?: number }[], list: string) => items.find((one) => one.list === list);
  await stage.until('zhao', '顾问的待办清单 the consultant’s queues', mine, ({ items }) => {
    return count(items, 'deposits-awaited')?.count === 1 && !count(items, 'receipts-to-exchange');
  });
  await stage.until('qian', '收款员的待办清单 the cashier’s queues', mine, ({ items }) => {
    return count(items, 'deposits-awaited')?.count === 1 && count(items, 'receipts-to-exchange')?.count === 0;
  });
}
