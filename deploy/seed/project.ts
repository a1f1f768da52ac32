import type { Client } from './client.ts';
import { workbook } from './workbook.ts';

/** Who is needed to put a project on sale. */
export type Team = Record<'li' | 'sun' | 'zheng' | 'qin' | 'zhao', Client>;

export interface ProjectWanted {
  code: string;
  name: string;
  policy: { deposit: string; deadlines?: Record<string, string>; finance?: object };
  buildings: { code: string; floors: number; perFloor: number }[];
}

export interface ProjectOnSale {
  projectId: string;
  buildingIds: string[];
  plans: { lumpSum: string; mortgage: string };
  discountId: string;
}

/** A project as people set it up: entered by sales, verified by finance, locked, permitted, on sale (INV-2, INV-4). */
export async function putProjectOnSale(team: Team, wanted: ProjectWanted): Promise<ProjectOnSale> {
  const { code, name, policy } = wanted;
  const { projectId } = await team.li.post('/v1/projects', { code, name, policy });
  const at = `/v1/projects/${projectId}`;
  const plans = {
    lumpSum: (await team.sun.post(`${at}/payment-plans`, lumpSum)).planId,
    mortgage: (await team.sun.post(`${at}/payment-plans`, mortgage)).planId,
  };
  const { discountId } = await team.sun.post(`${at}/discounts`, discount);
  const buildingIds: string[] = [];
  for (const building of wanted.buildings) buildingIds.push(await lockedBuilding(team, at, building));
  await team.li.post(`${at}/permits`, { number: `${code}预字第1号`, issuedOn: '2026-10-01', buildingIds });
  for (const buildingId of buildingIds) await team.li.post(`/v1/buildings/${buildingId}/sale`);
  return { projectId, buildingIds, plans, discountId };
}

async function lockedBuilding(team: Team, at: string, building: ProjectWanted['buildings'][number]): Promise<string> {
  const { code, floors, perFloor } = building;
  const file = await workbook({ building: code, floors, perFloor });
  const query = `code=${encodeURIComponent(code)}&name=${encodeURIComponent(`${code}号楼`)}`;
  const { status, body } = await team.sun.patiently(`${at}/buildings?${query}`, { file });
  if (status !== 201) throw new Error(`The building was not imported: ${JSON.stringify(body)}`);
  await team.sun.post(`/v1/buildings/${body.buildingId}/submission`);
  await team.zheng.post(`/v1/buildings/${body.buildingId}/verification`, { decision: 'verify' });
  await team.qin.post(`/v1/buildings/${body.buildingId}/lock`);
  return body.buildingId;
}

/** What stands on every invoice of a project for trying out (FIN-11): a seller that does not exist. */
export const invoicing = {
  ...{ sellerName: '故事置业有限公司', sellerTaxNumber: '91440000MA00000000', address: '故事市故事区一号' },
  ...{ landVatProject: 'TZS000001', taxCode: '5000000000000000000' },
};

export const lumpSum = {
  ...{ code: 'LS', name: '一次性付款', kind: 'lump-sum' },
  lines: [
    { label: '首期 30%', share: '0.30', kind: 'price', dueDaysAfterSigning: 0 },
    { label: '尾款', share: '0.70', kind: 'price', dueDaysAfterSigning: 30 },
  ],
};

export const mortgage = {
  ...{ code: 'MG', name: '按揭付款', kind: 'mortgage' },
  lines: [
    { label: '首付款', share: '0.20', kind: 'price', dueDaysAfterSigning: 0 },
    { label: '二期款', share: '0.10', kind: 'price', dueDaysAfterSigning: 15 },
    { label: '按揭款', share: '0.70', kind: 'loan', dueDaysAfterSigning: 60 },
  ],
};

export const discount = { code: 'OPEN98', name: '开盘九八折', rate: '0.98', order: 1 };
