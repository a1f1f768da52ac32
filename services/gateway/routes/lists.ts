import type { Asking } from '#contracts/message.js';
import { namedLists, type ListName, type NamedList } from '#contracts/lists.js';
import * as lists from '#contracts/named-lists.js';
import { get, post, type Row } from './row.js';

const readings: Record<NamedList['service'], Asking> = {
  inventory: lists.InventoryList,
  sales: lists.SalesList,
  finance: lists.FinanceList,
};
const exports: Record<NamedList['service'], Asking> = {
  inventory: lists.ExportInventoryList,
  sales: lists.ExportSalesList,
  finance: lists.ExportFinanceList,
};

/** Every named list, and every one as a workbook (ALL-7); my own work queues. */
export const listRows: Row[] = [
  get(
    '/v1/projects/{projectId}/work-queues',
    'signed-in',
    lists.WorkQueues,
    '我的待办清单',
    'The lists that are my work',
  ),
  ...(Object.keys(namedLists) as ListName[]).flatMap((list) => {
    const { service, needs, zh, en } = namedLists[list];
    const path = `/v1/projects/{projectId}/lists/${list}`;
    const workbook = { fixed: { list }, gives: 'file', alsoNeeds: needs } as const;
    return [
      get(path, needs, readings[service], `清单：${zh}`, `List: ${en}`, { fixed: { list } }),
      post(
        `${path}/workbook`,
        'export.request',
        exports[service],
        `导出清单：${zh}`,
        `List as a workbook: ${en}`,
        workbook,
      ),
    ];
  }),
];
