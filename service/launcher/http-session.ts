/** An HTTP client with a cookie jar for one origin, as a browser would be; redirects are left to the caller. */
export interface HttpSession {
  get(url: string, headers?: Record<string, string>): Promise<Response>;
  /** as a form sends it. */
  submit(url: string, fields: Record<string, string>): Promise<Response>;
  json(method: string, url: string, options: { body?: object; headers?: Record<string, string> }): Promise<Response>;
}

export function createHttpSession(origin: string): HttpSession {
  const jar = new Map<string, string>();
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    if (new URL(url).origin !== origin) throw new Error(`This session is for ${origin}, not for ${url}.`);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    for (const line of answer.headers.getSetCookie()) store(jar, line);
    return answer;
  };
  return {
    get: (url, headers = {}) => send(url, { headers }),
    submit: (url, fields) =>
      send(url, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin, referer: `${origin}/` },
      }),
    json: (method, url, { body, headers }) =>
      send(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) }),
  };
}

/** RFC 6265, as far as one origin needs it: name, value, and removal by an expiry in the past. */
function store(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const expiry = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
  const gone =
    attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute)) || (expiry !== undefined && Date.parse(expiry) < Date.now());
  if (gone) jar.delete(name);
  else jar.set(name, pair.slice(at + 1));
}

export interface HtmlForm {
  action: string;
  /** the values of its hidden fields. */
  hidden: Record<string, string>;
  /** the names of all its fields. */
  names: string[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const decode = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_all, name: string) => entities[name] as string);
const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : decode(found);
};

/** The forms of a page of ours (double-quoted attributes). */
export const formsIn = (html: string): HtmlForm[] =>
  [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const fields = [...form.matchAll(/<(?:input|button)\b[^>]*>/g)].map(([tag]) => tag);
    const hidden = fields
      .filter((tag) => attribute(tag, 'type') === 'hidden')
      .map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']);
    return {
      action: attribute(form, 'action') ?? '',
      hidden: Object.fromEntries(hidden) as Record<string, string>,
      names: fields.map((tag) => attribute(tag, 'name') ?? '').filter(Boolean),
    };
  });
