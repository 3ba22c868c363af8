import path from 'node:path';

/** What is there at a path: a file, a folder, or nothing. */
export type Look = (file: string) => 'file' | 'folder' | null;

export type Route =
  | { kind: 'php'; script: string }
  | { kind: 'file'; file: string; type: string }
  | { kind: 'redirect'; location: string }
  | { kind: 'missing' };

const types: Record<string, string> = {
  avif: 'image/avif',
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  gif: 'image/gif',
  glb: 'model/gltf-binary',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'application/xml',
  xsl: 'text/xsl',
};

/** What a web server in front of WordPress keeps to itself: dot files, logs, the database, PHP below uploads. The same as in site/router.php. */
const hidden = /\/\.(?!well-known\/)|\.log$|\.sqlite$|^\/wp-content\/database(\/|$)|^\/wp-content\/uploads\/.*\.ph(p\d?|tml|ar)$/i;

/** Where a request goes: to a script, to a file, or through WordPress' index.php. `url` is the request target with its query. */
export function route(url: string, look: Look): Route {
  const [raw = '/', query = ''] = url.split(/\?(.*)/s);
  const asked = decoded(raw);
  if (asked === null || asked.includes('\0') || asked.split('/').includes('..') || hidden.test(asked)) return { kind: 'missing' };
  const there = look(asked);
  if (there === 'folder') {
    if (!asked.endsWith('/')) return { kind: 'redirect', location: `/${asked.replace(/^\/+/, '')}/${query === '' ? '' : `?${query}`}` };
    if (look(`${asked}index.php`) === 'file') return { kind: 'php', script: `${asked}index.php` };
  }
  if (there === 'file') return asked.endsWith('.php') ? { kind: 'php', script: asked } : file(asked);
  return { kind: 'php', script: '/index.php' };
}

function file(asked: string): Route {
  const ending = path.posix.extname(asked).slice(1).toLowerCase();
  return { kind: 'file', file: asked, type: types[ending] ?? 'application/octet-stream' };
}

function decoded(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null; // a broken escape names no file
  }
}
