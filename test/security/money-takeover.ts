import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';

type Ids = Record<string, string>;

const csv = (...lines: string[][]) =>
  Buffer.from(lines.map((cells) => cells.join(',')).join('\r\n')).toString('base64');

/** A table of old deals and one of opening receipts, each refused for its bad row. */
export async function takeoverRecords(
  stage: Stage,
  { sun, wu }: Record<string, Client>,
  { projectId }: Ids,
): Promise<Ids> {
  const at = `/v1/projects/${projectId}`;
  const head = ['编号', '房号', '阶段', '客户姓名', '手机', '置业顾问', '认购日期', '成交总价', '定金', '付款方式'];
  const deals = csv(head, [
    '旧-1',
    '9-999',
    '已认购',
    '旧客户',
    '13700001111',
    '赵',
    '2024-03-01',
    '1.00',
    '0.00',
    'LS',
  ]);
  const { takeoverId } = await sun!.post(`${at}/old-deals`, { file: deals });
  await stage.until('sun', 'checked', `/v1/old-deals/${takeoverId}/rows`, ({ items }) => items.length > 0);
  const slips = csv(
    ['旧收据号', '编号', '收款日期', '付款人', '金额', '收款方式'],
    ['旧票-1', '无', '2024-03-01', '旧客户', '1', '现金'],
  );
  const asked = { file: slips, controlTotal: '1.00' };
  const { openingReceiptsId } = await wu!.post(`${at}/opening-receipts`, asked);
  const rows = `/v1/opening-receipts/${openingReceiptsId}/rows`;
  await stage.until('wu', 'checked', rows, ({ items }) => items.length > 0);
  return { takeoverId, openingReceiptsId };
}
