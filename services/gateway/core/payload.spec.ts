import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '#contracts/parse.js';
import { routes } from '../routes/routes.js';
import { payloadOf } from './payload.js';

const row = (path: string, method = 'POST') => routes.find((one) => one.path === path && one.method === method)!;
const review = row('/v1/contracts/{contractId}/reviews/cfo');
const building = row('/v1/projects/{projectId}/buildings');

describe('the payload of a request', () => {
  it('is path, route, query and body together', () => {
    const brought = { params: { contractId: 'c' }, query: {}, body: { decision: 'approve' } };
    expect(payloadOf(review, brought)).toEqual({ contractId: 'c', stage: 'cfo', decision: 'approve' });
    const asked = { params: { projectId: 'p' }, query: { limit: '5' }, body: undefined };
    expect(payloadOf(row('/v1/projects/{projectId}/arrears', 'GET'), asked)).toEqual({ projectId: 'p', limit: '5' });
  });

  it('may be a file, with the rest in the query', () => {
    const brought = { params: { projectId: 'p' }, query: { code: '3', name: '三号楼' }, body: Buffer.from('xlsx') };
    expect(payloadOf(building, brought)).toEqual({ projectId: 'p', code: '3', name: '三号楼', file: 'eGxzeA==' });
  });

  it.each([
    ['a field of the path', { contractId: 'other' }, {}, 'contractId'],
    ['a field that the route settles', { stage: 'manager' }, {}, 'stage'],
    ['a field of the query', { decision: 'approve' }, { decision: 'return' }, 'decision'],
  ])('cannot say %s again', (_, body, query, field) => {
    const saying = () => payloadOf(review, { params: { contractId: 'c' }, query, body });
    expect(saying).toThrow(InvalidInput);
    expect(saying).toThrow(field);
  });

  it.each([['text'], [[1, 2]], [Buffer.from('x')]])('is an object and not %p', (body) => {
    expect(() => payloadOf(review, { params: {}, query: {}, body })).toThrow(InvalidInput);
  });
});
