import { po } from 'gettext-parser';
import { domain, type Message } from './message.ts';

const key = ({ context, id }: Message): string => `${context ?? ''}\u0004${id}`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter((text) => text !== ''))].sort();

/**
 * The translation template (.pot, GNU gettext). Strings in the order of their bytes and files without line numbers: a change of the code
 * that changes no text changes no byte.
 */
export function template(messages: readonly Message[], about: { version: string; date: Date }): Uint8Array {
  const translations: Record<string, Record<string, object>> = { '': {} };
  for (const group of Map.groupBy(messages, key).values()) {
    const { id, context } = group[0]!;
    const plural = group.find((message) => message.plural !== null)?.plural;
    (translations[context ?? ''] ??= {})[id] = {
      msgid: id,
      ...(context === null ? {} : { msgctxt: context }),
      ...(plural === undefined || plural === null ? {} : { msgid_plural: plural }),
      msgstr: plural === undefined ? [''] : ['', ''],
      comments: {
        extracted: unique(group.map(({ comment }) => comment)).join('\n'),
        reference: unique(group.map(({ file }) => file)).join('\n'),
        ...(group.some((message) => /%(?:\d+\$)?[sdf]/.test(message.id)) ? { flag: 'php-format' } : {}),
      },
    };
  }
  const headers = {
    'Project-Id-Version': `DevSkyy ${about.version}`,
    'POT-Creation-Date': `${about.date.toISOString().slice(0, 16).replace('T', ' ')}+0000`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'X-Domain': domain,
  };
  const byBytes = (a: { msgid: string; msgctxt?: string }, b: { msgid: string; msgctxt?: string }): number =>
    Buffer.compare(Buffer.from(`${a.msgid}\u0004${a.msgctxt ?? ''}`), Buffer.from(`${b.msgid}\u0004${b.msgctxt ?? ''}`));
  return po.compile({ charset: 'utf-8', headers, translations } as never, { foldLength: 0, sort: byBytes });
}
