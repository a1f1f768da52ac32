import ts from 'typescript';
import { nodesOf, type Source } from './tidy.ts';

/** The groups of the domain's rules, how many each has, and whether each of them must have a test. */
const groups: Record<string, { rules: number; zh: string; en: string; tested: boolean }> = {
  ALL: { rules: 9, zh: '通则', en: 'Rules that hold everywhere', tested: true },
  INV: { rules: 8, zh: '房源与价格', en: 'Inventory and pricing', tested: true },
  CRM: { rules: 8, zh: '客户', en: 'Customers', tested: true },
  HOLD: { rules: 2, zh: '占用', en: 'Holds', tested: true },
  RES: { rules: 2, zh: '预留', en: 'Reservations', tested: true },
  OPEN: { rules: 2, zh: '开盘', en: 'Opening day', tested: true },
  SUB: { rules: 7, zh: '定购', en: 'Subscriptions', tested: true },
  CON: { rules: 7, zh: '合同', en: 'Contracts', tested: true },
  FIN: { rules: 13, zh: '财务', en: 'Finance', tested: false },
  MOR: { rules: 7, zh: '按揭', en: 'Mortgage', tested: false },
  HAN: { rules: 4, zh: '接楼', en: 'Handover', tested: false },
  TIT: { rules: 5, zh: '产权', en: 'Title', tested: false },
  MEM: { rules: 3, zh: '会员', en: 'Membership', tested: false },
  GAT: { rules: 5, zh: '网关', en: 'Gateway', tested: false },
};

/** Where a rule is: the files that cite it, and how many tests of which specs say that they prove it. */
export interface RuleFound {
  rule: string;
  implemented: string[];
  tests: Map<string, number>;
}

/** Every rule in the order of the groups, with what is found of it in the sources. */
export function rulesIn(sources: Source[]): RuleFound[] {
  const rules = Object.entries(groups).flatMap(([group, { rules: many }]) =>
    Array.from({ length: many }, (_, at) => `${group}-${at + 1}`),
  );
  const found = new Map(rules.map((rule) => [rule, { rule, implemented: [] as string[], tests: new Map() }]));
  for (const source of sources) {
    if (isSpec(source.path)) {
      for (const rule of provenIn(source)) count(found.get(rule)?.tests, source.path);
    } else if (isProduct(source.path)) {
      for (const rule of new Set(source.text.match(cited))) found.get(rule)?.implemented.push(source.path);
    }
  }
  return [...found.values()];
}

/** The rules that must have a test and have none. */
export function untested(found: RuleFound[]): string[] {
  return found.filter(({ rule, tests }) => groups[rule.split('-')[0]!]!.tested && !tests.size).map(({ rule }) => rule);
}

/** The page for people. */
export function rulesPage(found: RuleFound[]): string {
  const sections = Object.entries(groups).map(([group, { zh, en }]) => {
    const rows = found.filter(({ rule }) => rule.startsWith(`${group}-`)).map(rowOf);
    return `## ${group} ${zh} ${en}\n\n${rows.join('\n\n')}`;
  });
  return [introduction, ...sections].join('\n\n');
}

const introduction = `# Rules 规则

Where each numbered rule of the domain is implemented and tested: generated from the sources, which cite the numbers,
and from the tests, whose names begin with what they prove. \`npm run check\` fails when a rule from ALL to CON has no
test.`;

/** Tables that name every rule say nothing about where it is. */
const tables = /^libs\/(testing|permissions|contracts\/(refusals|samples|lists))|\/migrations\/0001-/;
const cited = /\b(?:ALL|INV|CRM|HOLD|RES|OPEN|SUB|CON|FIN|MOR|HAN|TIT|MEM|GAT)-\d{1,2}\b/g;

function isSpec(path: string): boolean {
  return path.endsWith('.spec.ts');
}

function isProduct(path: string): boolean {
  return /^(services|libs|deploy)\/.*\.ts$/.test(path) && !tables.test(path) && !path.endsWith('in-test.ts');
}

/** One entry for each test and each rule that its name, or else that of a group around it, cites. */
function provenIn({ tree }: Source): string[] {
  const calls = [...nodesOf(tree)].filter(
    (node): node is ts.CallExpression => ts.isCallExpression(node) && isTest(node),
  );
  return calls.flatMap((call) => [...new Set(citedAbove(call))]);
}

function citedAbove(call: ts.CallExpression): string[] {
  for (let node: ts.Node | undefined = call; node; node = node.parent) {
    if (!ts.isCallExpression(node) || !/^(it|test|describe)\b/.test(node.expression.getText())) continue;
    const own = nameOf(node).match(cited);
    if (own) return own;
  }
  return [];
}

function isTest(call: ts.CallExpression): boolean {
  return /^(it|test)(\.each\b.*)?$/s.test(call.expression.getText()) && call.arguments.length >= 2;
}

function nameOf(call: ts.CallExpression): string {
  const [name] = call.arguments;
  return name && (ts.isStringLiteralLike(name) || ts.isTemplateExpression(name)) ? name.getText() : '';
}

function count(tests: Map<string, number> | undefined, path: string): void {
  tests?.set(path, (tests.get(path) ?? 0) + 1);
}

function rowOf({ rule, implemented, tests }: RuleFound): string {
  const places = implemented.toSorted().map(linkTo);
  const proofs = [...tests].toSorted().map(([path, many]) => `${linkTo(path)} (${many})`);
  return `### ${rule}\n\nImplemented in ${places.join(', ') || '—'}.\n\nTested by ${proofs.join(', ') || '—'}.`;
}

function linkTo(path: string): string {
  return `[${path.replace(/^services\//, '').replace(/(\.spec)?\.ts$/, '')}](../${path})`;
}
