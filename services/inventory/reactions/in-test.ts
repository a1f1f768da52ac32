import { idOf } from '#testing/cast.js';

/** What sales tells when a unit is subscribed, at the price of `workbook`'s first unit unless another is given. */
export function subscribed(projectId: string, unitId: string, more: { name?: string; listPrice?: string } = {}) {
  const { name = 'subscription', listPrice = '1879531.33' } = more;
  const [customerId, consultantId] = [idOf('customer Lin'), idOf('consultant Zhao')];
  const soon = '2026-11-24T00:00:00Z';
  return {
    ...{ unitId, projectId, subscriptionId: idOf(`${name} ${unitId}`), unitCode: '3-1201', customerId, consultantId },
    ...{ listPrice, dealPrice: listPrice, derivation: {}, deposit: '20000.00', depositBy: soon, signBy: soon },
  };
}

export function cancelled(projectId: string, unitId: string, name = 'subscription') {
  return { unitId, projectId, subscriptionId: idOf(`${name} ${unitId}`), rule: 'SUB-3.deposit-unpaid' };
}

export function signed(projectId: string, unitId: string, name = 'subscription') {
  const { customerId, consultantId, unitCode, listPrice: price } = subscribed(projectId, unitId);
  const clauses = {
    ...{ buyerLateRate: '0.0002', buyerGraceDays: 7, sellerLateRate: '0.0002', sellerGraceDays: 7 },
    ...{ handoverBy: '2027-12-31', handoverNoticeDays: 10, areaMethod: 'building' },
  };
  return {
    ...{ unitId, projectId, subscriptionId: idOf(`${name} ${unitId}`), contractId: idOf(`contract ${name} ${unitId}`) },
    ...{ number: 'HT-1', unitCode, customerId, consultantId, price, pricePerM2: '21000.35', pricingBasis: 'building' },
    ...{ buildingArea: '89.50', innerArea: '71.60', loan: '0.00', schedule: [], clauses, signedOn: '2026-11-23' },
  };
}

export function handed(projectId: string, unitId: string, name = 'subscription') {
  return { unitId, projectId, contractId: idOf(`contract ${name} ${unitId}`), handedOn: '2026-11-23' };
}

export function titled(projectId: string, unitId: string, name = 'subscription') {
  const contractId = idOf(`contract ${name} ${unitId}`);
  return { unitId, projectId, contractId, certificateNumber: '粤(2026)第 1 号', issuedOn: '2026-11-23' };
}
