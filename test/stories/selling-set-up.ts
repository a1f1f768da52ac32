import { headings, unitsOf } from '../../deploy/seed/workbook.ts';
import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

/** Before the sale: tables imported and exported, a building from a template, what finance sends back corrected. */
export async function setUp(stage: Stage, sale: Sale): Promise<void> {
  const { projectId } = sale;
  await importedTables(stage, projectId);
  await exportedAndReplaced(stage, projectId);
  const buildingId = await generated(stage, projectId);
  await correctedAndLocked(stage, projectId, buildingId);
  await repricedByList(stage, sale);
}

const table = (rows: string[][]) => Buffer.from(rows.map((row) => row.join(',')).join('\r\n'));
const heading = ['楼栋', '分期', ...headings];
const tower = unitsOf({ floors: 5, perFloor: 4 });
const places = ['5', '6'].flatMap((building) => tower.map((row) => [building, '一期', ...row]));

/** Two buildings in one csv; with a bad row nothing of it is there (INV-1). */
async function importedTables(stage: Stage, projectId: string): Promise<void> {
  const imports = `POST /v1/projects/${projectId}/imports?kind=units`;
  await stage.does('qian', '收款员不得录入 a cashier enters no units', imports, {
    ...{ file: table([heading]), status: 403, code: 'ALL-5.no-right' },
  });
  const bad = [heading, ...places.with(7, places[7]!.with(4, ''))];
  const refused = await stage.does('sun', '导入两栋，一行有误 one bad row', imports, { file: table(bad), status: 202 });
  const at = `/v1/imports/${refused.importId}`;
  await stage.until('sun', '一行有误则全部不导入 nothing of it is imported', at, ({ state }) => state === 'refused');
  await stage.does('sun', '逐行错误报告 the report, row by row', `GET ${at}/rows`, {
    holds: ({ items: [row] }) => row.row === 9 && row.column === '户型' && row.zh === '户型未填写',
  });
  const file = table([heading, ...places]);
  const good = await stage.does('sun', '更正后导入 corrected and imported', imports, { file, status: 202 });
  await stage.until('sun', '四十套全部录入 all forty are there', `/v1/imports/${good.importId}`, (body) => {
    return body.state === 'done' && body.totals.created === 40 && body.rowsWritten === 40;
  });
}

/** What is exported can be imported again; a table replaces a building that is still being drafted (INV-1, INV-2). */
async function exportedAndReplaced(stage: Stage, projectId: string): Promise<void> {
  const { buildings } = await stage.does('sun', '楼栋与分期 buildings and phases', `GET /v1/projects/${projectId}`);
  const { buildingId } = buildings.find(({ code }: { code: string }) => code === '5');
  const path = `GET /v1/buildings/${buildingId}/units/workbook`;
  const xlsx: Buffer = await stage.does('sun', '导出 xlsx exported as a workbook', path);
  const replace = `POST /v1/projects/${projectId}/imports?kind=units&existing=replace`;
  const unreasoned = { file: xlsx, status: 400, code: 'INV-2.replace-reason' };
  await stage.does('sun', '替换须写明原因 replacing needs a reason', replace, unreasoned);
  const why = `&reason=${encodeURIComponent('底价更正')}`;
  const same = await stage.does('sun', '原样导回 imported again as it is', replace + why, { file: xlsx, status: 202 });
  await stage.until('sun', '一字未改 nothing is changed', `/v1/imports/${same.importId}`, ({ state, totals }) => {
    return state === 'done' && totals.unchanged === 20 && totals.corrected === 0;
  });
  const csv: Buffer = await stage.does('sun', '导出 csv exported as csv', `${path}?format=csv`);
  const lines = csv.toString().trimEnd().split('\r\n').slice(0, -1);
  const file = Buffer.from(lines.join('\r\n'));
  const replaced = await stage.does('sun', '去掉一套再导入 one unit less', replace + why, { file, status: 202 });
  await stage.until('sun', '该套已撤销 it is taken out', `/v1/imports/${replaced.importId}`, ({ totals }) => {
    return totals?.removed === 1;
  });
  await stage.does('zhao', '销控表不再显示 and on no board', `GET /v1/buildings/${buildingId}/board`, {
    holds: ({ units }) => units.length === 19,
  });
}

/** Twelve floors without the fourth, two places each, prices rising with the floor (INV-1). */
async function generated(stage: Stage, projectId: string): Promise<string> {
  const path = `POST /v1/projects/${projectId}/buildings/generated`;
  const place = {
    ...{ suffix: '01', layout: '三室两厅', orientation: '南', use: '住宅', pricingBasis: 'building' },
    ...{ buildingArea: '89.50', innerArea: '71.60', pricePerM2: '21000.35', stepPerFloor: '50.00' },
  };
  const template = {
    ...{
      code: '7',
      name: '7栋',
      phase: '二期',
      floors: { from: 1, to: 12, skipped: [4] },
      floorPrice: { rate: '0.92' },
    },
    positions: [place, { ...place, suffix: '02', orientation: '北' }],
  };
  const twice = { ...template, positions: [place, place] };
  await stage.does('sun', '模板有误，指明字段 a wrong template is refused by its field', path, {
    ...{ body: twice, status: 400, holds: ({ facts }) => facts.field === 'positions.1.suffix' },
  });
  const { buildingId } = await stage.does('sun', '按模板生成楼栋 a building from a template', path, {
    ...{ body: template, holds: ({ units }) => units === 22 },
  });
  return buildingId;
}

/** Finance sends it back; a unit is corrected and another taken out, with reasons; then it is locked (INV-2, ALL-3). */
async function correctedAndLocked(stage: Stage, projectId: string, buildingId: string): Promise<void> {
  const at = `/v1/buildings/${buildingId}`;
  await stage.does('sun', '提交财务 handed in', `POST ${at}/submission`);
  const { units } = await stage.does('sun', '销控表 the board', `GET ${at}/board`);
  const unitOf = (code: string) => units.find((unit: { code: string }) => unit.code === code).unitId;
  const correction = { reason: '101 建筑面积录错', buildingArea: '90.00' };
  const early = { body: correction, status: 409, code: 'INV-2.wrong-state' };
  await stage.does('sun', '审核中不得更正 not while finance checks it', `PUT /v1/units/${unitOf('7-101')}`, early);
  const back = { decision: 'return', reason: '101 建筑面积与测绘报告不符' };
  await stage.does('zheng', '财务退回 sent back', `POST ${at}/verification`, { body: back });
  await stage.does(
    'sun',
    '更正单套，新价格版本 a unit corrected, a new price version',
    `PUT /v1/units/${unitOf('7-101')}`,
    {
      ...{ body: correction, holds: (body) => body.priceVersion === 2 && body.totalPrice === '1890031.50' },
    },
  );
  const removal = `POST /v1/units/${unitOf('7-102')}/removal`;
  await stage.does('sun', '撤销一套 a unit taken out', removal, { body: { reason: '改作物业用房' } });
  await stage.does('zhao', '不再可读 it is there no more', `GET /v1/units/${unitOf('7-102')}`, { status: 404 });
  await stage.does('sun', '再次提交 handed in again', `POST ${at}/submission`);
  await stage.does('zheng', '审核 verified', `POST ${at}/verification`, { body: { decision: 'verify' } });
  await stage.does('qin', '屏蔽 locked', `POST ${at}/lock`);
  const file = table([priceHeading, ['7', '201', '22000.00', '1700000.00']]);
  const correcting = `POST /v1/projects/${projectId}/imports?kind=prices`;
  const refused = await stage.does('sun', '屏蔽后导价 a price list after the lock', correcting, { file, status: 202 });
  await stage.until(
    'sun',
    '价格须经调价申请 prices change by order alone',
    `/v1/imports/${refused.importId}`,
    (body) => {
      return body.state === 'refused' && body.refused.zh.includes('调价申请');
    },
  );
}

const priceHeading = ['楼栋', '房号', '单价', '底价'];

/** A price list for what is on sale becomes a change order (INV-3). */
async function repricedByList(stage: Stage, { projectId }: Sale): Promise<void> {
  const query = new URLSearchParams({ reason: '二批次调价', attachment: '批件-07.pdf' });
  const path = `POST /v1/projects/${projectId}/price-change-imports?${query}`;
  const file = table([priceHeading, ['3', '1202', '15000.00', '1000000.00'], ['3', '1203', '15000.00', '1000000.00']]);
  const { importId } = await stage.does('sun', '导入调价表 a price list', path, { file, status: 202 });
  const { totals } = await stage.until('sun', '生成调价申请 a change order', `/v1/imports/${importId}`, (body) => {
    return body.state === 'done' && body.totals.priceChangeIds.length === 1;
  });
  const review = `POST /v1/price-changes/${totals.priceChangeIds[0]}/review`;
  await stage.does('li', '调价初审 reviewed as any other', review, { body: { decision: 'approve' } });
}
