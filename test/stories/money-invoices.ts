import type { Sale } from './home.ts';
import { MoneyDesk, type MoneyContract } from './money-desk.ts';
import { isPdf, type Stage } from './stage.ts';

/** The purchase invoice: drawn up, confirmed, numbered, taken back, issued anew, handed over (FIN-11). */
export async function invoices(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 7);
  const deal = await desk.signed('3-701');
  await stage.does('wu', '未收清不得开票 no invoice before everything is paid', `POST ${deal.at}/invoice`, {
    ...{ status: 409, code: 'FIN-11.unpaid' },
  });
  await desk.sealed(deal);
  await desk.pays(deal, less(deal.price, '20000.00'));
  await settled(stage, desk, deal);
  const invoiceId = await issued(stage, sale, deal);
  await takenBack(stage, deal, invoiceId);
  await handedOver(stage, sale, deal);
}

const buyer = { buyerName: '林晓', buyerNumber: '440101199001011234', propertyCode: '440104001001GB00001F00030701' };
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const listOf = ({ projectId }: Sale, list: string) => `/v1/projects/${projectId}/lists/${list}`;
const has = (unit: string) => (page: any) => page.items.some((item: any) => item.unit === unit);

/** The certified area is the contracted one: nothing is owed, and the area is settled. */
async function settled(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const { buildingArea, innerArea } = await stage.until(
    'yang',
    '合同面积 the area',
    `/v1/units/${deal.unitId}`,
    () => true,
  );
  const areas = { body: { buildingArea, innerArea }, eventually: true };
  const at = `/v1/contracts/${deal.contractId}`;
  const { settlementId } = await stage.does('yang', '实测面积 certified area', `POST ${at}/certified-area`, areas);
  await stage.does('wu', '面积未结不得开票 no invoice before the area is settled', `POST ${deal.at}/invoice`, {
    ...{ status: 409, code: 'FIN-11.settlement-open' },
  });
  await stage.does('sun', '产权面积复核 check', `POST /v1/settlements/${settlementId}/check`);
  await stage.does('zheng', '面积差款复核 verify', `POST /v1/settlements/${settlementId}/verification`);
  await stage.does('zhao', '补充合同 supplementary contract', `POST ${at}/supplement`, { eventually: true });
  await stage.until('wu', '可开票清单 ready to be invoiced', listOf(desk.sale, 'invoices-to-issue'), has('3-701'));
}

async function issued(stage: Stage, sale: Sale, deal: MoneyContract): Promise<string> {
  await stage.does('wu', '缺项不得开票 the missing fields are named', `POST ${deal.at}/invoice`, {
    ...{ status: 409, code: 'FIN-11.fields-missing' },
    holds: ({ facts }) => facts.fields.includes('buyerNumber') && facts.fieldsZh.length >= 3,
  });
  await stage.does('zheng', '会计主任不得开票 not by the supervisor', `POST ${deal.at}/invoice`, { status: 403 });
  const asked = {
    body: buyer,
    eventually: true,
    holds: (body: any) => body.kind === 'blue' && body.derivation.formula,
  };
  const { invoiceId } = await stage.does('wu', '开具购房发票 issue', `POST ${deal.at}/invoice`, asked);
  const at = `/v1/invoices/${invoiceId}`;
  await stage.does('wu', '重复开票 a second one', `POST ${deal.at}/invoice`, {
    ...{ body: buyer, status: 409, code: 'FIN-11.already-issued' },
  });
  await stage.does('wu', '未开出不得红冲 no red letter yet', `POST ${at}/red-letter`, {
    ...{ body: { reason: '开错' }, status: 409, code: 'FIN-11.not-now' },
  });
  await stage.until('zheng', '待审核发票 to be confirmed', listOf(sale, 'invoices-to-confirm'), has('3-701'));
  const back = { body: { decision: 'return', reason: '姓名有误' } };
  await stage.does('zheng', '退回 return it', `POST ${at}/confirmation`, back);
  await stage.does('wu', '更正 correct it', `POST ${at}/correction`, { body: { reason: '更正', buyerName: '林晓晓' } });
  await stage.does('wu', '经办不得审核 not by the maker', `POST ${at}/confirmation`, { status: 403 });
  await stage.does('zheng', '审核 confirm', `POST ${at}/confirmation`);
  await stage.does('wu', '联网税局不手工登记 the tax office answers by itself', `POST ${at}/tax-answer`, {
    ...{ body: { answer: 'refused', reason: '试' }, status: 409, code: 'FIN-11.by-tax-office' },
  });
  await numbered(stage, '税局赋号 numbered', at);
  await stage.does('zhao', '姓名证件脱敏 masked for everybody', `GET ${at}`, {
    holds: (sheet) => sheet.buyerName === '林**' && sheet.fields.filingNumber && sheet.fields.areaUnit === '㎡',
  });
  return invoiceId;
}

/** A red letter of the same amounts below zero, and a new invoice after it. */
async function takenBack(stage: Stage, deal: MoneyContract, invoiceId: string): Promise<void> {
  const asked = { body: { reason: '抬头更正' } };
  const at = `POST /v1/invoices/${invoiceId}/red-letter`;
  const { invoiceId: redId, amount } = await stage.does('wu', '申请红字发票 a red letter', at, asked);
  if (!amount.startsWith('-')) throw new Error('a red letter is below zero');
  await stage.does('wu', '不得重复红冲 not twice', at, { ...asked, status: 409, code: 'FIN-11.red-under-way' });
  await stage.does('zheng', '红字审核 confirm it', `POST /v1/invoices/${redId}/confirmation`);
  await numbered(stage, '红字赋号 numbered', `/v1/invoices/${redId}`);
  await stage.until('wu', '蓝字已红冲 taken back', `/v1/invoices/${invoiceId}`, ({ state }) => state === 'reversed');
  await stage.does('wu', '红冲后另开 another one', `POST ${deal.at}/invoice`, { body: buyer });
}

async function handedOver(stage: Stage, sale: Sale, deal: MoneyContract): Promise<void> {
  const { invoice } = await stage.until('wu', '新发票 the new one', `${deal.at}/account`, (sheet) => sheet.invoice);
  const at = `/v1/invoices/${invoice.invoiceId}`;
  const taking = { collectedOn: today(), collectedBy: '林晓', proof: '签收单' };
  await stage.does('wu', '未赋号不得交付 not before it is numbered', `POST ${at}/collection`, {
    ...{ body: taking, status: 409, code: 'FIN-11.not-now' },
  });
  await stage.does('zheng', '审核 confirm', `POST ${at}/confirmation`);
  await numbered(stage, '税局赋号 numbered', at);
  await stage.until('wu', '待交付发票 to be handed over', listOf(sale, 'invoices-to-hand-over'), has('3-701'));
  await stage.does('wu', '签收单 the slip', `GET ${at}/slip`, { holds: isPdf });
  await stage.does('wu', '客户领取 handed over', `POST ${at}/collection`, { body: taking });
  await stage.does('wu', '交易发票 all three', `GET ${deal.at}/invoices`, {
    holds: ({ items }) => items.map(({ state }: any) => state).join() === 'reversed,accepted,collected',
  });
}

function numbered(stage: Stage, what: string, at: string): Promise<any> {
  return stage.until('wu', what, at, ({ state, taxNumber }) => state === 'accepted' && /^\d{20}$/.test(taxNumber));
}

function less(amount: string, paid: string): string {
  const digits = (BigInt(amount.replace('.', '')) - BigInt(paid.replace('.', ''))).toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
