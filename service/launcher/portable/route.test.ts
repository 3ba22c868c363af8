import { expect, test } from '@jest/globals';
import { route, type Look } from './route.ts';

const site: Record<string, 'file' | 'folder'> = {
  '/': 'folder',
  '/index.php': 'file',
  '/wp-admin': 'folder',
  '/wp-admin/': 'folder',
  '/wp-admin/index.php': 'file',
  '/wp-login.php': 'file',
  '/wp-content/uploads/2026/coat.webp': 'file',
  '/wp-content/uploads/evil.php': 'file',
  '/wp-content/uploads/': 'folder',
  '/wp-content/database/.ht.sqlite': 'file',
  '/wp-content/debug.log': 'file',
  '/.env': 'file',
  '/model.glb': 'file',
};
const look: Look = (file) => site[file] ?? null;

test('scripts and folders with an index run, everything unknown goes through WordPress', () => {
  expect(route('/', look)).toEqual({ kind: 'php', script: '/index.php' });
  expect(route('/wp-login.php?redirect_to=x', look)).toEqual({ kind: 'php', script: '/wp-login.php' });
  expect(route('/wp-admin/', look)).toEqual({ kind: 'php', script: '/wp-admin/index.php' });
  expect(route('/shop/linen-coat/?x=1', look)).toEqual({ kind: 'php', script: '/index.php' });
});

test('a folder without its slash is redirected within the site, with its query', () => {
  expect(route('/wp-admin?a=1', look)).toEqual({ kind: 'redirect', location: '/wp-admin/?a=1' });
  const twice: Look = (file) => (file === '//other.example' ? 'folder' : null);
  expect(route('//other.example', twice)).toEqual({ kind: 'redirect', location: '/other.example/' });
});

test('files come with their type', () => {
  expect(route('/wp-content/uploads/2026/coat.webp', look)).toMatchObject({ kind: 'file', type: 'image/webp' });
  expect(route('/model.glb?v=2', look)).toMatchObject({ kind: 'file', type: 'model/gltf-binary' });
});

test('the database, logs, dot files, PHP below uploads and paths that leave the folder are not there', () => {
  const refused = [
    '/.env',
    '/wp-content/database/.ht.sqlite',
    '/wp-content/database/',
    '/wp-content/debug.log',
    '/wp-content/uploads/evil.php',
  ];
  const disguised = ['/%2eenv', '/wp-content/uploads/evil.pHp', '/a/%2e%2e/wp-config.php', '/x%00.php', '/%ff'];
  for (const url of [...refused, ...disguised]) expect({ url, ...route(url, look) }).toEqual({ url, kind: 'missing' });
});
