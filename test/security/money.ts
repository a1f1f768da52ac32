import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';
import { bankRecords } from './money-bank.ts';
import { dunningRecords } from './money-dunning.ts';
import { lateFeeRecords } from './money-late-fees.ts';
import { receiptRecords } from './money-receipts.ts';
import { takeoverRecords } from './money-takeover.ts';

import { fundsRecords } from './money-funds.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** A record of each kind that money makes besides the first home's, each by whose work it is. */
export async function moneyRecords(stage: Stage, people: People, ids: Ids): Promise<Ids> {
  return {
    ...(await fundsRecords(stage, people, ids)),
    ...(await commissions(stage, people, ids)),
    ...(await dunningRecords(stage, people, ids)),
    ...(await booked(people, ids)),
    ...(await bankRecords(stage, people, ids)),
    ...(await receiptRecords(stage, people, ids)),
    ...(await takeoverRecords(stage, people, ids)),
    ...(await lateFeeRecords(stage, people, ids)),
  };
}

/** A period that is settled and not paid out, of a contract with too few events that is explained (FIN-13, CRM-6). */
async function commissions(stage: Stage, { zheng, li }: People, { projectId, contractId }: Ids): Promise<Ids> {
  const at = `/v1/projects/${projectId}`;
  await li!.post(`/v1/contracts/${contractId}/commission-explanation`, { reason: '纸质登记' });
  await stage.until('zheng', 'earned', `${at}/commissions`, ({ items }) => items.length > 0);
  const until = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { periodId } = await zheng!.post(`${at}/commission-periods`, { until });
  return { periodId };
}

/** An account of the ledger, and an entry in it (FIN-3). */
async function booked({ zheng }: People, { projectId }: Ids): Promise<Ids> {
  const { items } = await zheng!.get(`/v1/projects/${projectId}/ledger/1002`);
  return { account: '1002', entryId: items[0].entryId };
}
