import * as terms from '#contracts/inventory-terms.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const inventoryTermsRows: Row[] = [
  post('/v1/payment-plans/{planId}/end', 'unit.set-up', terms.EndPaymentPlan, '停用付款方式', 'End a payment plan'),
  post('/v1/discounts/{discountId}/end', 'unit.set-up', terms.EndDiscount, '停用标准优惠', 'End a standard discount'),
  post('/v1/buildings/{buildingId}/nodes', 'unit.set-up', terms.PlanNode, '工程节点计划', 'Plan a construction node', created),
  get('/v1/buildings/{buildingId}/nodes', 'unit.read', terms.Nodes, '工程节点', 'Construction nodes of a building'),
  post('/v1/nodes/{nodeId}/completion', 'permit.record', terms.ReachNode, '工程节点到达登记', 'Record that a node was reached'),
  get('/v1/units/{unitId}/prices', 'unit.read', terms.UnitPrices, '房间价格历史', 'Prices of a unit, past and to come'),
  get('/v1/projects/{projectId}/permits', 'unit.read', terms.Permits, '预售许可证', 'Pre-sale permits of a project'),
  post('/v1/permits/{permitId}/suspension', 'permit.record', terms.SuspendPermit, '预售许可证暂停', 'Suspend a pre-sale permit'),
  post('/v1/permits/{permitId}/resumption', 'permit.record', terms.ResumePermit, '预售许可证恢复或延期', 'Resume or extend a pre-sale permit'),
  post('/v1/permits/{permitId}/filed-prices', 'permit.record', terms.RecordFiledPrices, '备案价登记', 'Record filed prices', created),
];
