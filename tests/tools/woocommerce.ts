import { existsSync } from 'node:fs';
import path from 'node:path';
import { readLauncherEnvironment } from '../../service/launcher/environment.ts';
import { openCache } from '../../service/launcher/cache.ts';

/** Whether a WooCommerce is at hand without the network: named by DEVSKYY_WOOCOMMERCE, or in the cache. */
export function woocommerceAtHand(): boolean {
  const environment = readLauncherEnvironment();
  if (environment.woocommerce !== null) return environment.woocommerce !== 'none';
  return openCache(environment.cache).list('woocommerce').length > 0;
}

/** The folder of that WooCommerce; null when only a zip or an address is named. */
export function woocommerceFolder(): string | null {
  const environment = readLauncherEnvironment();
  if (environment.woocommerce !== null)
    return existsSync(path.join(environment.woocommerce, 'woocommerce.php')) ? environment.woocommerce : null;
  const cache = openCache(environment.cache);
  const newest = cache.list('woocommerce').find((name) => existsSync(path.join(cache.path(`woocommerce/${name}`), 'woocommerce.php')));
  return newest ? cache.path(`woocommerce/${newest}`) : null;
}
