/** Bytes as text: by their mark (UTF-8, UTF-16), else as UTF-8, else as Windows-1252, which old programs of the West write names in. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Lines; one that ends in a backslash goes on in the next (OBJ specification, “File structure”). */
export const linesOf = (text: string): string[] => text.replace(/\\[ \t]*\r?\n/g, ' ').split(/\r\n|\n|\r/);
