import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { InvalidInput, parse } from './parse.js';
import type { Shape } from './message.js';
import { TakeInPapers } from './mortgage.js';
import { SubscribeUnit } from './sales.js';
import { EnterCustomer } from './sales-customers.js';

const customer = {
  projectId: '0199f3a0-0001-7000-8000-000000000001',
  ...{ name: '林', phone: '13800001234', source: '来访', needs: '三房' },
};

function fieldsRefused(plain: object, shape: Shape<object> = EnterCustomer): string[] {
  try {
    parse(shape, plain);
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

describe('a list of shapes', () => {
  const id = customer.projectId;
  const wish = { unitId: id, customerId: id, planId: id };

  it.each([[{}], ['x'], [[[]]], [[[{ customerId: id, share: '1' }]]]])('is refused as %j, by its name', (buyers) => {
    expect(fieldsRefused({ ...wish, buyers }, SubscribeUnit)).toEqual(['buyers']);
  });

  it('is looked into', () => {
    expect(fieldsRefused({ ...wish, buyers: [null] }, SubscribeUnit)).toEqual(['buyers.0']);
    expect(fieldsRefused({ ...wish, buyers: [{ customerId: id, share: '1' }] }, SubscribeUnit)).toEqual([]);
  });
});

describe('what PostgreSQL cannot keep', () => {
  const firstEvent = { kind: 'first-visit' };

  it.each([['\0'], ['a\0b'], ['\ud800x'], ['x\udc00']])('is refused as %j, by the name of its field', (text) => {
    expect(fieldsRefused({ ...customer, firstEvent, name: text })).toEqual(['name']);
    expect(fieldsRefused({ ...customer, firstEvent: { ...firstEvent, note: text } })).toEqual(['firstEvent.note']);
    expect(fieldsRefused({ ...customer, firstEvent, [text]: 1 })).toEqual([text]);
  });

  it('is no character outside the basic plane', () => {
    expect(fieldsRefused({ ...customer, firstEvent, name: '𠮷野😀' })).toEqual([]);
  });
});

it('nesting without end is refused by its name, not run into', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as object;
  expect(fieldsRefused({ ...customer, needs: deep })).toEqual([`needs${'.0'.repeat(10)}`]);
});

describe('names that every object has of its own', () => {
  it.each(['constructor', 'prototype', '__proto__'])('%s is refused as the name of a field, however deep', (name) => {
    const named = JSON.parse(`{${JSON.stringify(name)}: 1}`) as object;
    expect(fieldsRefused({ ...customer, ...named })).toEqual([name]);
    expect(fieldsRefused({ ...customer, phone: named })).toEqual([`phone.${name}`]);
  });
});

it('what is null was left out', () => {
  const id = customer.projectId;
  const wish = { unitId: id, customerId: id, planId: id, discountIds: null, buyers: null };
  expect(parse(SubscribeUnit, wish)).toEqual(parse(SubscribeUnit, { unitId: id, customerId: id, planId: id }));
  expect(fieldsRefused({ ...wish, planId: null }, SubscribeUnit)).toEqual(['planId']);
});

it('a count stays within what can be counted', () => {
  const papers = [{ code: 'id-card', copies: 2_147_483_648 }];
  expect(fieldsRefused({ applicationId: customer.projectId, papers }, TakeInPapers)).toEqual(['papers.0.copies']);
});
