import { p, type MikroORM, Type } from '@mikro-orm/postgresql';
import { type BlindKind, personalKeys } from './personal-keys.js';

/** How sealed columns are marked in the database; the audit masks whatever is marked as personal. */
export const sealedMark = 'personal, sealed';

/** A text that tells who somebody is, encrypted at rest (ALL-9). It cannot be searched: see `blindIndex`. */
export const sealed = () => p.type(SealedColumn).$type<string, string>().comment(sealedMark);

/** By which a sealed phone, ID or account number, as it is kept, is found (ALL-9). */
export const blinded = (kind: BlindKind, kept: string) => personalKeys().blind(kind, kept);

/** One value sealed, for a statement that writes many rows itself; null stays null. */
export const sealedText = (text: string | null) => (text === null ? null : personalKeys().seal(text));

/** The column of a sealed column’s blind index: what `blinded` says of the value. */
export const blindIndex = () => p.string().comment('personal, blind index');

/** Where one of the entities has a sealed column, throws unless the keys are there. */
export function requireKeys(orm: Pick<MikroORM, 'getMetadata'>): void {
  const entities = [...orm.getMetadata().getAll().values()];
  if (entities.some(({ props }) => props.some(({ customType }) => customType instanceof SealedColumn))) personalKeys();
}

/** One value is sealed as another text each time, so values are compared opened, or each would look changed. */
class SealedColumn extends Type<string | null, string | null> {
  override convertToDatabaseValue(value: string | null | undefined) {
    return value == null ? null : personalKeys().seal(value);
  }

  override convertToJSValue(value: string | null | undefined) {
    return value == null ? null : personalKeys().open(value);
  }

  override compareAsType() {
    return 'string';
  }

  override compareValues(one: string, other: string) {
    return one === other || personalKeys().open(one) === personalKeys().open(other);
  }

  override ensureComparable() {
    return false;
  }

  override getColumnType() {
    return 'text';
  }
}
