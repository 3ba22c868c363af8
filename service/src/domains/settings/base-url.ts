import { isPrivateHost } from '../../kernel/address.ts';
import type { Failure } from '../../kernel/result.ts';

const refused = (message: string, next: string): Failure => ({ code: 'base_url_refused', message, next });

/**
 * Whether a model server's address may be stored: https, or an origin of the operator's allow-list (then also http and private).
 * What its name resolves to is checked again at each call.
 */
export function judgeBaseUrl(value: string, allowedOrigins: ReadonlySet<string>): Failure | null {
  const url = URL.parse(value);
  if (!url) return refused('The address is not a URL.', 'Enter it whole, for example https://models.example.com/v1.');
  if (url.username || url.password) return refused('The address holds a user name or a password.', 'Enter the key in its own field.');
  if (url.search || url.hash) return refused('The address has a part after “?” or “#”.', 'Enter the address without it.');
  if (allowedOrigins.has(url.origin)) return null;
  if (url.protocol !== 'https:')
    return refused(
      'The address must begin with https://.',
      'Use https, or ask the operator to add this origin to the service’s allow-list.',
    );
  if (isPrivateHost(url.hostname)) {
    return refused(
      'The address is private or local.',
      'Ask the operator to add this origin to the service’s allow-list (ALLOWED_MODEL_ORIGINS).',
    );
  }
  return null;
}
