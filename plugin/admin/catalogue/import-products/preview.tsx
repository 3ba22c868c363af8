import { Button, RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Card } from '../../../ui/controls/card.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { count } from '../../../ui/format/site.ts';
import { actOnJob } from '../../../ui/jobs/api.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { Mode, ProductImport } from './api.ts';
import { Columns } from './columns.tsx';
import { Problems } from './problems.tsx';
import { modes, planned } from './words.ts';

const Figure = ({ value, label, tone = 'neutral' }: { value: number; label: string; tone?: string }) => (
  <div className={`devskyy-import__figure devskyy-import__figure--${value > 0 ? tone : 'none'}`}>
    <dt>{label}</dt>
    <dd>{count(value)}</dd>
  </div>
);

/** What the import would do, before it does anything. */
export const Preview = ({ job, onJob, onDrop }: { job: ProductImport; onJob: (job: ProductImport) => void; onDrop: () => void }) => {
  const [mode, setMode] = useState<Mode>(job.import.mode);
  const { act, busy, error, clear } = useAction();
  const plan = planned(job.import.counts, mode);
  const touched = plan.create + plan.update;
  const start = async (): Promise<void> => {
    const started = await act('start', () => actOnJob<ProductImport>(job.id, 'start', { mode }));
    if (started) onJob(started);
  };
  return (
    <Card title={job.title} description={__('Nothing is in the shop yet. This is what the import would do.', 'devskyy')}>
      <div className="devskyy-stack">
        <RadioControl
          label={__('Products that are in the shop already', 'devskyy')}
          selected={mode}
          options={modes.map(({ value, label, help }) => ({ value, label: label(), description: help() }))}
          onChange={(value) => setMode(value as Mode)}
        />
        <dl className="devskyy-import__figures" aria-live="polite">
          <Figure value={plan.create} label={__('Rows to add', 'devskyy')} tone="good" />
          <Figure value={plan.update} label={__('Rows to update', 'devskyy')} tone="good" />
          <Figure value={plan.skip} label={__('Rows to skip', 'devskyy')} />
          <Figure value={plan.fail} label={__('Rows with errors', 'devskyy')} tone="bad" />
        </dl>
        <Columns job={job} />
        {error && <ErrorNotice error={error} lead={__('The import did not start.', 'devskyy')} onDismiss={clear} />}
        <div className="devskyy-actions">
          <Button
            variant="primary"
            onClick={() => void start()}
            isBusy={busy === 'start'}
            disabled={touched === 0 || busy !== null}
            accessibleWhenDisabled
            __next40pxDefaultSize
          >
            {/* translators: %s: number of rows. */}
            {sprintf(_n('Import %s row', 'Import %s rows', touched, 'devskyy'), count(touched))}
          </Button>
          <Button variant="tertiary" onClick={onDrop} __next40pxDefaultSize>
            {__('Discard this file', 'devskyy')}
          </Button>
        </div>
        {touched === 0 && <p>{__('With this choice no row would change the shop.', 'devskyy')}</p>}
        <Problems job={job} />
      </div>
    </Card>
  );
};
