import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { InvalidInput, parse } from './parse.js';
import { EnterCustomer } from './sales.js';

const customer = {
  projectId: '0199f3a0-0001-7000-8000-000000000001',
  ...{ name: '林', phone: '13800001234', source: '来访', needs: '三房' },
};

function fieldsRefused(plain: object): string[] {
  try {
    parse(EnterCustomer, plain);
    return [];
  } catch (error) {
    return (error as InvalidInput).fields.map(({ field }) => field);
  }
}

describe('a nested shape', () => {
  it.each([[undefined], [null], [[]], ['first-visit'], [7]])('is refused as %j, by its name', (firstEvent) => {
    expect(fieldsRefused({ ...customer, firstEvent })).toEqual(['firstEvent']);
  });

  it('is looked into when it is there', () => {
    expect(fieldsRefused({ ...customer, firstEvent: {} })).toEqual(['firstEvent.kind']);
    expect(fieldsRefused({ ...customer, firstEvent: { kind: 'first-visit', more: 1 } })).toEqual(['firstEvent.more']);
    expect(fieldsRefused({ ...customer, firstEvent: { kind: 'first-visit' } })).toEqual([]);
  });
});
