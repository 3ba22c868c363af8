import type { ConsentRequest } from '../pairing.service.ts';
import { escape, layout } from './html.ts';

const returnTo = (url: string): string => `<input type="hidden" name="return_to" value="${escape(url)}">`;

const account = (email: string, hint: string, autocomplete: string): string => `
<label for="email">E-mail</label><input id="email" name="email" type="email" required autocomplete="username" value="${escape(email)}">
<label for="password">Password</label><input id="password" name="password" type="password" required autocomplete="${autocomplete}">${hint}`;

export const setupPage = (url: string, email = '', error?: string): string =>
  layout(
    'Set up this service',
    `<p>It has no operator yet. The one-time set-up code was printed when the service first started.</p>
<form method="post" action="/operator/setup">${returnTo(url)}
<label for="setup_code">Set-up code</label><input id="setup_code" name="setup_code" type="text" required autocomplete="one-time-code" spellcheck="false">
${account(email, '<p class="hint">12 characters or more.</p>', 'new-password')}
<div class="row"><button>Create operator</button></div></form>`,
    error,
  );

export const loginPage = (url: string, email = '', error?: string): string =>
  layout(
    'Sign in as the operator',
    `<p>A site asks to be connected to this service.</p>
<form method="post" action="/operator/login">${returnTo(url)}${account(email, '', 'current-password')}
<div class="row"><button>Sign in</button></div></form>`,
    error,
  );

export const consentPage = (
  url: string,
  request: ConsentRequest,
  options: { csrf: string; connected: boolean; error?: string | undefined },
): string =>
  layout(
    'Connect this site?',
    `<div class="site"><b>${escape(request.siteName)}</b><span>${escape(request.siteUrl)}</span></div>
<p>It will be able to</p><ul>
<li>send its catalogue: products, texts, prices, stock, pictures' addresses — no customers;</li>
<li>start runs of the agents, within the daily cap that you set;</li>
<li>receive their proposals. Nothing in the shop changes before a person there approves it.</li></ul>
<form method="post" action="/connect">${returnTo(url)}<input type="hidden" name="csrf" value="${escape(options.csrf)}">
${options.connected ? '<p><label class="check"><input type="checkbox" name="replace" value="1"> This site is connected already. Replace the earlier connection: its keys stop working at once.</label></p>' : ''}
<div class="row"><button name="decision" value="allow">Connect</button><button class="quiet" name="decision" value="deny">Cancel</button></div></form>`,
    options.error,
  );

export const errorPage = (message: string, next: string): string => layout('This cannot be done', `<p>${escape(next)}</p>`, message);
