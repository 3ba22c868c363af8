import type { Note } from './contract.ts';

const mostNotes = 200;
const noteLength = 1_000;

/** Notes, each once, none longer than anybody reads, and not more than that. */
export function readable(notes: readonly Note[]): Note[] {
  const cut = (text: string): string => (text.length > noteLength ? `${text.slice(0, noteLength)}…` : text);
  const seen = new Map(notes.map((note) => [`${note.code}\0${note.where}\0${note.message}`, note]));
  return [...seen.values()]
    .slice(0, mostNotes)
    .map((note) => ({ ...note, message: cut(note.message), where: note.where === null ? null : cut(note.where) }));
}
