import { describe, expect, it } from '@jest/globals';
import { askings, tellings } from './catalogue.js';
import { describe as schemaOf, fieldsOf, partsOf } from './describe.js';
import type { Shape } from './message.js';
import { ImportBuilding, OpenProject, Projects } from './inventory.js';
import { Contracts, ContractSheet, SubscribeUnit } from './sales.js';

describe('a contract as JSON Schema', () => {
  it('says what each field of each message is', () => {
    const shapes = new Map<string, Shape>();
    for (const asking of askings) {
      for (const shape of [asking, asking.answer]) partsOf(shape, shapes.set(shape.name, shape));
    }
    for (const telling of tellings) partsOf(telling, shapes.set(telling.name, telling));
    for (const [name, shape] of shapes) {
      for (const [field, schema] of Object.entries(schemaOf(shape).properties!)) {
        expect([name, field, schema.$ref ?? schema.type ?? schema.oneOf]).toEqual([name, field, expect.anything()]);
      }
    }
  });

  it('says exact amounts as text with an example, never as a number (ALL-1)', () => {
    const { properties } = schemaOf(ContractSheet, { open: true });
    expect(properties?.price).toMatchObject({ type: 'string', examples: ['1234567.89'] });
    expect(new RegExp(properties!.price!.pattern!).test('1234567.89')).toBe(true);
    expect(new RegExp(properties!.price!.pattern!).test('1.234')).toBe(false);
  });

  it('leaves no room for unknown fields in what is asked', () => {
    expect(schemaOf(SubscribeUnit)).toMatchObject({
      type: 'object',
      properties: {
        unitId: { type: 'string', format: 'uuid' },
        customerId: { type: 'string', format: 'uuid' },
        buyers: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Buyer' } },
        planId: { type: 'string', format: 'uuid' },
        discountIds: { type: 'array', items: { type: 'string', format: 'uuid' } },
      },
      required: ['unitId', 'customerId', 'planId'],
      additionalProperties: false,
    });
    expect(schemaOf(Projects)).toEqual({ type: 'object', properties: {}, additionalProperties: false });
    expect(schemaOf(ContractSheet, { open: true })).not.toHaveProperty('additionalProperties');
  });

  it('has the bounds of lists, numbers and texts, and files as base64', () => {
    expect(schemaOf(Contracts).properties?.limit).toEqual({ type: 'integer', minimum: 1, maximum: 200 });
    expect(schemaOf(ImportBuilding).properties?.file).toEqual({ type: 'string', contentEncoding: 'base64' });
    expect(schemaOf(OpenProject).properties?.code).toEqual({ type: 'string', minLength: 1, maxLength: 20 });
  });

  it('names the parts at any depth, and fields as they are written, inherited ones first', () => {
    const parts = ['Clauses', 'LintFinding', 'ScheduleLine', 'ReviewRow', 'SupplementMade'];
    expect([...partsOf(ContractSheet).keys()]).toEqual(parts);
    expect(fieldsOf(ContractSheet).slice(0, 4)).toEqual(['contractId', 'state', 'number', 'subscriptionId']);
    expect(schemaOf(OpenProject, { at: '#/components/schemas/' }).properties?.policy).toEqual({
      $ref: '#/components/schemas/ProjectPolicy',
    });
  });
});
