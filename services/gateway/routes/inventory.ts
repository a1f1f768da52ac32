import * as inventory from '#contracts/inventory.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const inventoryRows = [
  post('/v1/projects', 'unit.set-up', inventory.OpenProject, '新建项目', 'Open a project', created),
  get('/v1/projects', 'unit.read', inventory.Projects, '项目列表', 'Projects'),
  get('/v1/projects/{projectId}', 'unit.read', inventory.ProjectById, '项目及其楼栋、付款方式、优惠', 'A project with its buildings, plans and discounts'),
  post('/v1/projects/{projectId}/buildings', 'unit.set-up', inventory.ImportBuilding, '导入楼栋房源表', 'Import a building from a spreadsheet', { ...created, takes: 'file' }),
  post('/v1/buildings/{buildingId}/submission', 'unit.set-up', inventory.SubmitBuilding, '房源提交财务审核', 'Submit a building to finance'),
  post('/v1/buildings/{buildingId}/verification', 'unit.verify', inventory.VerifyBuilding, '初始资料审核', 'Verify a building, or send it back'),
  post('/v1/buildings/{buildingId}/lock', 'unit.lock', inventory.LockBuilding, '屏蔽初始资料', 'Lock a building'),
  post('/v1/buildings/{buildingId}/sale', 'opening.run', inventory.PutOnSale, '楼栋开售', 'Put a building on sale'),
  get('/v1/buildings/{buildingId}/board', 'unit.read', inventory.Board, '销控表', 'The sales board of a building'),
  post('/v1/projects/{projectId}/permits', 'permit.record', inventory.RecordPermit, '预售许可证登记', 'Record a pre-sale permit', created),
  post('/v1/projects/{projectId}/payment-plans', 'unit.set-up', inventory.DefinePaymentPlan, '定义付款方式', 'Define a payment plan', created),
  post('/v1/projects/{projectId}/discounts', 'unit.set-up', inventory.DefineDiscount, '定义标准优惠', 'Define a standard discount', created),
  get('/v1/units/{unitId}', 'unit.read', inventory.UnitById, '房间', 'A unit'),
  post('/v1/units/{unitId}/withholding', 'unit.withhold', inventory.WithholdUnit, '销控', 'Withhold a unit from sale'),
  post('/v1/units/{unitId}/release', 'unit.withhold', inventory.ReleaseUnit, '解除销控', 'Release a withheld unit'),
  post('/v1/buildings/{buildingId}/price-changes', 'price.change-request', inventory.RequestPriceChange, '调价申请', 'Request a price change', created),
  post('/v1/price-changes/{priceChangeId}/review', 'price.change-review', inventory.ReviewPriceChange, '调价初审', 'Review a price change'),
  post('/v1/price-changes/{priceChangeId}/approval', 'price.change-approve', inventory.ApprovePriceChange, '调价审批', 'Approve a price change'),
  post('/v1/price-changes/{priceChangeId}/execution', 'price.change-execute', inventory.ExecutePriceChange, '调价执行', 'Carry out a price change'),
];
