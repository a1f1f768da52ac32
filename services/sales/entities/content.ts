import { canonicalHash } from '#persistence/canonical-hash.js';

/** What of a contract the reviewers sign off; amounts, areas and rates as decimal texts. */
export interface Content {
  number: string;
  unitCode: string;
  version: number;
  signedOn: string;
  buildingArea: { toString(): string };
  innerArea: { toString(): string };
  customerId: string;
  buyers: { customerId: string; share: string }[];
  price: { toString(): string };
  pricePerM2: { toString(): string };
  loan: { toString(): string };
  schedule: { line: number; label: string; kind: string; amount: { toString(): string }; dueOn: string }[];
  clauses: object;
}

/**
 * SHA-256 over the canonical content of a contract, in hexadecimal: names in order, amounts as texts, nothing that is
 * not agreed (CON-3). The same content has the same hash whoever computes it, and anything else has another.
 */
export function contentHash(content: Content): string {
  const { number, unitCode, version, signedOn, customerId, buyers, clauses } = content;
  const lines = content.schedule.map(({ line, label, kind, amount, dueOn }) => {
    return { line, label, kind, amount: String(amount), dueOn };
  });
  const areas = { buildingArea: String(content.buildingArea), innerArea: String(content.innerArea) };
  const money = { price: String(content.price), pricePerM2: String(content.pricePerM2), loan: String(content.loan) };
  const said = { number, unitCode, version, signedOn, customerId, buyers, clauses, ...areas, ...money, lines };
  return canonicalHash(said);
}

/** The same over whatever else a paper says. */
export function documentHash(said: Record<string, string>): string {
  return canonicalHash(said);
}
