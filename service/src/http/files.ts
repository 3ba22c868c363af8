import type { Context } from 'koa';
import type { FileAnswer } from '../kernel/endpoint.ts';

/** Sends a file as it is read. Who has it already (If-None-Match) gets 304. */
export async function sendFile(ctx: Context, file: FileAnswer): Promise<void> {
  const tag = `"${file.sha256}"`;
  ctx.set('etag', tag);
  ctx.set('cache-control', 'private, max-age=31536000, immutable');
  ctx.set('content-disposition', disposition(file.name));
  ctx.compress = false;
  if (
    ctx
      .get('if-none-match')
      .split(',')
      .some((known) => known.trim().replace(/^W\//, '') === tag)
  ) {
    ctx.status = 304;
    return;
  }
  ctx.body = await file.open();
  ctx.set('content-type', file.media);
  ctx.length = file.bytes;
}

/**
 * Content-Disposition (RFC 6266): a plain name for old readers, the real one in UTF-8 (RFC 8187). Neither can end the header, leave its
 * quotes, turn the direction of writing, or name a folder.
 */
export function disposition(name: string): string {
  const safe =
    name
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[/\\]/g, '_')
      .replace(/^\.+/, '')
      .slice(0, 200) || 'file';
  const plain = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
