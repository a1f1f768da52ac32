// @ts-expect-error The library's types do not cover this path, the only one to what @Type has said.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { Shape } from './message.js';

/** JSON Schema 2020-12, as far as contracts need it. */
export interface Schema {
  $ref?: string;
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  pattern?: string;
  examples?: string[];
  enum?: unknown[];
  contentEncoding?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  oneOf?: Schema[];
  const?: unknown;
  uniqueItems?: boolean;
}

/**
 * The schema of a contract class; nested classes are `$ref`s below `at` (`#/components/schemas/`). What is asked has no
 * room for unknown fields; answers and events may gain fields, so `open` leaves room.
 */
export function describe(shape: Shape, { at = '#/$defs/', open = false } = {}): Schema {
  const schema = targetConstructorToSchema(shape, {
    additionalConverters: converters as Options['additionalConverters'],
    classTransformerMetadataStorage: defaultMetadataStorage,
    classValidatorMetadataStorage: getMetadataStorage(),
    refPointerPrefix: at,
  }) as Schema;
  const { properties = {}, required } = schema;
  return {
    type: 'object',
    properties: ordered(shape, properties),
    ...(required?.length ? { required: ordered(shape, required) } : {}),
    ...(open ? {} : { additionalProperties: false }),
  };
}

/** The classes that the fields of this one are made of, at any depth, by name. */
export function partsOf(shape: Shape, found = new Map<string, Shape>()): Map<string, Shape> {
  for (const field of fieldsOf(shape)) {
    const part = partAt(shape, field);
    if (!part || found.get(part.name) === part) continue;
    if (found.has(part.name)) throw new Error(`Two contract classes are called ${part.name}`);
    found.set(part.name, part);
    partsOf(part, found);
  }
  return found;
}

/** Names of the fields, inherited ones first, in the order in which they are written. */
export function fieldsOf(shape: Shape): string[] {
  const checks = getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false);
  const above = Object.getPrototypeOf(shape) as Shape | null;
  const inherited = above?.prototype ? fieldsOf(above) : [];
  return [...new Set([...inherited, ...checks.map((check) => check.propertyName)])];
}

type Options = Parameters<typeof targetConstructorToSchema>[1] & object;

/** Checks of `fields.ts` as schemas, and those that the library says too little or too much about. */
const converters: Record<string, Schema | ((check: { constraints: never[] }) => Schema)> = {
  isMoney: text('Money', { pattern: decimal(2) }, '1234567.89', '金额（元） / yuan as a decimal string'),
  isPayment: text(
    'Money',
    { pattern: decimal(2) },
    '1234567.89',
    '大于零的金额（元） / yuan above zero as a decimal string',
  ),
  isArea: text('Area', { pattern: decimal(2) }, '89.50', '平方米 / square metres as a decimal string'),
  isRate: text('Rate', { pattern: decimal(10) }, '0.95', '比率 / rate as a decimal string'),
  isShare: text(
    'Share',
    { pattern: '^(0(\\.\\d{1,10})?|1(\\.0{1,10})?)$' },
    '0.30',
    '份额（0 至 1） / share from 0 to 1',
  ),
  isInstant: text('Instant', { format: 'date-time' }, '2026-11-23T09:30:00.000Z', '时刻 / moment (RFC 3339)'),
  isDay: text('Day', { format: 'date' }, '2026-11-23', '日期 / day in China'),
  isPeriod: text('Length', { format: 'duration' }, 'PT12H', '时长 / length of time (ISO 8601)'),
  isList: { type: 'array' },
  isNested: {},
  isBase64: { type: 'string', contentEncoding: 'base64' },
  min: ({ constraints: [minimum] }) => ({ minimum: minimum! }),
  max: ({ constraints: [maximum] }) => ({ maximum: maximum! }),
  isProjects: { oneOf: [{ const: '*' }, { type: 'array', items: { type: 'string', format: 'uuid' } }] },
  arrayUnique: { type: 'array', uniqueItems: true },
  arrayNotEmpty: { type: 'array', minItems: 1 },
};

function text(title: string, form: Schema, example: string, description: string): Schema {
  return { title, type: 'string', ...form, examples: [example], description };
}

function decimal(places: number): string {
  return `^-?\\d+(\\.\\d{1,${places}})?$`;
}

function partAt(shape: Shape, field: string): Shape | undefined {
  const checks = getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false);
  const nests = ({ propertyName, type }: (typeof checks)[number]) =>
    propertyName === field && type === ValidationTypes.NESTED_VALIDATION;
  const check = checks.find(nests);
  return check && defaultMetadataStorage.findTypeMetadata(check.target, field)?.typeFunction();
}

/** Fields in the order of `fieldsOf`, so that a generated file changes only where a contract does. */
function ordered<T extends string[] | Record<string, Schema>>(shape: Shape, of: T): T {
  const fields = fieldsOf(shape);
  if (Array.isArray(of)) return fields.filter((field) => of.includes(field)) as T;
  return Object.fromEntries(fields.filter((field) => field in of).map((field) => [field, of[field]!])) as T;
}
