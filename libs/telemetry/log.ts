import type { LoggerService } from '@nestjs/common';
import { type LogFn, type Logger, pino } from 'pino';
import { plainError, withoutNumbers, withoutPersonal } from './personal.js';

/**
 * JSON lines on stdout with service, replica and, inside a span, trace_id and span_id. LOG_LEVEL sets the level
 * (`info`). Values of personal fields are blanked however deep they lie, telling numbers in any text (ALL-9).
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: { service: process.env.SERVICE ?? 'loupan', replica: process.env.REPLICA ?? '1' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }), log: withoutPersonal },
  serializers: { err: (error: unknown) => error },
  hooks: { logMethod: withPlainMessage, streamWrite: withoutNumbers },
});

/** The same log for Nest: `NestFactory.create(Module, { logger })`. */
export const logger: LoggerService = {
  log: (message, ...rest: unknown[]) => tell('info', message, rest),
  error: (message, ...rest: unknown[]) => tell('error', message, rest),
  warn: (message, ...rest: unknown[]) => tell('warn', message, rest),
  debug: (message, ...rest: unknown[]) => tell('debug', message, rest),
  verbose: (message, ...rest: unknown[]) => tell('trace', message, rest),
  fatal: (message, ...rest: unknown[]) => tell('fatal', message, rest),
};

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest passes the context (a class name) last and, for errors, a stack before it. */
function tell(level: Level, message: unknown, rest: unknown[]): void {
  const context = rest.at(-1);
  const stack = level === 'error' && rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
  const fields = { ...(typeof context === 'string' ? { context } : {}), ...(stack ? { stack } : {}) };
  if (message instanceof Error) log[level]({ ...fields, err: message }, plainError(message).message);
  else if (typeof message === 'object' && message !== null) log[level]({ ...fields, ...message });
  else log[level](fields, String(message));
}

/** Left to itself pino takes the message of an error as it is, and a database error's repeats what was written. */
function withPlainMessage(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message] = args as [unknown, unknown];
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err;
  if (error instanceof Error && message === undefined) {
    const fields = first instanceof Error ? { err: first } : (first as object);
    return method.call(this, fields, plainError(error).message);
  }
  return method.apply(this, args);
}
