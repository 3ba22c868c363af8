import { expect, test } from '@jest/globals';
import { ships } from './plugin-files.ts';

test('what runs in WordPress ships', () => {
  for (const name of [
    'devskyy.php',
    'includes/Plugin.php',
    'includes/Catalogue/BuiltIn/templates/single.html',
    'build/admin/agents.js',
    'build/admin/agents-rtl.css',
    'build/schemas/runs.run.json',
    'build/blocks/product-price/block.json',
    'vendor-prefixed/firebase/php-jwt/src/JWT.php',
    'vendor-prefixed/firebase/php-jwt/LICENSE',
    'languages/devskyy.pot',
  ])
    expect([name, ships(name)]).toEqual([name, true]);
});

test('sources, tests, source maps and what only builds stay out', () => {
  for (const name of [
    'admin/agents/index.tsx',
    'ui/uuid.ts',
    'package.json',
    'tsconfig.json',
    'webpack.config.js',
    'node_modules/react/index.js',
    'build/admin/agents.js.map',
    'build/admin/.sources',
    'build/admin/packages.json',
    'build/blocks/ai-text/edit.tsx',
    'build/blocks/ai-text/fixtures/one.html',
    'build/blocks/ai-text/index.test.js',
    'vendor-prefixed/packages.json',
    'vendor-prefixed/.version',
    'includes/Thing.test.php',
  ])
    expect([name, ships(name)]).toEqual([name, false]);
});

test('a kind of file that nobody has decided on stops the package', () => {
  expect(() => ships('includes/secret.pem')).toThrow('plugin/includes/secret.pem is a kind of file');
});
