import { describe, expect, it } from '@jest/globals';
import { isOperation } from '#permissions/matrix.js';
import { routes } from '../routes/routes.js';
import { openApi } from './document.js';

const document = openApi(routes);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...(operation as Operation) })),
);
interface Operation {
  operationId: string;
  parameters: { $ref?: string; name?: string; in?: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, object> };
  responses: Record<string, object>;
  'x-operation': string;
  'x-roles'?: object[];
}

describe('the OpenAPI document', () => {
  it('has every route once, under an id of its own', () => {
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it('resolves every reference', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(100);
    for (const ref of refs) {
      const found = ref.split('/').reduce((at, step) => (at as Record<string, unknown>)?.[step], document as unknown);
      expect([ref, typeof found]).toEqual([ref, 'object']);
    }
  });

  it('uses every schema', () => {
    const text = JSON.stringify(document);
    const names = Object.keys(document.components.schemas);
    expect(names.filter((name) => !text.includes(`/schemas/${name}"`))).toEqual([]);
  });

  it('names each field of a path as a parameter', () => {
    for (const { path, parameters } of operations) {
      const fields = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = parameters.filter((one) => one.in === 'path');
      expect(described.map(({ name }) => name)).toEqual(fields);
      for (const { required, schema } of described) expect([required, typeof schema]).toEqual([true, 'object']);
    }
  });

  it('says the operation and the roles that hold it', () => {
    for (const operation of operations) {
      if (isOperation(operation['x-operation'])) expect(operation['x-roles']!.length).toBeGreaterThan(0);
      else expect(['signed-in', 'public']).toContain(operation['x-operation']);
    }
  });

  it('leaves out of a body what the path and the route settle, and takes the file as it is', () => {
    const schemas = document.components.schemas as Record<string, { properties: object; required: string[] }>;
    expect(Object.keys(schemas.ReviewContract!.properties)).toEqual(['decision', 'reason']);
    expect(schemas.ReviewContract!.required).toEqual(['decision']);
    const imports = operations.find(({ operationId }) => operationId === 'importBuilding')!;
    expect(Object.keys(imports.requestBody!.content)).toHaveLength(3);
    expect(imports.parameters.filter((one) => one.in === 'query').map(({ name }) => name)).toEqual(['code', 'name']);
  });

  it('answers problems for every refusal', () => {
    for (const { responses } of operations)
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '500', '503']));
  });
});
