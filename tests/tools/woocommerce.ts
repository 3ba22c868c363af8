import { readLauncherEnvironment } from '../../service/launcher/environment.ts';
import { openCache } from '../../service/launcher/cache.ts';

/** Whether a WooCommerce is at hand without the network: named by DEVSKYY_WOOCOMMERCE, or in the cache. */
export function woocommerceAtHand(): boolean {
  const environment = readLauncherEnvironment();
  if (environment.woocommerce !== null) return environment.woocommerce !== 'none';
  return openCache(environment.cache).list('woocommerce').length > 0;
}
