import { createHash, timingSafeEqual } from 'node:crypto';
import type { Page, PageAnswer, Visit } from '../../../kernel/page.ts';
import type { Operators } from '../operators.service.ts';
import type { Pairing } from '../pairing.service.ts';
import type { SiteRepository } from '../sites.repository.ts';
import { consentPage, errorPage, loginPage, setupPage } from './views.ts';

export interface PageDeps {
  operators: Operators;
  pairing: Pairing;
  sites: SiteRepository;
  publicUrl: string;
}

const html = (status: number, text: string): PageAnswer => ({ kind: 'html', status, html: text });

/** The pages that a browser visits while a site is being connected: set-up, log-in, consent. */
export const pairingPages = (deps: PageDeps): Page[] => [
  { id: 'show-consent', method: 'get', path: '/connect', handle: (visit) => showConsent(deps, visit) },
  { id: 'give-consent', method: 'post', path: '/connect', handle: (visit) => giveConsent(deps, visit) },
  { id: 'set-up-operator', method: 'post', path: '/operator/setup', handle: (visit) => setUp(deps, visit) },
  { id: 'sign-in-operator', method: 'post', path: '/operator/login', handle: (visit) => signIn(deps, visit) },
];

async function showConsent(deps: PageDeps, visit: Visit): Promise<PageAnswer> {
  const request = deps.pairing.readRequest(visit.query);
  if (!request.ok) return html(400, errorPage(request.error.message, request.error.next ?? ''));
  if (await deps.operators.needsSetup()) return html(200, setupPage(visit.url));
  const session = await deps.operators.session(visit.session);
  if (!session) return html(200, loginPage(visit.url));
  const connected = (await deps.sites.activeByUrl(request.value.siteUrl)) !== null;
  return html(200, consentPage(visit.url, request.value, { csrf: session.csrf, connected }));
}

async function giveConsent(deps: PageDeps, visit: Visit): Promise<PageAnswer> {
  const back = consentUrl(deps, visit);
  const request = back ? deps.pairing.readRequest(Object.fromEntries(back.searchParams)) : null;
  if (!back || !request?.ok)
    return html(400, errorPage('The form does not say which site is to be connected.', 'Start again in wp-admin.'));
  const url = back.pathname + back.search;
  const session = await deps.operators.session(visit.session);
  if (!session) return html(401, loginPage(url, '', 'Your session has ended: sign in again.'));
  if (!equal(visit.form['csrf'] ?? '', session.csrf))
    return html(403, errorPage('The form was not sent from this page.', 'Open the page again and agree there.'));
  const { redirectUri, state, siteUrl } = request.value;
  const answer = new URL(redirectUri);
  answer.searchParams.set('state', state);
  answer.searchParams.set('iss', deps.publicUrl);
  if (visit.form['decision'] !== 'allow') {
    answer.searchParams.set('error', 'access_denied');
    return { kind: 'redirect', location: answer.href };
  }
  const replace = visit.form['replace'] === '1';
  if (!replace && (await deps.sites.activeByUrl(siteUrl))) {
    const error = 'Tick the box to replace the earlier connection, or cancel and disconnect it first.';
    return html(409, consentPage(url, request.value, { csrf: session.csrf, connected: true, error }));
  }
  answer.searchParams.set('code', await deps.pairing.grant(request.value, session.userId, replace));
  return { kind: 'redirect', location: answer.href };
}

async function setUp(deps: PageDeps, visit: Visit): Promise<PageAnswer> {
  const back = consentUrl(deps, visit);
  const { setup_code: code = '', email = '', password = '' } = visit.form;
  const result = await deps.operators.setUp({ code, email, password, address: visit.address });
  if (!back) return html(400, errorPage('The form does not say where to go on.', 'Start again in wp-admin.'));
  if (!result.ok) return html(statusOf(result.error.code), setupPage(back.pathname + back.search, email, result.error.message));
  return { kind: 'redirect', location: back.pathname + back.search, session: result.value };
}

async function signIn(deps: PageDeps, visit: Visit): Promise<PageAnswer> {
  const back = consentUrl(deps, visit);
  if (!back) return html(400, errorPage('The form does not say where to go on.', 'Start again in wp-admin.'));
  const { email = '', password = '' } = visit.form;
  const result = await deps.operators.signIn({ email, password, address: visit.address });
  if (!result.ok) return html(statusOf(result.error.code), loginPage(back.pathname + back.search, email, result.error.message));
  return { kind: 'redirect', location: back.pathname + back.search, session: result.value };
}

const statusOf = (code: string): number =>
  code === 'too_many_attempts' ? 429 : code === 'wrong_login' || code === 'wrong_setup_code' ? 401 : 422;

/** Only the consent page of this very service is a place to return to. */
function consentUrl(deps: PageDeps, visit: Visit): URL | null {
  const url = URL.parse(visit.form['return_to'] ?? '', deps.publicUrl);
  return url && url.origin === deps.publicUrl && url.pathname === '/connect' ? url : null;
}

function equal(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
