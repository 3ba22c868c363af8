/** The import rules of the project: who may import whom. `npm run lint` holds them. */
const domain = '^service/src/domains/([^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^service/src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(service|plugin|blocks|tests)/', pathNot: '^service/src/kernel/' },
    },
    {
      name: 'contracts-import-contracts',
      comment: 'A contract.ts imports zod, the kernel that declares contracts, and other contracts.',
      severity: 'error',
      from: { path: '/contract\\.ts$' },
      to: { path: '^service/', pathNot: '(/contract\\.ts$|^service/src/kernel/endpoint\\.ts$)' },
    },
    {
      name: 'domains-meet-at-their-door',
      severity: 'error',
      from: { path: domain, pathNot: '\\.test\\.ts$' },
      to: { path: domain, pathNot: ['^service/src/domains/$1/', '^service/src/domains/[^/]+/(index|contract)\\.ts$'] },
    },
    {
      name: 'siblings-never-meet',
      severity: 'error',
      from: {
        path: '^service/src/(domains/[^/]+/(?:endpoints|jobs)|agents/catalog|intelligence/providers)/([^/]+)/',
        pathNot: '\\.test\\.ts$',
      },
      to: {
        path: '^service/src/(domains/[^/]+/(?:endpoints|jobs)|agents/catalog|intelligence/providers)/([^/]+)/',
        pathNot: ['^service/src/$1/$2/', '^service/src/domains/[^/]+/contract\\.ts$', '/contract\\.ts$'],
      },
    },
    {
      name: 'agents-know-no-domain',
      severity: 'error',
      from: { path: '^service/src/agents/', pathNot: '\\.test\\.ts$' },
      to: { path: '^service/src/(domains|adapters|http)/', pathNot: '/contract\\.ts$' },
    },
    {
      name: 'only-app-imports-adapters',
      severity: 'error',
      from: {
        path: '^service/src/',
        pathNot: ['^service/src/(app|main|discovery)\\.ts$', '^service/src/app/', '^service/src/adapters/', '\\.knex\\.ts$', '\\.test\\.ts$'],
      },
      to: { path: '^service/src/adapters/' },
    },
    {
      name: 'only-main-imports-app',
      severity: 'error',
      from: { path: '^service/', pathNot: '^service/src/(main\\.ts$|app\\.ts$|app/)' },
      to: { path: '^service/src/app(\\.ts$|/)' },
    },
    {
      name: 'koa-stays-in-http',
      severity: 'error',
      from: { path: '^service/src/', pathNot: '^service/src/http/' },
      to: { path: 'node_modules/(koa|@koa|koa-)' },
    },
    {
      name: 'knex-stays-in-repositories',
      severity: 'error',
      from: { path: '^service/src/', pathNot: ['\\.knex\\.ts$', '^service/src/adapters/'] },
      to: { path: 'node_modules/(knex|pg|pg-boss)/' },
    },
    {
      name: 'service-imports-no-plugin',
      severity: 'error',
      from: { path: '^service/', pathNot: '^service/launcher/' },
      to: { path: '^(plugin|blocks)/' },
    },
    {
      name: 'screens-import-contracts-only',
      severity: 'error',
      from: { path: '^(plugin|blocks)/' },
      to: { path: '^service/', pathNot: '/contract\\.ts$' },
    },
    { name: 'service-imports-no-launcher', severity: 'error', from: { path: '^service/src/' }, to: { path: '^service/launcher/' } },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(service|plugin|blocks)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^plugin/build/|vendor)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
