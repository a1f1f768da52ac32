import { createHash } from 'node:crypto';

/** How an outside office behaves. Everything is kind by default; `PUT /behaviour` or SIM_BEHAVIOUR make it less so. */
export interface Behaviour {
  /** How long a decision takes, and up to how much longer. */
  delayMs: number;
  jitterMs: number;
  /** How long each HTTP answer takes. */
  latencyMs: number;
  /** Each notice is delivered twice; notices come out of order. */
  duplicate: boolean;
  shuffle: boolean;
  /** References or units, or regular expressions between slashes, that are refused or asked for more papers. */
  refuse: string[];
  morePapers: string[];
  /** What the regulator of supervised funds has not heard of, and what it has with another amount. */
  regulatorLacks: string[];
  regulatorWrong: string[];
  /** In how many parts a loan is paid out. */
  parts: number;
  /** Share of requests answered 500 with nothing done; share done, with the answer lost on the way. */
  errorRate: number;
  drop: number;
}

const kind: Behaviour = {
  delayMs: 0,
  jitterMs: 0,
  latencyMs: 0,
  duplicate: false,
  shuffle: false,
  refuse: [],
  morePapers: [],
  regulatorLacks: [],
  regulatorWrong: [],
  parts: 1,
  errorRate: 0,
  drop: 0,
};

/** What is given over what is kind. Throws a TypeError that names an unknown or ill-formed field. */
export function behaviourFrom(given: Record<string, unknown>): Behaviour {
  for (const [field, value] of Object.entries(given)) {
    if (!wellFormed(field, value)) throw new TypeError(`behaviour: ${field} cannot be ${JSON.stringify(value)}`);
  }
  return { ...kind, ...given };
}

/**
 * A number from 0 up to 1 that depends on SIM_SEED and on what it is for, and on nothing else: the same run meets the
 * same luck whatever the order and the speed of its requests.
 */
export function chance(...of: (string | number)[]): number {
  const seed = process.env.SIM_SEED ?? '1';
  return (
    createHash('sha256')
      .update([seed, ...of].join(' '))
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
}

/** Whether the list names this reference or unit. */
export function names(list: string[], { reference, unit }: { reference: string; unit: string }): boolean {
  return list.some((entry) => {
    const pattern = /^\/(.+)\/$/.exec(entry)?.[1];
    if (pattern === undefined) return entry === reference || entry === unit;
    return new RegExp(pattern).test(reference) || new RegExp(pattern).test(unit);
  });
}

function wellFormed(field: string, value: unknown): boolean {
  if (!Object.hasOwn(kind, field)) return false;
  const usual = kind[field as keyof Behaviour];
  if (Array.isArray(usual)) return Array.isArray(value) && value.every((entry) => isPattern(entry));
  if (field === 'errorRate' || field === 'drop') return typeof value === 'number' && value >= 0 && value <= 1;
  if (field === 'parts') return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100;
  if (typeof usual === 'number') return Number.isInteger(value) && Number(value) >= 0;
  return typeof value === typeof usual;
}

function isPattern(entry: unknown): boolean {
  if (typeof entry !== 'string') return false;
  try {
    RegExp(entry);
    return true;
  } catch {
    return !entry.startsWith('/');
  }
}
