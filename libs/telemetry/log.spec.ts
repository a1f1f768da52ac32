import { describe, expect, it } from '@jest/globals';
import { line, run } from './child.js';

describe('the log', () => {
  it('holds no personal data, however deep it lies or wherever it is written', async () => {
    const { lines, stdout } = await run(
      `
      import { log, logger } from './libs/telemetry/log.ts';
      const papers = { idNumber: '11010519491231002X', bankAccount: '6222020200112233445' };
      const buyer = { name: '林小姐', phone: '13812345678', ...papers };
      log.info(buyer, 'flat');
      const headers = { authorization: 'Bearer abc', cookie: 'sid=def', 'set-cookie': 'sid=def' };
      log.info({ asked: { buyers: [buyer] }, headers }, 'deep');
      log.info({ payer: '林小姐', password: 'Secret-1', unit: '3-1201', fen: '123456789012' }, 'called 13812345678');
      const values = new Error("insert into customer values ('林') - duplicate key");
      const fault = Object.assign(values, { code: '23505', constraint: 'customer_phone' });
      log.error(fault);
      log.error({ err: new Error('kept', { cause: fault }), buyerPhone: 138 });
      log.error({ err: new Error('no customer with 13812345678') }, 'err');
      logger.error('broke', 'Error: broke\\n    at somewhere', 'Relay');
      logger.log('Nest started', 'NestApplication');
      logger.warn({ kept: 1 }, 'Relay');
    `,
      { SERVICE: 'sales', REPLICA: '2' },
    );
    for (const secret of ['林', '138123', '1101051949', '6222020', 'abc', 'def', 'Secret'])
      expect(stdout).not.toContain(secret);
    expect(line(lines, 'called 138****')).toMatchObject({ unit: '3-1201', fen: '123456789012', level: 'info' });
    expect(line(lines, 'SQLSTATE 23505 customer_phone').err).toMatchObject({ type: 'Error', code: '23505' });
    expect(line(lines, 'kept')).toMatchObject({ buyerPhone: '[redacted]', err: { cause: { code: '23505' } } });
    expect(line(lines, 'broke')).toMatchObject({ context: 'Relay', stack: expect.stringContaining('somewhere') });
    expect(line(lines, 'Nest started')).toMatchObject({ context: 'NestApplication', service: 'sales', replica: '2' });
    expect(lines.at(-1)).toMatchObject({ kept: 1, level: 'warn' });
  });
});
