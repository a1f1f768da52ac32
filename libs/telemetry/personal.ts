/** Names of fields whose values are a person's or a secret: they reach neither logs nor traces (ALL-9). */
export const personalFields = [
  'name',
  'names',
  'phone',
  'mobile',
  'email',
  'address',
  'idNumber',
  'bankAccount',
  'payer',
  'payee',
  'password',
  'passwordHash',
  'secret',
  'seed',
  'token',
  'authorization',
  'cookie',
  'set-cookie',
] as const;

/**
 * A copy of the fields of a log line with personal values blanked, eight levels deep. Errors become plain, and values
 * that say themselves how they are written (money, dates) stay as they are.
 */
export function withoutPersonal(fields: object, depth = 8): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isPersonal(key) ? '[redacted]' : inside(value, depth)]),
  );
}

/** Masks numbers that read as a mobile phone, an identity card or a bank card, wherever they stand in a text. */
export function withoutNumbers(text: string): string {
  return text.replace(
    /(?<![\w.-])(?:1[3-9]\d{9}|\d{15,19}|\d{17}[Xx])(?![\w-])/g,
    (found) => `${found.slice(0, 3)}****`,
  );
}

/**
 * A statement's shape, without the strings and numbers in it: MikroORM writes values into its SQL instead of sending
 * them as parameters. At most 2,000 characters.
 */
export function withoutValues(sql: string): string {
  return sql.replace(values, '?').slice(0, 2_000);
}

/** E'…' knows backslashes and '…' does not; an open string ends with the text; $1 and c0 are no numbers. */
const values = /\bE'(?:[^'\\]|\\.|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$(\w*)\$.*?\$\1\$|(?<![\w$."])\d+(?:\.\d+)?\b/gis;

/** What may be said of an error anywhere: its type, message, code and where it happened. */
export interface PlainError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: PlainError;
}

/**
 * An error without personal data. The message of a failed statement repeats the values written, so of a database error
 * only SQLSTATE, table and constraint are kept. Causes are followed three deep.
 */
export function plainError(error: unknown, depth = 3): PlainError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutNumbers(String(error)) };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const message = withoutNumbers(sqlSays(error) ?? error.message);
  return {
    type: error.name,
    message,
    ...(code === undefined ? {} : { code: String(code) }),
    ...(error.stack ? { stack: [`${error.name}: ${message}`, ...frames(error.stack)].join('\n') } : {}),
    ...(cause === undefined || depth === 0 ? {} : { cause: plainError(cause, depth - 1) }),
  };
}

/** The code of a business "no" (`SUB-3.deposit-unpaid`) or of refused input; undefined for a fault. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'InvalidInput') return error.name;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z]{2,}-\d+\./.test(code) ? code : undefined;
}

function inside(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (value instanceof Error) return plainError(value);
  if (depth === 0) return '[deeper]';
  return Array.isArray(value) ? value.map((item) => inside(item, depth - 1)) : withoutPersonal(value, depth - 1);
}

/** Also `buyerPhone` or `payer_name`, but not `fileName`. */
function isPersonal(key: string): boolean {
  return personal.has(key) || compounds.test(key);
}

const compounds =
  /(?:phone|mobile|id_?number|bank_?account|password|secret|token|(?:customer|buyer|payer|payee|member)_?name)$/i;

const personal: ReadonlySet<string> = new Set(personalFields);

function sqlSays(error: Error): string | undefined {
  const { code, table, constraint } = error as { code?: unknown; table?: string; constraint?: string };
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
  return ['SQLSTATE', code, table, constraint].filter(Boolean).join(' ');
}

function frames(stack: string): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
