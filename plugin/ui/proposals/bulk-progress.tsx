import { Button } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { announce } from '../announce.ts';
import { cancelBulk, getBulk } from '../api/endpoints.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { BulkAction, BulkState } from '../api/types.ts';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Meter } from '../controls/meter.tsx';
import { count } from '../format/site.ts';
import { proposalsUrl } from '../page.ts';
import { usePoll } from '../polling/use-poll.ts';

interface Props {
  id: string;
  action: BulkAction;
  /** called at each step that made progress, and at the end. */
  onDone: (final: boolean) => void;
  onClose: () => void;
}

// Each answer has worked a slice off, so the next question follows soon.
const EACH = 300;

const failures = (bulk: BulkState): number => bulk.failed_total ?? bulk.failed.length;

const isFinal = (bulk: BulkState | null): boolean => bulk !== null && bulk.status !== 'queued' && bulk.status !== 'running';

const doing = (action: BulkAction): string =>
  ({ approve: __('Approving proposals', 'devskyy'), reject: __('Rejecting proposals', 'devskyy'), undo: __('Undoing changes', 'devskyy') })[
    action
  ];

const done = (action: BulkAction, number: number): string => {
  const shown = count(number);
  // translators: %s: number of proposals.
  if (action === 'approve') return sprintf(_n('%s proposal applied.', '%s proposals applied.', number, 'devskyy'), shown);
  // translators: %s: number of proposals.
  if (action === 'reject') return sprintf(_n('%s proposal rejected.', '%s proposals rejected.', number, 'devskyy'), shown);
  // translators: %s: number of proposals.
  return sprintf(_n('%s proposal undone.', '%s proposals undone.', number, 'devskyy'), shown);
};

const Failures = ({ bulk }: { bulk: BulkState }) => (
  <>
    <p>
      {/* translators: %s: number of proposals. */}
      {sprintf(_n('%s could not be done:', '%s could not be done:', failures(bulk), 'devskyy'), count(failures(bulk)))}
    </p>
    <ul>
      {bulk.failed.slice(0, 20).map((failure) => (
        <li key={failure.id}>
          <a href={proposalsUrl({ proposal: failure.id })}>{failure.title ?? __('Proposal', 'devskyy')}</a>:{' '}
          {failure.message ?? failure.code}
        </li>
      ))}
    </ul>
  </>
);

/** A bulk action under way. It is stored in WordPress: it goes on when this page is closed, and is found again by its id. */
export const BulkProgress = ({ id, action, onDone, onClose }: Props) => {
  const [bulk, setBulk] = useState<BulkState | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const seen = useRef<BulkState | null>(null);
  const run = async (): Promise<void> => {
    try {
      const answer = await getBulk(id);
      const moved = answer.progress.done !== seen.current?.progress.done;
      seen.current = answer;
      setBulk(answer);
      setError(null);
      if (isFinal(answer)) announce(done(action, answer.progress.done - failures(answer)));
      if (moved || isFinal(answer)) onDone(isFinal(answer));
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  const stop = async (): Promise<void> => {
    try {
      await cancelBulk(id);
    } catch (thrown) {
      setError(toApiError(thrown));
    }
  };
  usePoll({ run, delay: () => (isFinal(seen.current) ? null : EACH) });
  const final = isFinal(bulk);
  return (
    <div className="devskyy-bulk" role="group" aria-label={doing(action)}>
      <div className="devskyy-bulk__head">
        <strong>{final && bulk ? done(action, bulk.progress.done - failures(bulk)) : doing(action)}</strong>
        {!final && bulk && (
          <span className="devskyy-muted">
            {/* translators: 1: number done, 2: number in all. */}
            {sprintf(__('%1$s of %2$s', 'devskyy'), count(bulk.progress.done), count(bulk.progress.total))}
          </span>
        )}
        {final ? (
          <Button variant="tertiary" size="small" onClick={onClose}>
            {__('Close', 'devskyy')}
          </Button>
        ) : (
          <Button variant="tertiary" size="small" onClick={() => void stop()}>
            {__('Stop', 'devskyy')}
          </Button>
        )}
      </div>
      {!final && <Meter done={bulk?.progress.done ?? 0} total={bulk?.progress.total ?? 0} label={doing(action)} />}
      {bulk && bulk.failed.length > 0 && <Failures bulk={bulk} />}
      {error && <ErrorNotice error={error} />}
    </div>
  );
};
