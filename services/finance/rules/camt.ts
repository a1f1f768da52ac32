import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, dayOf, isDay } from '#kernel/time.js';
import type { ReadStatement, StatementLine } from './statement.js';

/** An element of the document, as an XML reader gives it. */
export interface Node {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Node[];
}

/**
 * The statements of a camt.053.001.02 to .08 document (ISO 20022), which have to be of one account and follow on one
 * another. Pending entries are none yet. Refuses what is another document (FIN-8.not-camt), or in another currency.
 */
export function statementInCamt(root: Node): ReadStatement {
  const statements = at(root, 'BkToCstmrStmt/Stmt');
  if (root.name !== 'Document' || statements.length === 0) refuse('FIN-8.not-camt', { root: root.name.slice(0, 40) });
  const parts = statements.map(partOf);
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (!before) continue;
    if (part.account !== before.account) refuse('FIN-8.two-accounts', {});
    if (before.closing && part.opening && !before.closing.equals(part.opening))
      refuse('FIN-8.balance-broken', { row: 0, expected: before.closing, stated: part.opening });
  }
  const lines = parts.flatMap((part) => part.lines).map((line, index) => ({ ...line, row: index + 1 }));
  return { ...parts.at(-1)!, ...defined('opening', parts[0]!.opening), ...defined('from', parts[0]!.from), lines };
}

function partOf(statement: Node): ReadStatement {
  const account = textAt(statement, 'Acct/Id/IBAN') || textAt(statement, 'Acct/Id/Othr/Id');
  const balances = at(statement, 'Bal');
  const balance = (...codes: string[]) => {
    const found = balances.find((one) => codes.includes(textAt(one, 'Tp/CdOrPrtry/Cd')));
    return found && signed(found);
  };
  const [from, to] = ['FrDtTm', 'ToDtTm'].map((name) => dayAt(statement, `FrToDt/${name}`));
  const booked = at(statement, 'Ntry').filter((entry) => !/^(PDNG|INFO)$/.test(statusOf(entry)));
  return {
    ...(account ? { account: account.replace(/[ -]/g, '') } : {}),
    ...defined('opening', balance('OPBD', 'PRCD')),
    ...defined('closing', balance('CLBD')),
    ...{ ...defined('from', from), ...defined('to', to) },
    ...{ lines: booked.map(lineOf), rejected: [] },
  };
}

function statusOf(entry: Node): string {
  return textAt(entry, 'Sts/Cd') || textAt(entry, 'Sts');
}

function lineOf(entry: Node, index: number): StatementLine {
  const amount = signed(entry);
  const day = dayAt(entry, 'BookgDt/Dt') ?? dayAt(entry, 'BookgDt/DtTm') ?? dayAt(entry, 'ValDt/Dt');
  if (!day) return refuse('FIN-8.camt-entry', { entry: index + 1, missing: 'BookgDt' });
  const valueDay = dayAt(entry, 'ValDt/Dt') ?? dayAt(entry, 'ValDt/DtTm');
  const details = at(entry, 'NtryDtls/TxDtls');
  // Of a batch the parties are many: none of them is the line's.
  const detail = details.length === 1 ? details[0]! : undefined;
  const side = amount.isNegative ? 'Cdtr' : 'Dbtr';
  const party = detail ? textAt(detail, `RltdPties/${side}/Nm`) || textAt(detail, `RltdPties/${side}/Pty/Nm`) : '';
  const id = `RltdPties/${side}Acct/Id`;
  const partyAccount = detail ? textAt(detail, `${id}/IBAN`) || textAt(detail, `${id}/Othr/Id`) : '';
  const told = details.flatMap((one) => [...at(one, 'RmtInf/Ustrd'), ...at(one, 'Refs/EndToEndId')]);
  const summary = [...told, ...at(entry, 'AddtlNtryInf')].map(({ text }) => text.trim()).filter(Boolean);
  return {
    ...{ row: index + 1, day, amount, ...(valueDay ? { valueDay } : {}) },
    reference: referenceOf(entry, detail),
    ...{ summary: summary.join(' ').slice(0, 300), party, partyAccount: partyAccount.replace(/[ -]/g, '') },
  };
}

function referenceOf(entry: Node, detail: Node | undefined): string {
  const all = [
    textAt(entry, 'AcctSvcrRef'),
    detail ? textAt(detail, 'Refs/AcctSvcrRef') : '',
    textAt(entry, 'NtryRef'),
  ];
  return all.find((one) => one && !/^(NONREF|NOTPROVIDED)$/i.test(one)) ?? '';
}

function signed(of: Node): Money {
  const [amount] = at(of, 'Amt');
  const currency = amount?.attributes.Ccy ?? '';
  if (currency !== 'CNY') refuse('FIN-8.currency', { currency: currency.slice(0, 10) });
  const side = textAt(of, 'CdtDbtInd');
  try {
    const money = Money.parse(amount!.text.trim().replace(/(\.\d\d)0+$/, '$1'));
    if (side === 'CRDT') return money;
    if (side === 'DBIT') return money.negated();
  } catch {
    // Said below.
  }
  return refuse('FIN-8.camt-entry', { entry: 0, missing: 'Amt, CdtDbtInd' });
}

function dayAt(from: Node, path: string): Day | undefined {
  const text = textAt(from, path);
  if (/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))) return dayOf(new Date(text));
  const day = text.slice(0, 10);
  return isDay(day) ? day : undefined;
}

function textAt(from: Node, path: string): string {
  return at(from, path)[0]?.text.trim() ?? '';
}

function at(from: Node, path: string): Node[] {
  const [first, ...rest] = path.split('/');
  const found = from.children.filter(({ name }) => name === first);
  return rest.length === 0 ? found : found.flatMap((one) => at(one, rest.join('/')));
}

function defined<K extends string, V>(name: K, value: V | undefined): { [name in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [name in K]?: V });
}
