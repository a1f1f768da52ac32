import { cast, idOf } from './cast.js';

/** What sales tells of a contract that Lin signed with Zhao for this unit: the price, and what a bank lends of it. */
export function contractSigned(unitCode: string, given: { projectId: string; loan?: string; price?: string }) {
  const { projectId, loan = '1289337.00', price = '1849337.00' } = given;
  return {
    ...{ unitId: idOf(`unit ${unitCode}`), contractId: idOf(`contract ${unitCode}`), number: `HT-${unitCode}` },
    ...{ subscriptionId: idOf(`deal ${unitCode}`), projectId, unitCode, customerId: idOf('customer Lin') },
    ...{ consultantId: cast.zhao.id, price, pricePerM2: '20000.00', pricingBasis: 'building' },
    ...{ buildingArea: '92.47', innerArea: '74.20', loan, schedule: [], clauses, signedOn: '2026-11-23' },
  };
}

/** What the registry said of its filing (CON-6). */
export function contractFiled(unitCode: string, projectId: string) {
  const ids = { unitId: idOf(`unit ${unitCode}`), contractId: idOf(`contract ${unitCode}`), projectId };
  return { ...ids, filingNumber: `WQ-${unitCode}`, registeredAt: '2026-11-25T02:00:00.000Z' };
}

const clauses = {
  ...{ buyerLateRate: '0.0001', buyerGraceDays: 30, sellerLateRate: '0.0001', sellerGraceDays: 30 },
  ...{ handoverBy: '2027-12-31', handoverNoticeDays: 10, areaMethod: 'building' },
};
