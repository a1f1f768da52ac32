import type { Money } from './money.js';

/** The amount in capital numerals 大写金额, as receipts say it: 壹拾万零伍佰元整; below zero 负 stands before it. */
export function capitals(amount: Money): string {
  const [yuan = '', fen = ''] = amount.abs().toString().split('.');
  const whole = yuan === '0' ? '' : `${wholeYuan(yuan)}元`;
  const sign = amount.isNegative ? '负' : '';
  if (fen === '00') return `${sign}${whole || '零元'}整`;
  const [tenth, cent] = [digits[fen.charAt(0)]!, digits[fen.charAt(1)]!];
  const tenths = tenth === '零' ? whole && '零' : `${tenth}角`;
  return `${sign}${whole}${tenths}${cent === '零' ? '整' : `${cent}分`}`;
}

/** Read in groups of four: a gap between them, or one that begins with a nought, is said 零 once. */
function wholeYuan(yuan: string): string {
  const groups = yuan.padStart(Math.ceil(yuan.length / 4) * 4, '0').match(/\d{4}/g)!;
  let said = '';
  let gap = false;
  for (const [place, group] of groups.entries()) {
    if (group === '0000') gap = said !== '';
    else {
      const nought = said !== '' && (gap || group.startsWith('0'));
      said += `${nought ? '零' : ''}${fourDigits(group)}${groupNames[groups.length - 1 - place]}`;
      gap = false;
    }
  }
  return said;
}

function fourDigits(group: string): string {
  let said = '';
  for (const [place, digit] of [...group].entries()) {
    const nought = said !== '' && group[place - 1] === '0';
    if (digit !== '0') said += `${nought ? '零' : ''}${digits[digit]}${unitNames[3 - place]}`;
  }
  return said;
}

const digits: Record<string, string> = Object.fromEntries([...'零壹贰叁肆伍陆柒捌玖'].entries());
const unitNames = ['', '拾', '佰', '仟'];
const groupNames = ['', '万', '亿', '万亿'];
