/**
 * Who may import whom: each rule is a sentence of the architecture, which is its comment. `npm run check` reads this
 * through libs/testing/imports.ts, which also knows the aliases.
 */
const business = '^services/(?!gateway/|dashboard/)([^/]+)';
const spec = '\\.spec\\.ts$';
/** What a test stands on: it may see more than what it tests. */
const tests = [spec, '[/-]in-test\\.ts$', '^libs/testing/'];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'services-apart',
    comment: 'A service never imports another service.',
    from: { path: '^services/([^/]+)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'libs-below',
    comment: 'libs/ never imports services/.',
    from: { path: '^libs/' },
    to: { path: '^services/' },
  },
  {
    name: 'rules-pure',
    comment: 'rules/ sees kernel and other rules: not Nest, not MikroORM, not node:*. (Types of contracts are erased.)',
    from: { path: '^services/([^/]+)/rules/', pathNot: spec },
    to: { pathNot: ['^libs/kernel/', '^libs/contracts/', '^services/$1/rules/'] },
  },
  {
    name: 'rules-see-only-types-of-contracts',
    comment: 'rules/ sees kernel and other rules; of the contracts it sees types alone.',
    from: { path: '^services/[^/]+/rules/', pathNot: spec },
    to: { path: '^libs/contracts/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'entities-remember',
    comment:
      'entities/ sees MikroORM, kernel, types of rules/. (And its columns; types of contracts, rights and lists.)',
    from: { path: '^services/([^/]+)/entities/', pathNot: spec },
    to: {
      pathNot: [
        '^node_modules/@mikro-orm/',
        '^libs/kernel/',
        '^libs/persistence/(columns|sealed|table-job|canonical-hash)\\.ts$',
        '^libs/(contracts|permissions)/',
        '^libs/persistence/lists\\.ts$',
        '^services/$1/(entities|rules)/',
      ],
    },
  },
  {
    name: 'entities-see-types-of-rules',
    comment: 'entities/ sees MikroORM, kernel, types of rules/.',
    from: { path: '^services/[^/]+/entities/', pathNot: spec },
    to: {
      path: ['^libs/(contracts|permissions)/', '^libs/persistence/lists\\.ts$', '^services/[^/]+/rules/'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'commands-and-reactions-see',
    comment: 'commands/ and reactions/ see rules, entities, contracts, the unit of work, ports.',
    from: { path: `${business}/(commands|reactions)/`, pathNot: tests },
    to: {
      path: '^services/[^/]+/',
      pathNot: '^services/[^/]+/(rules|entities|ports|commands|reactions)/',
    },
  },
  {
    name: 'commands-and-reactions-apart',
    comment: 'commands/ and reactions/ see rules, entities, contracts, the unit of work, ports; never each other.',
    from: { path: '^services/[^/]+/(commands|reactions)/', pathNot: tests },
    to: { path: '^services/[^/]+/(commands|reactions)/', pathNot: '^services/[^/]+/$1/' },
  },
  {
    name: 'queries-only-read',
    comment: 'queries/ never writes and never tells. (libs/testing/tidy.spec.ts looks into what it does.)',
    from: { path: '^services/[^/]+/queries/', pathNot: tests },
    to: { path: ['^services/[^/]+/(commands|reactions|ports)/', '^libs/persistence/(clock|pending|work)\\.ts$'] },
  },
  {
    name: 'telemetry-in-libs',
    comment: '@opentelemetry/* and @nats-io/* appear in libs/ only.',
    from: { pathNot: '^libs/' },
    to: { path: '^(node_modules/)?@opentelemetry/' },
  },
  {
    name: 'nats-in-libs',
    comment:
      '@opentelemetry/* and @nats-io/* appear in libs/ only. (And where the broker itself is run, wiped, looked into.)',
    from: { pathNot: ['^libs/', '^deploy/(local|nats|docker)/', '^test/crash/'] },
    to: { path: '^(node_modules/)?@nats-io/' },
  },
  {
    name: 'dashboard-alone',
    comment: 'The dashboard sees the generated API types and nothing else.',
    from: { path: '^services/dashboard/' },
    to: { path: ['^libs/', '^deploy/', '^test/', '^node_modules/(@nestjs|@mikro-orm|@nats-io|pg)/'] },
  },
  {
    name: 'kernel-alone',
    comment: 'libs/kernel: words without dependencies.',
    from: { path: '^libs/kernel/', pathNot: spec },
    to: { pathNot: '^libs/kernel/' },
  },
  {
    name: 'product-alone',
    comment: 'What runs in a service stands on libs/ alone, and not on how it is deployed or tested.',
    from: { path: '^(libs|services)/', pathNot: tests },
    to: { path: ['^deploy/', '^test/', '^libs/testing/', spec] },
  },
  {
    name: 'no-tools-in-the-product',
    comment: 'What runs in a service needs no package of the tools; only what writes generated files does.',
    from: { path: '^(libs|services)/', pathNot: [...tests, '/generated?\\.ts$'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
  },
  {
    name: 'no-circles',
    comment: 'Nothing imports itself, by whatever way round. (A type alone may be seen both ways.)',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'all-found',
    comment: 'What is imported is there, and in package.json.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|\\.loupan)/' },
    tsPreCompilationDeps: 'specify',
    parser: 'tsc',
  },
};

/** How a name is found: aliases lead to the source, and so does `.js`. */
export const resolution = {
  conditionNames: ['node', 'import', 'types', 'default'],
  exportsFields: ['exports'],
  extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
  extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
  aliases: ['kernel', 'contracts', 'permissions', 'messaging', 'persistence', 'printing', 'telemetry', 'testing'],
};
