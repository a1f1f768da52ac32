import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { p, Type } from '@mikro-orm/postgresql';

/** An amount: `bigint` fen in the database (ALL-1). */
export const money = () => p.type(MoneyColumn).$type<Money, string>();
/** An area: `bigint` hundredths of a square metre in the database (ALL-1). */
export const area = () => p.type(AreaColumn).$type<Area, string>();
/** A rate: `numeric(20,10)` in the database, exact (ALL-1). */
export const rate = () => p.type(RateColumn).$type<Rate, string>();
/** A value kept as jsonb; what is inside must survive JSON, so amounts inside are decimal texts. */
export const json = <T>() => p.json<T>();
/** A text that tells who somebody is (ALL-9): marked in the database, kept out of the audit's before and after. */
export const personal = () => p.string().comment('personal');

class MoneyColumn extends Type<Money | null, string | null> {
  override convertToDatabaseValue(value: Money | null | undefined) {
    return value == null ? null : value.fen.toString();
  }

  override convertToJSValue(value: string | null | undefined) {
    return value == null ? null : Money.fen(BigInt(value));
  }

  override compareAsType() {
    return 'string';
  }

  override getColumnType() {
    return 'bigint';
  }
}

class AreaColumn extends Type<Area | null, string | null> {
  override convertToDatabaseValue(value: Area | null | undefined) {
    return value == null ? null : value.hundredths.toString();
  }

  override convertToJSValue(value: string | null | undefined) {
    return value == null ? null : Area.hundredths(BigInt(value));
  }

  override compareAsType() {
    return 'string';
  }

  override getColumnType() {
    return 'bigint';
  }
}

class RateColumn extends Type<Rate | null, string | null> {
  override convertToDatabaseValue(value: Rate | null | undefined) {
    return value == null ? null : value.toString();
  }

  override convertToJSValue(value: string | null | undefined) {
    return value == null ? null : Rate.parse(value);
  }

  override compareAsType() {
    return 'string';
  }

  override getColumnType() {
    return 'numeric(20,10)';
  }
}
