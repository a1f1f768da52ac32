import type { Deal } from './home.ts';
import type { Stage } from './stage.ts';

export interface Contract {
  contractId: string;
  price: string;
}

/** Signed by the consultant, reviewed by four in order, sealed, filed. */
export async function contracted(stage: Stage, deal: Deal): Promise<Contract> {
  const sign = `POST /v1/subscriptions/${deal.subscriptionId}/contract`;
  const clauses = {
    ...{ buyerLateRate: '0.0005', buyerGraceDays: 30, sellerLateRate: '0.0001', sellerGraceDays: 60 },
    ...{ handoverBy: '2027-12-31', handoverNoticeDays: 10, areaMethod: 'building' },
    ...{ buyerLateTierDays: 90, buyerLateRateBeyond: '0.001', sellerLateTierDays: 90, sellerLateRateBeyond: '0.001' },
    ...{ filingWithinDays: 30, titleWithinDays: 90 },
  };
  const { contractId, findings } = await stage.does('zhao', '签约 sign the contract', sign, {
    body: { clauses },
    holds: (body) => body.findings.length === 2 && body.schedule.length === 3,
  });
  if (findings.length !== 2) throw new Error('the lint is to find two clauses');
  const at = `/v1/contracts/${contractId}`;
  const approve = { body: { decision: 'approve' } };
  await stage.does('li', '越级审核 the manager before the supervisor', `POST ${at}/reviews/manager`, {
    ...{ ...approve, status: 409, code: 'CON-3.order' },
  });
  await makerReviews(stage, at);
  await stage.does('sun', '主任审核 supervisor', `POST ${at}/reviews/supervisor`, approve);
  await stage.does('li', '经理审核 manager', `POST ${at}/reviews/manager`, approve);
  await stage.does('zheng', '会计主任复核 accounting supervisor', `POST ${at}/reviews/accounting`, approve);
  await stage.does('chu', '未审完不得盖章 no seal before the last review', `POST ${at}/seal`, { status: 409 });
  await stage.does('wang', '财务总监复核 CFO', `POST ${at}/reviews/cfo`, approve);
  await stage.does('jiang', '未盖章不得监证 no filing before the seal', `POST ${at}/filing`, { status: 409 });
  await stage.does('chu', '盖章 seal', `POST ${at}/seal`);
  await stage.does('jiang', '送交监证 file', `POST ${at}/filing`);
  const filed = await stage.until('jiang', '监证登记 registered by the registry', at, (body) => body.state === 'filed');
  if (!filed.filingNumber) throw new Error('a filed contract has a number');
  return { contractId, price: filed.price };
}

/** Zhao stands in as supervisor for a day, and still may not review what Zhao signed (ALL-4). */
async function makerReviews(stage: Stage, contract: string): Promise<void> {
  const at = `/v1/people/${stage.personId('zhao')}/assignments`;
  const consultant = { role: 'consultant', projects: '*' };
  const supervisor = { role: 'sales_supervisor', projects: '*' };
  const both = { body: { assignments: [consultant, supervisor], reason: '主任休假，代班一天' } };
  await stage.does('qin', '赵代任主任 Zhao stands in as supervisor', `PUT ${at}`, both);
  await stage.does('zhao', '经办自审 a maker reviewing their own', `POST ${contract}/reviews/supervisor`, {
    ...{ body: { decision: 'approve' }, status: 403, code: 'ALL-4.same-person' },
  });
  await stage.does('qin', '恢复赵的岗位 Zhao is a consultant again', `PUT ${at}`, {
    body: { assignments: [consultant], reason: '代班结束' },
  });
}
