import ts from 'typescript';
import { lineOf, nodesOf, type Source } from './tidy.js';

/** A rule number of the domain, then the reason: `SUB-3.deposit-unpaid`; what every rule says no with has no number. */
const form = /^((INV|CRM|HOLD|RES|OPEN|SUB|CON|FIN|MOR|HAN|TIT|MEM|GAT|ALL)-\d+|ALL)\.[a-z0-9]+(-[a-z0-9]+)*$/;

/** What is wrong between the tables of refusals and those who say no: `path:line: …` each. */
export function refusalTroubles(sources: Source[], table: string[]): string[] {
  const product = sources.filter(({ path }) => /^(services|libs)\/.*(?<!\.spec)\.ts$/.test(path));
  const speakers = product.filter(({ path }) => !path.startsWith('libs/contracts/refusals/'));
  const said = speakers.flatMap((source) => codesIn(source).map((found) => ({ ...found, path: source.path })));
  const unknown = said.filter(({ code }) => !table.includes(code));
  const words = speakers.map(({ text }) => text).join('\n');
  const unsaid = table.filter((code) => !saysIt(words, code));
  return [
    ...unknown.map(({ path, line, code }) => `${path}:${line}: ${code} is in no table of libs/contracts/refusals`),
    ...table.filter((code) => !form.test(code)).map((code) => `${code} does not begin with a rule's number`),
    ...unsaid.map((code) => `${code} is in a table, and nobody says it`),
  ];
}

/** In one piece, or as `GAT-1.${reason}` with the reason somewhere. */
function saysIt(words: string, code: string): boolean {
  const [rule = '', reason = ''] = code.split('.');
  return words.includes(`'${code}'`) || (words.includes(`\`${rule}.\${`) && words.includes(`'${reason}'`));
}

/** Every code that a program refuses with: `refuse('…')`, `new Refusal('…')`, also where it is one of two. */
function codesIn({ tree }: Source): { code: string; line: number }[] {
  const found = [...nodesOf(tree)].filter(
    (node): node is ts.CallExpression | ts.NewExpression =>
      (ts.isCallExpression(node) && node.expression.getText() === 'refuse') ||
      (ts.isNewExpression(node) && node.expression.getText() === 'Refusal'),
  );
  return found.flatMap((node) => literals(node.arguments?.[0]).map((code) => ({ code, line: lineOf(node) })));
}

function literals(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  return [];
}

/** Texts that look like an operation of the matrix and are none: `path:line: …` each. */
export function operationTroubles(sources: Source[], operations: string[], events: string[]): string[] {
  const kinds = new Set(operations.map((operation) => operation.split('.')[0]));
  const asking = sources.filter(({ path }) => /^(services|test)\/.*(?<!\.spec)\.ts$/.test(path));
  return asking.flatMap(({ path, tree }) =>
    [...nodesOf(tree)]
      .filter((node) => ts.isStringLiteral(node))
      .filter(({ text }) => /^[a-z]+\.[a-z-]+$/.test(text) && kinds.has(text.split('.')[0]))
      .filter(({ text }) => !operations.includes(text) && !events.includes(text))
      .map((node) => `${path}:${lineOf(node)}: the matrix has no operation ${node.text}`),
  );
}
