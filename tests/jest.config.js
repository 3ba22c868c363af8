export default {
  rootDir: '..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': '<rootDir>/tests/esbuild-transform.cjs' },
  testMatch: ['<rootDir>/{service,plugin,blocks,tests}/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '/plugin/build/', '/.devskyy/'],
  modulePathIgnorePatterns: ['<rootDir>/.devskyy/'],
  testTimeout: 20000,
};
