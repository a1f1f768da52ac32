import * as imports from '#contracts/inventory-imports.js';
import { created, file, get, post, put, type Row } from './row.js';

// prettier-ignore
export const inventoryImportsRows: Row[] = [
  post('/v1/projects/{projectId}/imports', 'unit.set-up', imports.ImportTable, '导入房源或价目表（后台执行）', 'Import units or a price list, as a job', { status: 202, takes: 'file' }),
  post('/v1/projects/{projectId}/price-change-imports', 'price.change-request', imports.ImportPriceChanges, '导入调价表（生成调价申请）', 'Import a price list as change orders', { status: 202, takes: 'file' }),
  get('/v1/projects/{projectId}/imports', 'unit.read', imports.Imports, '导入记录', 'Imports of a project'),
  get('/v1/imports/{importId}', 'unit.read', imports.ImportById, '导入进度与结果', 'How far an import is'),
  get('/v1/imports/{importId}/rows', 'unit.read', imports.ImportRows, '导入错误明细', 'The bad rows of an import'),
  get('/v1/buildings/{buildingId}/units/workbook', 'export.request', imports.BuildingWorkbook, '导出楼栋房源表', 'A building’s units as a workbook', file),
  get('/v1/projects/{projectId}/units/workbook', 'export.request', imports.ProjectWorkbook, '导出项目房源表', 'A project’s units as a workbook', file),
  post('/v1/projects/{projectId}/buildings/generated', 'unit.set-up', imports.GenerateBuilding, '按模板生成楼栋', 'Generate a building from a template', created),
  put('/v1/units/{unitId}', 'unit.set-up', imports.CorrectUnit, '更正房源（录入中）', 'Correct a unit that is being set up'),
  post('/v1/units/{unitId}/removal', 'unit.set-up', imports.RemoveUnit, '撤销房源（录入中）', 'Take a unit out of the set-up'),
];
