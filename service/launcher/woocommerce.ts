import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Cache } from './cache.ts';
import { StartFault } from './fault.ts';
import type { Php } from './php.ts';
import type { Progress } from './progress.ts';
import { newest, unpackInto } from './wordpress.ts';

export interface WooCommerce {
  folder: string;
  version: string;
  from: string;
}

interface Wish {
  /** DEVSKYY_WOOCOMMERCE: a folder, a zip or a URL; `none`: the built-in catalogue is wanted. */
  given: string | null;
  cache: Cache;
  /** needed only to unpack zip files. */
  php: Promise<Php>;
  progress: Progress;
}

const oldest = [9, 9];
const address = 'https://downloads.wordpress.org/plugin/woocommerce.latest-stable.zip';

/** WooCommerce's plugin folder: given, else cached, else wordpress.org; null where none is to be had, and then the built-in catalogue serves. */
export async function findWooCommerce(wish: Wish): Promise<WooCommerce | null> {
  if (wish.given === 'none') return null;
  if (wish.given !== null) return given(wish, wish.given);
  const cached = newest(wish.cache.list('woocommerce'));
  if (cached) return plugin(wish.cache.path(`woocommerce/${cached}`), 'from the cache');
  try {
    return plugin(
      await wish.cache.fill('woocommerce/latest', async (folder) => unpackInto(await wish.php, address, folder)),
      'from wordpress.org',
    );
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    wish.progress.note(
      "No WooCommerce within reach: the shop runs on DevSkyy's built-in catalogue (give one with DEVSKYY_WOOCOMMERCE=folder, zip or URL)",
    );
    return null;
  }
}

function plugin(folder: string, from: string): WooCommerce {
  const file = path.join(folder, 'woocommerce.php');
  const version = existsSync(file) ? /^\s*\*\s*Version:\s*(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  if (!version)
    throw new StartFault(
      `${folder} holds no WooCommerce (no woocommerce.php).`,
      'DEVSKYY_WOOCOMMERCE wants the plugin folder, its zip, or a URL of the zip.',
    );
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  if (major < (oldest[0] ?? 0) || (major === oldest[0] && minor < (oldest[1] ?? 0))) {
    throw new StartFault(
      `WooCommerce ${version} is too old: DevSkyy needs ${oldest.join('.')} or newer.`,
      'Give a newer one in DEVSKYY_WOOCOMMERCE, or unset it.',
    );
  }
  return { folder, version, from };
}

async function given(wish: Wish, source: string): Promise<WooCommerce> {
  const remote = /^https?:\/\//.test(source);
  const local = path.resolve(source);
  if (!remote && !existsSync(local))
    throw new StartFault(`DEVSKYY_WOOCOMMERCE names ${local}, which is not there.`, 'Correct the path, or unset DEVSKYY_WOOCOMMERCE.');
  if (!remote && statSync(local).isDirectory()) {
    const inner = path.join(local, 'woocommerce');
    return plugin(existsSync(path.join(inner, 'woocommerce.php')) ? inner : local, 'from DEVSKYY_WOOCOMMERCE');
  }
  const key = createHash('sha256')
    .update(remote ? source : readFileSync(local))
    .digest('hex')
    .slice(0, 16);
  const folder = await wish.cache.fill(`given/woocommerce-${key}`, async (into) =>
    unpackInto(await wish.php, remote ? source : local, into),
  );
  return plugin(folder, 'from DEVSKYY_WOOCOMMERCE');
}
