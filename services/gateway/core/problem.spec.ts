import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '#contracts/parse.js';
import { Money } from '#kernel/money.js';
import { Refusal } from '#kernel/refusal.js';
import { Fault } from '#messaging/ask.js';
import { rightFacts } from '#permissions/names.js';
import { Unavailable } from '#persistence/retry.js';
import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';
import { prefersEnglish, problemOf } from './problem.js';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('a problem', () => {
  it('says a refusal with its rule, its facts and both languages', () => {
    const refusal = new Refusal('ALL.unknown', { what: 'Unit', id: 'u-1', price: Money.parse('1.50') });
    expect(plain(problemOf(refusal, undefined).body)).toEqual({
      type: 'urn:loupan:refusal:ALL.unknown',
      title: 'Not Found',
      status: 404,
      detail: '没有找到Unit：u-1',
      message: { zh: '没有找到Unit：u-1', en: 'There is no Unit u-1' },
      code: 'ALL.unknown',
      facts: { what: 'Unit', id: 'u-1', price: '1.50' },
    });
    expect(problemOf(refusal, 'en-GB').body.detail).toBe('There is no Unit u-1');
  });

  it('says which operation is missing and which roles hold it', () => {
    const { body } = problemOf(new Refusal('ALL-5.no-right', rightFacts('contract.seal')), 'en');
    expect(body).toMatchObject({ status: 403, facts: { operation: 'contract.seal', holders: ['seal_clerk'] } });
    expect(body.message.zh).toContain('盖章经办');
    expect(body.detail).toContain('seal clerk');
  });

  it('names the fields of bad input', () => {
    const fields = [{ field: 'buyers.0.share', check: 'isRate', message: 'share must be a rate' }];
    expect(problemOf(new InvalidInput(fields), 'zh').body).toMatchObject({ status: 400, code: 'ALL.invalid', fields });
  });

  it('says that a command can be sent again when a service is down', () => {
    const { headers, body } = problemOf(new Unavailable('no responders'), 'en');
    expect([body.status, headers['retry-after']]).toEqual([503, '2']);
    expect(body.detail).toContain('same Idempotency-Key');
    expect(JSON.stringify(body)).not.toContain('responders');
  });

  it('says nothing of a fault', () => {
    for (const error of [new Fault('secret'), new TypeError('secret'), 'secret', undefined]) {
      const { body } = problemOf(error, 'en');
      expect([body.status, body.code]).toEqual([500, 'ALL.fault']);
      expect(JSON.stringify(body)).not.toContain('secret');
    }
  });

  it('says what HTTP itself refuses', () => {
    expect(problemOf(new PayloadTooLargeException(), 'en').body.code).toBe('GAT-3.too-large');
    expect(problemOf(new BadRequestException('Unexpected token'), 'en').body.code).toBe('GAT-3.bad-request');
    expect(problemOf(Object.assign(new Error('x'), { statusCode: 415 }), 'en').body.code).toBe('GAT-3.media-type');
  });
});

describe('the language of a problem', () => {
  it.each([
    [undefined, false],
    ['en', true],
    ['zh-CN,zh;q=0.9,en;q=0.8', false],
    ['en-US,en;q=0.9,zh;q=0.8', true],
    ['fr', false],
    ['fr, en;q=0.5', true],
  ])('%s: English %s', (header, english) => {
    expect(prefersEnglish(header)).toBe(english);
  });
});
