/** A business "no": `code` begins with the number of the rule that says it ('SUB-3.deposit-unpaid'). */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    readonly facts: Facts = {},
  ) {
    super(code);
  }
}

/** Says no: throws a Refusal whose facts fill the placeholders of its message in Chinese and English. */
export function refuse(code: string, facts: Facts = {}): never {
  throw new Refusal(code, facts);
}

/** What a refusal is about; all of it can be written as JSON. Money, Area and Rate become decimal texts. */
export interface Facts {
  [name: string]: Fact;
}

export type Fact = string | number | boolean | null | { toJSON(): string } | Date | Facts | Facts[] | string[];
