import { request } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';

/** A file on its way to WordPress (plugin/includes/Rest/UploadsRoute.php). */
export interface Upload {
  id: string;
  name: string;
  size: number;
  /** bytes that are there. */
  offset: number;
  complete: boolean;
  /** bytes that one request may bring. */
  piece: number;
}

export interface Sending {
  signal: AbortSignal;
  onProgress: (sent: number, total: number) => void;
  /** an upload that was cut off earlier: it goes on from where it is. */
  resume?: string;
}

type Ask = typeof request;

/** Failures that may be gone a moment later: no answer, or a server that is out of breath. */
const passing = (thrown: unknown): boolean => thrown instanceof ApiError && (thrown.kind === 'offline' || thrown.status >= 500);

const waits = [1000, 3000, 9000];

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      reject(new DOMException('Stopped', 'AbortError'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });

const begin = async (file: File, resume: string | undefined, ask: Ask): Promise<Upload> => {
  if (resume) {
    try {
      const known = await ask<Upload>(`uploads/${resume}`);
      if (known.size === file.size) return known;
    } catch (thrown) {
      if (!(thrown instanceof ApiError) || thrown.status !== 404) throw thrown;
      // Kept for a day only: it begins anew.
    }
  }
  return ask<Upload>('uploads', { method: 'POST', data: { name: file.name, size: file.size } });
};

const send = async (file: File, upload: Upload, signal: AbortSignal, ask: Ask): Promise<Upload> => {
  const body = file.slice(upload.offset, upload.offset + upload.piece);
  try {
    return await ask<Upload>(`uploads/${upload.id}`, {
      method: 'POST',
      query: { offset: upload.offset },
      body,
      headers: { 'Content-Type': 'application/octet-stream' },
      signal,
    });
  } catch (thrown) {
    // The piece may have arrived though its answer did not: the site says where to go on.
    if (thrown instanceof ApiError && thrown.code === 'devskyy_upload_offset') return ask<Upload>(`uploads/${upload.id}`);
    throw thrown;
  }
};

/**
 * Sends a file in pieces; what is lost on the way is sent again, three times at most. `onStart` hears the upload's id, with which
 * it can be resumed. Rejects with an ApiError, or the signal's AbortError.
 */
export const uploadFile = async (
  file: File,
  { signal, onProgress, resume }: Sending,
  onStart: (id: string) => void = () => undefined,
  ask: Ask = request,
): Promise<Upload> => {
  let upload = await begin(file, resume, ask);
  onStart(upload.id);
  let failures = 0;
  while (!upload.complete) {
    onProgress(upload.offset, upload.size);
    signal.throwIfAborted();
    try {
      upload = await send(file, upload, signal, ask);
      failures = 0;
    } catch (thrown) {
      const wait = waits[failures++];
      if (!passing(thrown) || wait === undefined) throw thrown;
      await pause(wait, signal);
      upload = await ask<Upload>(`uploads/${upload.id}`, { signal });
    }
  }
  onProgress(upload.size, upload.size);
  return upload;
};
