import type { Found, Message } from './message.ts';

/** What core translates of a block.json, with the contexts it uses (wp-includes/block-i18n.json). */
interface Block {
  title?: string;
  description?: string;
  keywords?: string[];
  styles?: { label?: string }[];
  variations?: { title?: string; description?: string; keywords?: string[] }[];
}

/** The texts of a block's declaration. */
export function blockMessages(text: string, file: string): Found {
  const block = JSON.parse(text) as Block;
  const entries: [string, string | undefined][] = [
    ['block title', block.title],
    ['block description', block.description],
    ...(block.keywords ?? []).map((word): [string, string] => ['block keyword', word]),
    ...(block.styles ?? []).map(({ label }): [string, string | undefined] => ['block style label', label]),
    ...(block.variations ?? []).flatMap(({ title, description, keywords }): [string, string | undefined][] => [
      ['block variation title', title],
      ['block variation description', description],
      ...(keywords ?? []).map((word): [string, string] => ['block variation keyword', word]),
    ]),
  ];
  const messages = entries.flatMap(([context, id]): Message[] => (id ? [{ id, plural: null, context, comment: '', file }] : []));
  return { messages, faults: [] };
}
