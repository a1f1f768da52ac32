import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A file of the project as the tidy rules see it. */
export interface Source {
  /** From the project's folder: `services/sales/rules/price.ts`. */
  path: string;
  text: string;
  /** The parsed program, where it is one. */
  tree?: ts.SourceFile;
}

/** What breaks a rule in one file: a line each, without the path; none: an empty list. */
export type TidyRule = (source: Source) => string[];

const elsewhere = /^(node_modules|dist|\.git|\.loupan|package-lock\.json)$|\.(png|xlsx|ico|woff2|log)$/;

/** Every file of the project below `root` that somebody wrote or generated. */
export function sourcesOf(root: string): Source[] {
  return pathsIn(root, '').map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')));
}

function pathsIn(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(({ name }) => !elsewhere.test(name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pathsIn(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/** One file; the tree is parsed for TypeScript and JavaScript alone. */
export function sourceOf(path: string, text: string): Source {
  if (!/\.(ts|tsx|mjs|js)$/.test(path)) return { path, text };
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

export function isSpec(path: string): boolean {
  return path.endsWith('.spec.ts');
}

/** Whether the file is in this room of a service, and no test. */
export function inRoom(path: string, room: string): boolean {
  return path.startsWith('services/') && path.split('/')[2] === room && !isSpec(path);
}

/** Every node of the tree, from the outside in. */
export function* nodesOf(node: ts.Node | undefined): Generator<ts.Node> {
  if (!node) return;
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** Number of the line that a node begins in, counted from one, without its comments. */
export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** The lines of a text that match, as `12: said`. */
export function linesMatching(text: string, pattern: RegExp, said: (found: string) => string): string[] {
  const lines = text.split('\n').map((line, at) => ({ found: pattern.exec(line)?.[0], at: at + 1 }));
  return lines.flatMap(({ found, at }) => (found === undefined ? [] : [`${at}: ${said(found)}`]));
}
