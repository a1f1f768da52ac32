import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { Shape } from './message.js';

/** A field that does not fit its contract: where it is (`buyers.0.share`), which check failed, and what to send. */
export interface InvalidField {
  field: string;
  check: string;
  message: string;
}

/** The input does not fit its contract; nothing was done. */
export class InvalidInput extends Error {
  constructor(readonly fields: InvalidField[]) {
    super(`Invalid input: ${fields.map((f) => f.field).join(', ')}`);
  }
}

/** A shape without fields is fine: some questions have none. */
const lenient = { whitelist: true, forbidUnknownValues: false };

/** Reads plain JSON as a contract class: exact amounts become Money, Area, Rate. Throws InvalidInput naming each field. */
export function parse<T extends object>(shape: Shape<T>, plain: unknown): T {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    throw new InvalidInput([{ field: '', check: 'isObject', message: 'must be a JSON object' }]);
  }
  const wrong = unkeepable(plain);
  if (wrong) throw new InvalidInput([wrong]);
  const instance = plainToInstance(shape, withoutNulls(plain));
  const errors = validateSync(instance, { ...lenient, forbidNonWhitelisted: true, stopAtFirstError: true });
  if (errors.length > 0) throw new InvalidInput(errors.flatMap((error) => fieldsOf(error, '')));
  return instance;
}

/** The same for what a newer version may have told: unknown fields are dropped, not refused. */
export function parseLoosely<T extends object>(shape: Shape<T>, plain: object): T {
  const instance = plainToInstance(shape, plain);
  const errors = validateSync(instance, lenient);
  if (errors.length > 0) throw new InvalidInput(errors.flatMap((error) => fieldsOf(error, '')));
  return instance;
}

/** A field that is null was left out, as programs write it; also of what a list or a field is made of. */
function withoutNulls(plain: object): object {
  const kept = Object.entries(plain).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([name, value]) => [name, pruned(value)]));
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  return typeof value === 'object' && value !== null ? withoutNulls(value) : value;
}

/** What every object has of its own: as names of fields they would be taken for it. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

function strange(field: string): InvalidField {
  return { field, check: 'isName', message: `${field} is no name of a field` };
}

/** Deeper than any contract. */
const deepest = 10;

/** The first text that PostgreSQL cannot keep (NUL, half of a character), or nesting that no contract has. */
function unkeepable(value: unknown, field = '', depth = 0): InvalidField | undefined {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    return { field, check: 'isText', message: `${field} must be text: it has NUL or half of a character` };
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > deepest) return { field, check: 'isNotDeep', message: `${field} is nested too deeply` };
  for (const [name, inner] of Object.entries(value)) {
    const place = field ? `${field}.${name}` : name;
    const found = reserved.has(name) ? strange(place) : unkeepable(inner, place, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function fieldsOf(error: ValidationError, above: string): InvalidField[] {
  const field = above + error.property;
  const own = Object.entries(error.constraints ?? {}).map(([check, message]) => ({ field, check, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, `${field}.`))];
}
