/** The plugin's text domain. */
export const domain = 'devskyy';

/** A string that can be translated, found in one place. */
export interface Message {
  id: string;
  plural: string | null;
  context: string | null;
  /** what the code tells translators; "" when nothing. */
  comment: string;
  /** the file of the shipped plugin that asks for it, relative to the plugin's folder. */
  file: string;
}

/** What a file holds, and what is wrong in it: sentences that begin with file and line. */
export interface Found {
  messages: Message[];
  faults: string[];
}

/** One call of a translation function, as both parsers see it: null stands for what is not a literal. */
export interface Call {
  name: string;
  line: number;
  values: (string | null)[];
}

/** Places of the arguments of each function (developer.wordpress.org/apis/internationalization/internationalization-functions/). */
const places: Record<string, { plural?: number; context?: number; domain: number }> = {
  __: { domain: 1 },
  _e: { domain: 1 },
  _x: { context: 1, domain: 2 },
  _ex: { context: 1, domain: 2 },
  _n: { plural: 1, domain: 3 },
  _nx: { plural: 1, context: 3, domain: 4 },
  _n_noop: { plural: 1, domain: 2 },
  _nx_noop: { plural: 1, context: 2, domain: 3 },
};

/** `__` of `esc_html__`: what a function does besides escaping; null when it translates nothing. */
export function functionOf(name: string): string | null {
  const bare = name.replace(/^esc_(?:html|attr)(?=_)/, '');
  const known = bare === '_' ? null : bare;
  return known !== null && Object.hasOwn(places, known) ? known : null;
}

/** Lines on which a comment for translators ends, with its words. */
function comments(text: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const match of text.matchAll(/\/\*\s*translators:([\s\S]*?)\*\/|\/\/\s*translators:(.*)$/gim)) {
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    found.set(line, `translators: ${(match[1] ?? match[2] ?? '').replaceAll(/\s+/g, ' ').trim()}`);
  }
  return found;
}

const placeholder = /%(?:\d+\$)?[sdf]/;

/** How many lines above a call its comment may end: `return sprintf(`, a condition and the like stand between. */
const near = 4;

/** The comment nearest to a line; without a placeholder only one right above is meant. */
function commentAt(said: ReadonlyMap<number, string>, line: number, id: string): string {
  for (let above = 0; above <= (placeholder.test(id) ? near : 1); above++) {
    const words = said.get(line - above);
    if (words !== undefined) return words;
  }
  return '';
}

/** Turns calls into messages. A comment for translators stands on the call's line or shortly above. */
export function collect(calls: readonly Call[], source: { text: string; file: string; shipped: readonly string[] }): Found {
  const said = comments(source.text);
  const found: Found = { messages: [], faults: [] };
  for (const { name, line, values } of calls) {
    const where = `${source.file}:${line}`;
    const place = places[functionOf(name) ?? '__']!;
    const [id] = values;
    const plural = place.plural === undefined ? undefined : values[place.plural];
    const context = place.context === undefined ? undefined : values[place.context];
    if (typeof id !== 'string' || id === '' || plural === null || context === null) {
      found.faults.push(`${where}: ${name}() wants literal texts, or nobody can translate them.`);
      continue;
    }
    if (values[place.domain] !== domain) found.faults.push(`${where}: ${name}() wants the text domain '${domain}'.`);
    const comment = commentAt(said, line, id);
    if (comment === '' && placeholder.test(id))
      found.faults.push(`${where}: "${id}" has a placeholder; say what it stands for in a comment /* translators: … */ above.`);
    const message = { id, plural: plural ?? null, context: context ?? null, comment };
    found.messages.push(...source.shipped.map((file) => ({ ...message, file })));
  }
  return found;
}
