/** How a refusal is told: the HTTP status, and the sentence with its facts in braces (`{unit}`). */
export interface RefusalText {
  status: number;
  zh: string;
  en: string;
}

/** Refusals of one service by code; the code begins with the number of the rule that says no. */
export type Refusals = Record<string, RefusalText>;
