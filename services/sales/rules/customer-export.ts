import { idNumberMasked, nameMasked, phoneMasked } from '#kernel/personal.js';
import type { Instant } from '#kernel/time.js';

/** What stands above the columns of an export of customers (ALL-9). */
export const exportHead = ['客户', '电话', '证件号码', '顾问', '来源', '需求', '录入时间', '最近事件', '保护期至'];

interface Exported {
  name: string;
  phone: string;
  idNumber?: string | null;
  ownerName: string;
  source: string;
  needs: string;
  enteredAt: Instant;
  lastEventAt: Instant;
  protectedUntil: Instant;
}

/** A customer as a row of the export: who they are masked, unless plain was asked for and approved (ALL-9). */
export function exportRow(customer: Exported, plain: boolean): string[] {
  const { name, phone, idNumber, ownerName, source, needs, enteredAt, lastEventAt, protectedUntil } = customer;
  const who = plain
    ? [name, phone, idNumber ?? '']
    : [nameMasked(name), phoneMasked(phone), idNumber ? idNumberMasked(idNumber) : ''];
  const times = [enteredAt, lastEventAt, protectedUntil].map((at) => at.toISOString());
  return [...who, ownerName, source, needs, ...times];
}
