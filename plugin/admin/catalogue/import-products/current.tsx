import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Badge } from '../../../ui/controls/badge.tsx';
import { Confirm } from '../../../ui/controls/confirm.tsx';
import { count } from '../../../ui/format/site.ts';
import { EndedJob } from '../../../ui/jobs/ended-job.tsx';
import { JobPanel, type Shown } from '../../../ui/jobs/job-panel.tsx';
import type { ProductImport } from './api.ts';
import { Preview } from './preview.tsx';
import { Problems } from './problems.tsx';
import { doing, results, state } from './words.ts';

const UndoButton = ({ job, busy, onUndo }: { job: ProductImport; busy: boolean; onUndo: () => void }) => {
  const [asked, setAsked] = useState(false);
  const number = (job.import.counts.made ?? 0) + (job.import.counts.updated ?? 0);
  return (
    <>
      <Button variant="secondary" isDestructive onClick={() => setAsked(true)} isBusy={busy} __next40pxDefaultSize>
        {__('Undo this import…', 'devskyy')}
      </Button>
      {asked && (
        <Confirm
          title={__('Undo this import?', 'devskyy')}
          confirm={__('Undo the import', 'devskyy')}
          isDestructive
          onCancel={() => setAsked(false)}
          onConfirm={() => {
            setAsked(false);
            onUndo();
          }}
        >
          <p>
            {sprintf(
              // translators: %s: number of rows.
              _n(
                '%s row is taken back: a product that it made is deleted for good, one that it changed gets its earlier values.',
                '%s rows are taken back: products that they made are deleted for good, those that they changed get their earlier values.',
                number,
                'devskyy',
              ),
              count(number),
            )}
          </p>
          <p>{__('Products that were changed or sold since stay as they are; the list of problems names them.', 'devskyy')}</p>
        </Confirm>
      )}
    </>
  );
};

const Ended = ({ job, onJob, onClose }: Shown<ProductImport>) => {
  const { word, tone } = state(job);
  return (
    <EndedJob
      job={job}
      badge={<Badge tone={tone}>{word}</Badge>}
      result={
        <>
          <p>{results(job.import.counts).join(' · ')}</p>
          {job.message && <p className="devskyy-import__message">{job.message}</p>}
        </>
      }
      canResume={job.import.can.resume}
      more={(ask, busy) => job.import.can.undo && <UndoButton job={job} busy={busy === 'undo'} onUndo={() => ask('undo')} />}
      onJob={onJob}
      onClose={onClose}
    >
      <Problems job={job} />
    </EndedJob>
  );
};

/** The import that is looked at: its preview, its progress, its result. */
export const Current = (props: { id: string; onChange: () => void; onClose: () => void }) => (
  <JobPanel<ProductImport>
    {...props}
    doing={doing}
    said={(job) => `${state(job).word}. ${results(job.import.counts).join(', ')}`}
    preview={({ job, onJob, onDrop }) => <Preview job={job} onJob={onJob} onDrop={onDrop} />}
    ended={(shown) => <Ended {...shown} />}
  />
);
