import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Card } from '../controls/card.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { useAction } from '../use-action.ts';
import { actOnJob, type Job } from './api.ts';

interface Props<T extends Job> {
  job: T;
  /** beside the title. */
  badge?: ReactNode;
  /** what came of it. */
  result: ReactNode;
  canResume: boolean;
  /** more buttons; `ask` asks the site for an action of the job. */
  more?: (ask: (action: string) => void, busy: string | null) => ReactNode;
  onJob: (job: T) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A job at its end: what came of it, and what can be done now. */
export const EndedJob = <T extends Job>({ job, badge, result, canResume, more, onJob, onClose, children }: Props<T>) => {
  const { act, busy, error, clear } = useAction();
  const ask = async (action: string): Promise<void> => {
    const answer = await act(action, () => actOnJob<T>(job.id, action));
    if (answer) onJob(answer);
  };
  return (
    <Card title={job.title} {...(badge ? { actions: badge } : {})}>
      <div className="devskyy-stack">
        {result}
        {error && <ErrorNotice error={error} onDismiss={clear} />}
        <div className="devskyy-actions">
          {canResume && (
            <Button variant="primary" onClick={() => void ask('resume')} isBusy={busy === 'resume'} __next40pxDefaultSize>
              {__('Go on', 'devskyy')}
            </Button>
          )}
          {more?.((action) => void ask(action), busy)}
          <Button variant="tertiary" onClick={onClose} __next40pxDefaultSize>
            {__('Close', 'devskyy')}
          </Button>
        </div>
        {children}
      </div>
    </Card>
  );
};
