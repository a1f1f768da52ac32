import { join, relative } from 'node:path';
import ts from 'typescript';
import { lineOf, nodesOf } from './tidy.js';

/**
 * Promises that nobody waits for: `path:line: …` each. One that is lost takes its error with it, and here perhaps an
 * event; who means it says `void`.
 */
export function floatingPromises(root: string): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const ours = program.getSourceFiles().filter((file) => fileNames.includes(file.fileName));
  return ours.flatMap((file) =>
    [...nodesOf(file)]
      .filter((node) => ts.isExpressionStatement(node))
      .filter(({ expression }) => floats(checker, expression))
      .map((node) => `${relative(root, file.fileName)}:${lineOf(node)}: ${node.getText().split('\n')[0]}`),
  );
}

function floats(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return false;
  if (ts.isBinaryExpression(expression) && isAssignment(expression.operatorToken.kind)) return false;
  if (/^\.catch\b/.test(lastCallOf(expression))) return false;
  const type = checker.getTypeAtLocation(expression);
  const kinds = type.isUnion() ? type.types : [type];
  return kinds.some((kind) => kind.getProperty('then') !== undefined && kind.getProperty('catch') !== undefined);
}

/** `.catch` of `f().then(g).catch(h)`. */
function lastCallOf(expression: ts.Expression): string {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return '';
  return `.${expression.expression.name.text}`;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
