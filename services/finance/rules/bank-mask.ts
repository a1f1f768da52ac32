import { nameMasked } from '#kernel/personal.js';

/** `****1234`; of less than eight characters nothing (ALL-9). */
export function accountMasked(number: string): string {
  return number === '' ? '' : `****${number.length < 8 ? '' : number.slice(-4)}`;
}

/** What the bank wrote, without the name of who paid and without longer numbers (ALL-9). */
export function summaryMasked(summary: string, party: string): string {
  const unnamed = party ? summary.replaceAll(party, nameMasked(party)) : summary;
  return unnamed.replace(/(?<![\w-])\d{9,}(?!\w)/g, (number) => `****${number.slice(-4)}`);
}
