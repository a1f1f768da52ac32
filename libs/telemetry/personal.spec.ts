import { describe, expect, it } from '@jest/globals';
import { refusalCode, withoutNumbers, withoutPersonal, withoutValues } from './personal.js';

describe('what is personal', () => {
  it.each([
    [`insert into "c" ("id", "phone") values (9, '13812345678')`, `insert into "c" ("id", "phone") values (?, ?)`],
    [
      `select "c0".* from "c" as "c0" where "n" = 'O''Neil' limit 1`,
      `select "c0".* from "c" as "c0" where "n" = ? limit ?`,
    ],
    [`where a = 'ends with \\' and b = 'next'`, `where a = ? and b = ?`],
    [`where a = E'it\\'s' and b = 'next'`, `where a = ? and b = ?`],
    [`where a = $$body's$$ and b = $1`, `where a = ? and b = $1`],
    [`where a = 'never closed`, `where a = ?`],
    [`-1.5 + t1.c2`, `-? + t1.c2`],
  ])('stays out of the statement %s', (sql, shape) => {
    expect(withoutValues(sql)).toBe(shape);
  });

  it('is a number that reads as a phone, an identity card or a bank card, and no other', () => {
    expect(withoutNumbers('13812345678, 11010519491231002X and 6222020200112233445')).toBe(
      '138****, 110**** and 622****',
    );
    const others =
      '2026-11-23T18:12:47Z 1795457567173 0198-13812345678ab-1 123456789012 4bf92f3577b34da6a3ce929d0e0e4736';
    expect(withoutNumbers(others)).toBe(others);
  });

  it('is blanked under its own name and in compounds, and money and dates stay readable', () => {
    const line = {
      buyerPhone: 1,
      payer_name: 'x',
      fileName: 'a.xlsx',
      at: new Date(0),
      list: [{ idNumber: '1', n: 1n }],
    };
    expect(withoutPersonal(line)).toEqual({
      ...{ buyerPhone: '[redacted]', payer_name: '[redacted]', fileName: 'a.xlsx', at: new Date(0) },
      list: [{ idNumber: '[redacted]', n: 1n }],
    });
  });

  it('a refusal is known by its rule number; a code of PostgreSQL or Node is none', () => {
    const coded = (code: string) => refusalCode(Object.assign(new Error('no'), { code }));
    expect([coded('SUB-3.deposit-unpaid'), coded('23505'), coded('ECONNREFUSED')]).toEqual([
      ...['SUB-3.deposit-unpaid', undefined, undefined],
    ]);
  });
});
