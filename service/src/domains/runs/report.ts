import type { RunReport } from './contract.ts';

/** bytes of one part: a push of several stays below what PHP and proxies usually take, and PHP's memory is bounded. */
export const partBytes = 256 * 1024;

/** A report in parts that each bear some targets; one part where it is small. The same report gives the same parts. */
export function splitReport(report: RunReport, maxBytes = partBytes): RunReport[] {
  const parts: RunReport[] = [{}];
  let bytes = 0;
  for (const [target, piece] of Object.entries(report)) {
    const size = Buffer.byteLength(JSON.stringify(piece)) + target.length + 4;
    if (bytes > 0 && bytes + size > maxBytes) {
      parts.push({});
      bytes = 0;
    }
    parts.at(-1)![target] = piece;
    bytes += size;
  }
  return parts;
}
