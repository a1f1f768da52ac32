import 'reflect-metadata';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { isDay } from '#kernel/time.js';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateBy, ValidateNested, type ValidationOptions } from 'class-validator';

/** Yuan at the edge (`"1234567.89"`), `Money` inside (ALL-1). */
export const IsMoney = exact('isMoney', Money, (text) => Money.parse(text), 'must be an amount such as "1234567.89"');
/** Square metres at the edge (`"89.50"`), `Area` inside (ALL-1). */
export const IsArea = exact('isArea', Area, (text) => Area.parse(text), 'must be an area such as "89.50"');
/** A rate as a decimal string (`"0.95"`), `Rate` inside (ALL-1). */
export const IsRate = exact('isRate', Rate, (text) => Rate.parse(text), 'must be a rate such as "0.95"');

/** An amount that changes hands: above zero and below ten thousand million yuan, so that sums of many are exact too. */
export const IsPayment = exact('isPayment', Money, payment, 'must be an amount above zero such as "1234567.89"');

/** A part of a whole, from "0" to "1". */
export const IsShare = exact('isShare', Rate, share, 'must be a share from "0" to "1" such as "0.30"');

/** A moment: RFC 3339 text at the edge, `Date` inside. */
export const IsInstant = exact('isInstant', Date, instant, 'must be a moment such as "2026-11-23T09:30:00Z"');

/** A day in China, `YYYY-MM-DD`. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return check(
    'isDay',
    (value) => typeof value === 'string' && isDay(value),
    'must be a day such as 2026-11-23',
    options,
  );
}

/** A nested shape; it has to be there unless it is `@Optional`. */
export function Nested(shape: () => new () => object): PropertyDecorator {
  const isOne = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return all(Type(shape), check('isNested', isOne, 'must be an object'), ValidateNested());
}

/** A list of a nested shape; whether it may be empty is said with `@ArrayNotEmpty`. */
export function Each(shape: () => new () => object): PropertyDecorator {
  const isList = (value: unknown) => Array.isArray(value) && !value.some(Array.isArray);
  return all(Type(shape), check('isList', isList, 'must be a list of objects'), ValidateNested({ each: true }));
}

/** How many rows a page has: 1 to 200, also as text in a query string. */
export function IsPageSize(): PropertyDecorator {
  const read = ({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return all(Transform(read), IsInt(), Min(1), Max(200));
}

/** The field may be left out. */
export function Optional(): PropertyDecorator {
  return IsOptional();
}

function exact<T>(name: string, type: { prototype: T }, read: (text: string) => T, message: string) {
  return (options?: ValidationOptions): PropertyDecorator =>
    all(
      Transform(({ value }) => (typeof value === 'string' ? readable(read, value) : value)),
      check(name, (value) => value instanceof (type as unknown as new () => T), message, options),
    );
}

/** The value, or the text itself when it cannot be read, so that validation names the field. */
function readable<T>(read: (text: string) => T, text: string): T | string {
  try {
    return read(text);
  } catch {
    return text;
  }
}

function payment(text: string): Money {
  const amount = Money.parse(text);
  if (!amount.isPositive || amount >= paymentLimit) throw new RangeError(text);
  return amount;
}

function share(text: string): Rate {
  const part = Rate.parse(text);
  if (part.isNegative || part > Rate.one) throw new RangeError(text);
  return part;
}

const paymentLimit = Money.parse('10000000000');

function instant(text: string): Date {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
  const moment = new Date(text);
  if (!form.test(text) || Number.isNaN(moment.getTime())) throw new RangeError(text);
  return moment;
}

function check(name: string, validate: (value: unknown) => boolean, message: string, options?: ValidationOptions) {
  const validator = { validate, defaultMessage: () => `$property ${message}` };
  return ValidateBy({ name, validator }, options);
}

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
}
