import { basename } from 'node:path';
import ts from 'typescript';
import { inRoom, isSpec, lineOf, linesMatching, nodesOf, type Source, type TidyRule } from './tidy.js';

const written = /^(services|libs|deploy|test)\//;
const here = /^libs\/testing\/tidy/;
const empty = /(Service|Manager|Helper|Util|Utils|Data|Info|Impl)$/;

/** What is written, and how. */
export const wordRules: Record<string, TidyRule> = {
  'a name says what it is': ({ path, tree }) => [
    ...(/-?(service|manager|helper|utils?|data|info|impl)\.ts$/.test(basename(path)) ? [basename(path)] : []),
    ...declared(tree)
      .filter(({ name }) => empty.test(name.text) || /^I[A-Z][a-z]/.test(name.text))
      .map(said),
  ],

  'no code is commented out': (source) =>
    commentsOf(source)
      .filter(({ text }) => /^\/\/\s*((const|let|import|export|return|await|if \(|for \()\b.*|.*[;{}])$/.test(text))
      .map(({ line, text }) => `${line}: ${text}`),

  'there are no banners': (source) =>
    commentsOf(source)
      .filter(({ text }) => /([-=#~_])\1{3,}|^\/\*{3,}/.test(text))
      .map(({ line, text }) => `${line}: ${text.split('\n')[0]}`),

  'nothing is left to do': (source) =>
    [...commentsOf(source), ...proseOf(source)]
      .filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text) && !here.test(source.path))
      .map(({ line }) => `${line}: left to do`),

  'rules have no clock, dice or waiting': ({ path, tree }) =>
    [...nodesOf(inRoom(path, 'rules') ? tree : undefined)]
      .filter((node) => isImpure(node))
      .map((node) => `${lineOf(node)}: ${node.getText().split('\n')[0]}`),

  'money has no floating point': ({ path, tree }) =>
    [...nodesOf(/^(services|libs)\//.test(path) && !isSpec(path) ? tree : undefined)]
      .filter((node) => ts.isCallExpression(node))
      .filter((call) => floats(call))
      .map((call) => `${lineOf(call)}: ${call.getText().split('\n')[0]}`),

  'tests await a condition and do not sleep': ({ path, text }) =>
    isSpec(path) && !here.test(path)
      ? linesMatching(text, /\b(setTimeout|sleep)\s*\(|node:timers/, (found) => found)
      : [],

  'every test runs': ({ path, text }) =>
    isSpec(path) && !here.test(path)
      ? linesMatching(
          text,
          /\b(it|test|describe)\.(only|skip|todo|failing)\b|\b(fit|xit|fdescribe|xdescribe)\(/,
          (found) => found,
        )
      : [],

  'no machine is named': ({ path, text }) => {
    const paths =
      path.startsWith('docs/') || path === 'README.md'
        ? /(\/work|\/home\/\w+|\/root|\/tmp)\//
        : /(\/work|\/home\/\w+|\/root)\//;
    const hosts = /https?:\/\/[\w.-]*(registry|npmmirror|artifactory|nexus|jfrog)[\w-]*\.|^registry\s*=.*/;
    if (here.test(path)) return [];
    return [...linesMatching(text, paths, (found) => found), ...linesMatching(text, hosts, (found) => found)];
  },

  'no secret is in the repository': ({ path, text }) =>
    here.test(path)
      ? []
      : linesMatching(text, /-----BEGIN [A-Z ]*PRIVATE KEY|\bS[UAO][A-Z2-7]{56}\b/, () => 'a secret'),
};

interface Named {
  name: ts.Identifier;
}

/** Everything that is given a name for others to read: types, classes, functions, methods. */
function declared(tree: Source['tree']): Named[] {
  const found = [...nodesOf(tree)].filter(
    (node) =>
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node),
  );
  return found.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [{ name }] : []));
}

function said({ name }: Named): string {
  return `${lineOf(name)}: ${name.text}`;
}

interface Comment {
  line: number;
  text: string;
}

/** The comments of a program, each once. */
function commentsOf({ path, text, tree }: Source): Comment[] {
  if (!tree || !written.test(path)) return [];
  const found = new Map<number, Comment>();
  for (const node of nodesOf(tree)) {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of ranges)
      found.set(pos, { line: tree.getLineAndCharacterOfPosition(pos).line + 1, text: text.slice(pos, end) });
  }
  return [...found.values()];
}

function proseOf({ path, text }: Source): Comment[] {
  if (!/\.(md|ya?ml|sh)$/.test(path)) return [];
  return text.split('\n').map((line, at) => ({ line: at + 1, text: line }));
}

function isImpure(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return true;
  if (!ts.isPropertyAccessExpression(node)) return false;
  return /^(Date\.now|Math\.random|performance\.now|crypto\.\w+|process\.\w+)$/.test(node.getText());
}

const amounts = /amount|price|money|fee|total|area|rate\b|balance|paid|outstanding|deposit\b|refund|fen\b/i;

function floats(call: ts.CallExpression): boolean {
  const called = call.expression.getText();
  if (/(^|\.)parseFloat$|\.toFixed$/.test(called)) return !/ms|seconds/.test(called);
  const number = call.arguments[0]?.getText() ?? '';
  // One amount by another is how often it fits: no amount any more.
  return called === 'Number' && amounts.test(number) && !/\.fen \/ \w+\.fen$/.test(number);
}
