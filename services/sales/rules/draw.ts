/** SHA-256 of a text in UTF-8, in hex. */
export type Sha256 = (text: string) => string;

/** Somebody on the list of the draw: a number, and a name that is masked. */
export interface Participant {
  number: number;
  name: string;
}

/**
 * What is published of a draw 摇号 (OPEN-2), and all that is needed to check it. Before the draw there is no seed, no
 * witness and no order.
 *
 * The list as text: a line `number TAB name` for each participant by number, joined by LF.
 * commitment = SHA-256(seed LF list), out before the draw; the seed stays secret until then.
 * key = SHA-256(seed LF witness LF witness …): the witnesses speak after the commitment, so that nobody who knows the
 * seed can have chosen the result, and no witness can either.
 * order: the numbers by SHA-256(key LF number) in hex, lowest first.
 */
export interface DrawSheet {
  format: 'loupan-draw-1';
  opening: { id: string; name: string };
  participants: Participant[];
  commitment: string;
  committedAt: string;
  seed?: string;
  witnesses?: string[];
  drawnAt?: string;
  order?: number[];
}

export function commitmentOf(seed: string, participants: Participant[], sha256: Sha256): string {
  const list = participants
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, name }) => `${number}\t${name}`);
  return sha256([seed, ...list].join('\n'));
}

/** The numbers in the order in which they pick. */
export function orderOf(seed: string, witnesses: string[], numbers: number[], sha256: Sha256): number[] {
  const key = sha256([seed, ...witnesses].join('\n'));
  const places = numbers.map((number) => ({ number, place: sha256(`${key}\n${number}`) }));
  const before = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  return places
    .toSorted((one, other) => before(one.place, other.place) || one.number - other.number)
    .map(({ number }) => number);
}

/** One thing that was checked of a published file. */
export interface Check {
  zh: string;
  en: string;
  ok: boolean;
}

/** Computes commitment and order anew from the file alone. */
export function checksOf(sheet: DrawSheet, sha256: Sha256): Check[] {
  const { participants, commitment, seed, witnesses, order } = sheet;
  const numbers = participants.map(({ number }) => number);
  const once = new Set(numbers).size === numbers.length;
  const list = { zh: `名单 ${numbers.length} 人，号码各不相同`, en: `${numbers.length} on the list, each number once` };
  if (seed === undefined || !witnesses || !order) {
    return [
      { ...list, ok: once },
      { zh: '尚未公布种子', en: 'the seed is not revealed yet', ok: false },
    ];
  }
  const computed = commitmentOf(seed, participants, sha256);
  const drawn = orderOf(seed, witnesses, numbers, sha256);
  const different = drawn.findIndex((number, place) => number !== order[place]);
  const same = different < 0 && drawn.length === order.length;
  const where = same ? '' : `: ${order[different] ?? '—'} ≠ ${drawn[different] ?? '—'}`;
  return [
    { ...list, ok: once },
    { zh: `承诺 ${computed}`, en: 'the commitment is that of seed and list', ok: computed === commitment },
    { zh: `次序${where}`, en: `the order follows from seed and witnesses${where}`, ok: same },
  ];
}
