import type { Credentials } from './credentials.ts';
import { StartFault } from './fault.ts';
import { createHttpSession, formsIn, type HttpSession } from './http-session.ts';

export interface PairingWish {
  site: string;
  service: string;
  credentials: Credentials;
}

/** GET devskyy/v1/connection, as far as the launcher reads it. */
export interface ConnectionState {
  status: 'unpaired' | 'connected' | 'unreachable' | 'refused';
  service_url: string | null;
  message: string | null;
  carrier: string | null;
}

const basic = (credentials: Credentials): string =>
  `Basic ${Buffer.from(`${credentials.administrator.user}:${credentials.administrator.applicationPassword}`).toString('base64')}`;

/** Asks the site how its connection is, with a fresh question to the service. */
export async function connectionState(wish: PairingWish): Promise<ConnectionState> {
  const session = createHttpSession(wish.site);
  const answer = await session.get(`${wish.site}/wp-json/devskyy/v1/connection?fresh=1`, { authorization: basic(wish.credentials) });
  return (await read(answer, 'The connection could not be read')) as unknown as ConnectionState;
}

/** Forgets the connection on the site (and on the service, where it answers). */
export async function disconnect(wish: PairingWish): Promise<void> {
  const session = createHttpSession(wish.site);
  await read(
    await session.json('DELETE', `${wish.site}/wp-json/devskyy/v1/connection`, { headers: { authorization: basic(wish.credentials) } }),
    'The site could not be disconnected',
  );
}

/** Walks the handshake of docs/protocol.md, "Pairing", as an administrator's browser does: sign in, consent, redeem. */
export async function pair(wish: PairingWish): Promise<void> {
  const browser = createHttpSession(wish.site);
  const { user, password } = wish.credentials.administrator;
  await signIn(browser, wish.site, user, password);
  const headers = { 'x-wp-nonce': await restNonce(browser, wish.site) };
  const rest = `${wish.site}/wp-json/devskyy/v1/connection`;
  const started = await read(
    await browser.json('POST', rest, { headers, body: { service_url: wish.service, password } }),
    'Pairing could not begin',
  );
  const back = await consent(String(started['authorize_url']), wish);
  const error = back.searchParams.get('error');
  if (error) throw new StartFault(`The service did not agree to the connection (${error}).`, nextStep);
  const body = Object.fromEntries(['code', 'state', 'iss'].map((name) => [name, back.searchParams.get(name) ?? '']));
  await read(await browser.json('POST', `${rest}/redeem`, { headers, body }), 'Pairing could not be finished');
}

const nextStep = 'Shop and service run; connect them by hand in wp-admin → DevSkyy → Settings, or begin anew with npm start -- --reset.';

async function signIn(browser: HttpSession, site: string, user: string, password: string): Promise<void> {
  await browser.get(`${site}/wp-login.php`); // sets WordPress' test cookie
  const answer = await browser.submit(`${site}/wp-login.php`, {
    log: user,
    pwd: password,
    testcookie: '1',
    redirect_to: `${site}/wp-admin/`,
  });
  if (answer.status !== 302) throw new StartFault(`WordPress did not take the password of ${user} (it was changed since).`, nextStep);
}

async function restNonce(browser: HttpSession, site: string): Promise<string> {
  const answer = await browser.get(`${site}/wp-admin/admin-ajax.php?action=rest-nonce`);
  return (await answer.text()).trim();
}

/** The consent page: makes the operator with the set-up code, or signs in, then agrees. Returns where it sends the browser. */
async function consent(authorizeUrl: string, wish: PairingWish): Promise<URL> {
  const browser = createHttpSession(wish.service);
  const { email, password, setupCode } = wish.credentials.operator;
  let answer = await browser.get(authorizeUrl);
  for (let turn = 0; turn < 8; turn++) {
    const location = answer.headers.get('location');
    if (location) {
      const target = new URL(location, wish.service);
      if (target.origin !== wish.service) return target;
      answer = await browser.get(target.href);
      continue;
    }
    const page = await answer.text();
    const form = formsIn(page)[0];
    if (!form || (turn > 0 && answer.status >= 400))
      throw new StartFault(`The service's consent page answered ${answer.status}: ${textOf(page)}`, nextStep);
    const action = new URL(form.action, answer.url || wish.service).href;
    const replace: Record<string, string> = form.names.includes('replace') ? { replace: '1' } : {};
    if (form.names.includes('setup_code'))
      answer = await browser.submit(action, { ...form.hidden, setup_code: setupCode, email, password });
    else if (form.names.includes('decision')) answer = await browser.submit(action, { ...form.hidden, ...replace, decision: 'allow' });
    else answer = await browser.submit(action, { ...form.hidden, email, password });
  }
  throw new StartFault("The service's consent page went in circles.", nextStep);
}

const textOf = (html: string): string =>
  (/<body[\s\S]*<\/body>/.exec(html)?.[0] ?? html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);

async function read(answer: Response, what: string): Promise<Record<string, unknown>> {
  const text = await answer.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text || '{}') as Record<string, unknown>;
  } catch {
    body = { message: textOf(text) };
  }
  if (!answer.ok)
    throw new StartFault(`${what}: ${String(body['message'] ?? '')} (${answer.status} ${String(body['code'] ?? '')})`, nextStep);
  return body;
}
