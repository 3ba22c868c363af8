/** What `php -S` is told: settings, where to listen, the document root and the router. */
export interface ServerArguments {
  settings: Record<string, string>;
  host: string;
  port: number;
  root: string;
}

/** Reads `[-n] [-d name=value]… -S host:port -t root [router]`. Null when it is no call of the server. */
export function readServerArguments(words: string[]): ServerArguments | null {
  const after = (flag: string): string | null => (words.includes(flag) ? (words[words.indexOf(flag) + 1] ?? null) : null);
  const listen = after('-S');
  const root = after('-t');
  if (listen === null || root === null) return null;
  const colon = listen.lastIndexOf(':');
  return { settings: settingsOf(words), host: listen.slice(0, colon), port: Number(listen.slice(colon + 1)), root };
}

function settingsOf(words: string[]): Record<string, string> {
  const settings: Record<string, string> = {};
  words.forEach((word, at) => {
    const [name = '', ...value] = word.split('=');
    if (words[at - 1] === '-d') settings[name] = value.join('=');
  });
  return settings;
}
