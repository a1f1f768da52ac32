import { STATUS_CODES } from 'node:http';
import { InvalidInput, type InvalidField } from '#contracts/parse.js';
import { wordsOf } from '#contracts/refusals.js';
import { type Facts, Refusal } from '#kernel/refusal.js';
import { Unavailable } from '#persistence/retry.js';
import { log } from '#telemetry/log.js';
import { traceId } from '#telemetry/trace.js';
import { Fault } from '#messaging/ask.js';
import { HttpException } from '@nestjs/common';

/** RFC 9457, in both languages; `detail` is in the one that was asked for. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  message: { zh: string; en: string };
  code: string;
  facts: object;
  fields?: InvalidField[];
  trace?: string;
}

export interface ProblemAnswer {
  headers: Record<string, string>;
  body: Problem;
}

/** What went wrong as a problem: a refusal says why, bad input names its fields, a fault says its trace and no more. */
export function problemOf(error: unknown, acceptLanguage: string | undefined): ProblemAnswer {
  const { code, facts = {}, fields } = saidBy(error);
  const { status, zh, en } = wordsOf(code, facts);
  const trace = traceId();
  const body: Problem = {
    type: `urn:loupan:refusal:${code}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    detail: prefersEnglish(acceptLanguage) ? en : zh,
    message: { zh, en },
    code,
    facts,
    ...(fields ? { fields } : {}),
    ...(trace ? { trace } : {}),
  };
  return { headers: headersFor(status, facts), body };
}

/** Whether English is preferred to Chinese; Chinese when neither is asked for. */
export function prefersEnglish(acceptLanguage = ''): boolean {
  const weights = { zh: -1, en: -1 };
  for (const range of acceptLanguage.toLowerCase().split(',')) {
    const [tag = '', ...options] = range.split(';').map((part) => part.trim());
    const language = tag.split('-')[0];
    const weight = Number(options.find((option) => option.startsWith('q='))?.slice(2) ?? 1);
    if (language === 'zh' || language === 'en') weights[language] = Math.max(weights[language], weight);
  }
  return weights.en > weights.zh;
}

interface Said {
  code: string;
  facts?: Facts;
  fields?: InvalidField[];
}

function saidBy(error: unknown): Said {
  if (error instanceof Refusal) return error;
  if (error instanceof InvalidInput) return { code: 'ALL.invalid', fields: error.fields };
  if (error instanceof Unavailable) return { code: 'ALL.busy' };
  const status = statusOf(error);
  if (status === 413) return { code: 'GAT-3.too-large' };
  if (status === 415) return { code: 'GAT-3.media-type' };
  if (status !== undefined && status >= 400 && status < 500) return { code: 'GAT-3.bad-request' };
  if (!(error instanceof Fault)) log.error({ err: error }, 'fault in the gateway');
  return { code: 'ALL.fault' };
}

/** Of what the HTTP framework itself refuses: a body that cannot be read, is too large, or is no JSON. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

function headersFor(status: number, facts: Facts): Record<string, string> {
  const language = { 'content-language': 'zh, en', vary: 'Accept-Language' };
  if (status === 401) return { ...language, 'www-authenticate': 'Bearer' };
  if (status === 429 || status === 503) return { ...language, 'retry-after': String(facts.retryAfter ?? 2) };
  return language;
}
