import { ImportById, ImportRows, ImportTable } from '#contracts/inventory-imports.js';
import { cast, idOf } from '#testing/cast.js';
import type { InventoryInTest } from '../commands/in-test.js';
import { ImportReactions } from './imports.js';

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

const titles = ['楼栋', '分期', '房号', '楼层', '户型', '朝向', '用途'];
export const tableHeadings = [...titles, '建筑面积', '套内面积', '公摊面积', '计价方式', '单价', '总价', '底价'];

/** A unit of 89.50 m² at 21,000.35, as a row of a table; `more` has other cells by their place. */
export function unitRow(building: string, room: string, more: Record<number, string> = {}): string[] {
  const row = [building, '一期', room, '1', '三室', '南', '住宅', '89.5', '71.6', '17.9', '建筑面积', '21000.35'];
  return [...row, '1879531.33', '1700000'].map((cell, at) => more[at] ?? cell);
}

export function csv(table: string[][]): Buffer {
  return Buffer.from(table.map((row) => row.join(',')).join('\r\n'));
}

/** Imports asked for, carried out and read in a test. */
export class ImportsInTest {
  constructor(private readonly inventory: InventoryInTest) {}

  async asked(table: string[][] | Buffer, more: object = {}, by = cast.sun): Promise<string> {
    const file = (Buffer.isBuffer(table) ? table : csv([tableHeadings, ...table])).toString('base64');
    const payload = { projectId: this.inventory.projectId, kind: 'units', file, ...more };
    return (await this.inventory.service.ask(ImportTable, payload, [by, 'unit.set-up'])).importId;
  }

  async carriedOut(importId: string) {
    await this.inventory.service.pass('INV-1.import', importId);
    await this.inventory.service.app.get(ImportReactions, { strict: false }).settled();
    return this.read(importId);
  }

  async imported(table: string[][] | Buffer, more: object = {}) {
    return this.carriedOut(await this.asked(table, more));
  }

  read(importId: string, by = cast.zhao) {
    return this.inventory.service.ask(ImportById, { importId }, [by, 'unit.read']);
  }

  report(importId: string, more: object = {}) {
    return this.inventory.service.ask(ImportRows, { importId, ...more }, [cast.zhao, 'unit.read']);
  }

  async codes(building: string) {
    const sql = `select code from unit where code like ? and removed_at is null order by code`;
    return (await this.inventory.service.rows(sql, [`${building}-%`])).map(({ code }) => code);
  }
}
