import type { BuyerKind } from '#contracts/finance-invoices.js';
import type { InvoiceSettings } from '#contracts/finance-settings.js';
import type { PricingBasis } from '#contracts/inventory.js';
import type { Area } from '#kernel/area.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';

/** What is written on an invoice besides amounts and people, as text (FIN-11). */
export interface WrittenFields {
  filingNumber: string;
  propertyCode: string;
  address: string;
  crossCity: boolean;
  landVatProject: string;
  assessedPrice?: string;
  actualAmount: string;
  areaUnit: string;
  area: string;
  unitPrice: string;
  taxCode: string;
  buyerKind: BuyerKind;
  sellerName: string;
  sellerTaxNumber: string;
}

/** What the accountant says of an invoice. */
export interface Said {
  buyerKind?: BuyerKind;
  buyerName?: string;
  buyerNumber?: string;
  propertyCode?: string;
  address?: string;
  assessedPrice?: Money;
}

/** The home as sales and the certified area tell it. */
export interface Home {
  unitCode: string;
  filingNumber?: string | null;
  pricingBasis?: PricingBasis | null;
  buildingArea?: Area | null;
  innerArea?: Area | null;
}

/** Everything on the invoice; what is missing is refused by name before anything is sent (FIN-11). */
export function invoiceFields(said: Said, home: Home, settings: InvoiceSettings, sums: { amount: Money; net: Money }) {
  const area = home.pricingBasis === 'inner' ? home.innerArea : home.buildingArea;
  const { sellerName, sellerTaxNumber, landVatProject, taxCode } = settings;
  const address = said.address ?? (settings.address ? `${settings.address}${home.unitCode}` : undefined);
  const { buyerName, buyerNumber, propertyCode } = said;
  const needed = {
    ...{ filingNumber: home.filingNumber ?? undefined, propertyCode, address, landVatProject },
    ...{ area: area ?? undefined, taxCode, buyerName, buyerNumber, sellerName, sellerTaxNumber },
  };
  const known = allOf(needed, home.unitCode);
  const written: WrittenFields = {
    ...{ filingNumber: known.filingNumber, propertyCode: known.propertyCode, address: known.address },
    ...{ crossCity: settings.crossCity ?? false, landVatProject: known.landVatProject },
    ...(said.assessedPrice ? { assessedPrice: said.assessedPrice.toString() } : {}),
    ...{ actualAmount: sums.amount.toString(), areaUnit: '㎡', area: known.area.toString() },
    ...{ unitPrice: unitPrice(sums.net, known.area), taxCode: known.taxCode, buyerKind: said.buyerKind ?? 'person' },
    ...{ sellerName: known.sellerName, sellerTaxNumber: known.sellerTaxNumber },
  };
  return { fields: written, buyerName: known.buyerName, buyerNumber: known.buyerNumber };
}

type Known<T> = { [K in keyof T]: NonNullable<T[K]> };

function allOf<T extends Partial<Record<keyof typeof fieldsZh, unknown>>>(needed: T, unit: string): Known<T> {
  const names = Object.keys(needed) as (keyof typeof fieldsZh)[];
  const missing = names.filter((name) => needed[name] === undefined);
  const zh = missing.map((name) => fieldsZh[name]);
  if (missing.length > 0) refuse('FIN-11.fields-missing', { unit, fields: missing, fieldsZh: zh });
  return needed as Known<T>;
}

const fieldsZh = {
  filingNumber: '网签合同备案编号',
  propertyCode: '不动产单元代码',
  address: '不动产地址',
  landVatProject: '土地增值税项目编号',
  area: '面积',
  taxCode: '税收分类编码',
  buyerName: '购买方名称',
  buyerNumber: '购买方证件号码或税号',
  sellerName: '销售方名称',
  sellerTaxNumber: '销售方税号',
};

/** Net amount by square metre to ten decimals: times the area it is the net amount again, to the fen. */
export function unitPrice(net: Money, area: Area): string {
  return Rate.of(net.fen, area.hundredths).toString();
}
