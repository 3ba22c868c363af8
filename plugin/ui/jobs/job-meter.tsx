import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { Meter } from '../controls/meter.tsx';
import { count } from '../format/site.ts';
import type { Job } from './api.ts';

interface Props {
  job: Job;
  /** what is being done, e.g. "Importing products". */
  doing: string;
  onStop?: () => void;
  stopping?: boolean;
}

/** How far a job is. It is stored in WordPress: it goes on when the page is closed. */
export const JobMeter = ({ job, doing, onStop, stopping = false }: Props) => (
  <div className="devskyy-job" role="group" aria-label={doing}>
    <div className="devskyy-bulk__head">
      <strong>{doing}</strong>
      {job.progress.total > 0 && (
        <span className="devskyy-muted">
          {/* translators: 1: number done, 2: number in all. */}
          {sprintf(__('%1$s of %2$s', 'devskyy'), count(job.progress.done), count(job.progress.total))}
        </span>
      )}
      {onStop && (
        <Button variant="tertiary" size="small" onClick={onStop} disabled={stopping} accessibleWhenDisabled>
          {__('Stop', 'devskyy')}
        </Button>
      )}
    </div>
    <Meter done={job.progress.done} total={job.progress.total} label={doing} />
    <p className="devskyy-muted">{__('You may leave this page: the work goes on in the background and is found here again.', 'devskyy')}</p>
  </div>
);
