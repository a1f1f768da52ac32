import ts from 'typescript';
import { inRoom, isSpec, lineOf, linesMatching, nodesOf, type Source, type TidyRule } from './tidy.js';

/** Tables may be longer: what a director could read is not made shorter by cutting it in two. */
const table = new RegExp(
  [
    String.raw`/(routes|refusals|migrations|samples)/|^libs/contracts/[\w-]+\.ts$`,
    String.raw`/(deadlines|holidays|lists|names|operations|summaries|trouble|house-tables)\.ts$`,
  ].join('|'),
);

/** How long things may be, and how many a constructor may take. */
export const shapeRules: Record<string, TidyRule> = {
  'a file has at most 200 lines (tables may be longer)': ({ path, text, tree }) => {
    const lines = text.trimEnd().split('\n').length;
    return tree && lines > 200 && !table.test(path) ? [`${lines} lines`] : [];
  },

  'a function has at most 40 lines': ({ path, tree }) =>
    functionsOf(table.test(path) ? undefined : tree)
      .filter((node) => !isGroup(node) && linesOf(node) > 40)
      .map((node) => `${lineOf(node)}: ${nameOf(node)} has ${linesOf(node)} lines`),

  'a handler has at most 20 lines': ({ path, tree }) =>
    functionsOf(isSpec(path) ? undefined : tree)
      .filter((node) => isHandler(node) && linesOf(node) > 20)
      .map((node) => `${lineOf(node)}: ${nameOf(node)} has ${linesOf(node)} lines`),

  'a line has at most 120 characters': ({ path, text }) =>
    /\.(json|csv|md|svg)$|(^|\/)LICENSE$/.test(path) || table.test(path)
      ? []
      : linesMatching(text, /^.{121,}$/u, (line) => `${[...line].length} characters`).filter(
          (_, at) => !(path === 'Dockerfile' && oneLiners(text)[at]),
        ),

  'a constructor takes at most 4 things': ({ tree }) =>
    [...nodesOf(tree)]
      .filter((node) => ts.isConstructorDeclaration(node))
      .filter(({ parameters }) => parameters.length > 4)
      .map((node) => `${lineOf(node)}: ${node.parameters.length} parameters`),

  'main.ts is the front door: at most 20 lines': ({ path, text }) =>
    /^services\/\w+\/main\.ts$/.test(path) && text.trimEnd().split('\n').length > 20 ? ['too long for a door'] : [],

  'queries only read': ({ path, tree }) =>
    [...nodesOf(inRoom(path, 'queries') ? tree : undefined)]
      .filter((node) => ts.isCallExpression(node))
      .map((node) => ({ node, called: node.expression.getText() }))
      .filter(
        ({ node, called }) =>
          (/(^|\.)(tell|run|react|flush|persist|create|insert|remove|assign|nativeUpdate|nativeDelete)$/.test(called) &&
            !called.startsWith('Object.')) ||
          writes(node),
      )
      .map(({ node, called }) => `${lineOf(node)}: ${called.split('\n')[0]}`),
};

type Function = ts.FunctionLikeDeclaration;

function functionsOf(tree: Source['tree']): Function[] {
  const found = [...nodesOf(tree)].filter((node) => ts.isFunctionLike(node) && 'body' in node && Boolean(node.body));
  return found as Function[];
}

/** From the name to the last brace: decorators and comments are not counted. */
function linesOf(node: Function): number {
  const file = node.getSourceFile();
  const begin = ts.isMethodDeclaration(node) ? node.name.getStart() : node.getStart();
  const line = (at: number) => file.getLineAndCharacterOfPosition(at).line;
  return line(node.getEnd()) - line(begin) + 1;
}

/** `describe('…', () => { … })` holds tests as a file holds functions. */
function isGroup(node: Function): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function isHandler(node: Function): boolean {
  if (!ts.isMethodDeclaration(node)) return false;
  return (ts.getDecorators(node) ?? []).some((decorator) => /^@(Answers|Does)\b/.test(decorator.getText()));
}

function nameOf(node: Function): string {
  const name = node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined);
  return name ?? (ts.isConstructorDeclaration(node) ? 'constructor' : 'a function without a name');
}

function writes(node: ts.CallExpression): boolean {
  const [sql] = node.arguments;
  return Boolean(sql && /^['"`]\s*(insert into|update|delete from)\s/i.test(sql.getText()));
}

/** Docker takes these as one line of JSON. */
function oneLiners(text: string): boolean[] {
  const long = text.split('\n').filter((line) => line.length > 120);
  return long.map((line) => /^(HEALTHCHECK|CMD|\s*CMD)\b/.test(line));
}
