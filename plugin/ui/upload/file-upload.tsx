import { Button } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../announce.ts';
import { type ApiError, mayPass, toApiError } from '../api/errors.ts';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Meter } from '../controls/meter.tsx';
import { fileSize } from '../format/site.ts';
import { DropZone } from './drop-zone.tsx';
import { type Upload, uploadFile } from './pieces.ts';

interface Props {
  label: string;
  help: string;
  /** as of an input: `.csv,text/csv`. */
  accept: string;
  onUploaded: (upload: Upload) => void;
  disabled?: boolean;
}

interface Sent {
  done: number;
  total: number;
}

const useSending = (onUploaded: Props['onUploaded']) => {
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const control = useRef<AbortController | null>(null);
  const begun = useRef<{ file: File; id: string } | null>(null);
  const send = async (next: File): Promise<void> => {
    const mine = new AbortController();
    control.current = mine;
    setFile(next);
    setError(null);
    setSent({ done: 0, total: next.size });
    const resume = begun.current?.file === next ? { resume: begun.current.id } : {};
    try {
      const upload = await uploadFile(
        next,
        { signal: mine.signal, onProgress: (done, total) => setSent({ done, total }), ...resume },
        (id) => (begun.current = { file: next, id }),
      );
      announce(__('The file is uploaded.', 'devskyy'));
      setFile(null);
      onUploaded(upload);
    } catch (thrown) {
      if (!mine.signal.aborted) {
        const failure = toApiError(thrown);
        setError(failure);
        announce(failure.message, 'assertive');
      }
    } finally {
      setSent(null);
    }
  };
  return { file, sent, error, send, stop: () => control.current?.abort(), dismiss: () => setError(null) };
};

const Sending = ({ name, sent, onStop }: { name: string; sent: Sent; onStop: () => void }) => (
  <div className="devskyy-upload__sending">
    <div className="devskyy-bulk__head">
      {/* translators: %s: a file's name. */}
      <strong>{sprintf(__('Uploading %s', 'devskyy'), name)}</strong>
      <span className="devskyy-muted">
        {/* translators: 1: bytes sent, e.g. 2 MB, 2: bytes of the file. */}
        {sprintf(__('%1$s of %2$s', 'devskyy'), fileSize(sent.done), fileSize(sent.total))}
      </span>
      <Button variant="tertiary" size="small" onClick={onStop}>
        {__('Stop', 'devskyy')}
      </Button>
    </div>
    <Meter done={sent.done} total={sent.total} label={__('Upload', 'devskyy')} />
  </div>
);

/** Takes one file, by choosing or by dropping, and sends it in pieces; a cut-off upload goes on from where it was. */
export const FileUpload = ({ label, help, accept, onUploaded, disabled = false }: Props) => {
  const { file, sent, error, send, stop, dismiss } = useSending(onUploaded);
  return (
    <div className="devskyy-stack">
      {error && (
        <ErrorNotice
          error={error}
          lead={__('The file was not uploaded.', 'devskyy')}
          {...(file && mayPass(error) ? { onRetry: () => void send(file) } : {})}
          onDismiss={dismiss}
        />
      )}
      {sent && file ? (
        <Sending name={file.name} sent={sent} onStop={stop} />
      ) : (
        <DropZone label={label} help={help} accept={accept} disabled={disabled} onFiles={([next]) => next && void send(next)} />
      )}
    </div>
  );
};
