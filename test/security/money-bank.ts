import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** An account with a statement: a line that is matched, one that is not, and a day that waits to be checked (FIN-8). */
export async function bankRecords(stage: Stage, { wu, qian }: People, { projectId, dealId }: Ids): Promise<Ids> {
  const [yesterday, today] = [dayAfter(-1), dayAfter(0)];
  await qian!.post(`/v1/deals/${dealId}/receipts`, { payer: '林晓', amount: '77.00', method: 'transfer' });
  const about = { name: '基本户', bank: '建设银行', number: '4400987654321', since: yesterday };
  const { accountId } = await wu!.post(`/v1/projects/${projectId}/bank-accounts`, about);
  const at = `/v1/bank-accounts/${accountId}`;
  const lines = [`${yesterday},利息,,3.00,3.00,S1`, `${today},货款,,77.00,80.00,S2`, `${today},手续费,1.00,,79.00,S3`];
  const file = Buffer.from(['日期,摘要,借方,贷方,余额,流水号', ...lines].join('\n'));
  const { statementId } = await stage.does('wu', 'a statement', `POST ${at}/statements`, { file, status: 202 });
  await stage.until('wu', 'read', `/v1/bank-statements/${statementId}`, ({ state }) => state === 'done');
  const { items } = await wu!.get(`${at}/lines`);
  const line = (reference: string) => items.find((one: { reference: string }) => one.reference === reference);
  const path = `${at}/reconciliation?day=${today}`;
  const isReceipt = (row: { kind: string; amount: string }) => row.kind === 'item' && row.amount === '77.00';
  const { outstanding } = await stage.until('wu', 'booked', path, (sheet) => sheet.outstanding.some(isReceipt));
  const bankItemId = outstanding.find(isReceipt).differenceId;
  const match = { lineIds: [line('S2').lineId], itemIds: [bankItemId] };
  const { matchId } = await wu!.post(`${at}/matches`, match);
  const { reconciliationId } = await wu!.post(`${at}/reconciliations`, { day: yesterday });
  return {
    bankAccountId: accountId,
    statementId,
    bankItemId,
    matchId,
    differenceId: line('S3').lineId,
    reconciliationId,
  };
}

/** The day in China so many days from now. */
function dayAfter(days: number): string {
  return new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
}
