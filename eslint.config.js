import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'plugin/build/**', 'plugin/vendor-prefixed/**', 'vendor/**', '.devskyy/**', 'dist/**', 'tests/artefacts/**'] },
  ...tseslint.configs.strict,
  {
    files: ['{service,blocks,plugin,tests}/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      complexity: ['error', 15],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // `array[0]!` right after a length check reads better than a branch that cannot happen.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
    },
  },
  {
    files: ['service/src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment in service/src/config/env.ts.' },
      ],
    },
  },
  { files: ['service/src/config/env.ts', 'service/src/**/*.test.ts'], rules: { 'no-restricted-properties': 'off' } },
  // Tables of data and whole stories told by one test are long without being complicated.
  { files: ['**/*.test.ts', '**/*.test.tsx', 'tests/**/*.ts'], rules: { 'max-lines-per-function': 'off', complexity: 'off' } },
  { files: ['**/*.{js,cjs}'], rules: { '@typescript-eslint/no-require-imports': 'off', 'no-undef': 'off' } },
);
