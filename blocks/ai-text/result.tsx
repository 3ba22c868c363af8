import { Button, Notice, RadioControl, Spinner } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { linesOf } from '../../plugin/ui/texts/marks.ts';
import type { TextAction } from '../../plugin/ui/texts/types.ts';
import type { Writing } from '../../plugin/ui/texts/use-text.ts';
import type { Problem, Run } from '../../plugin/ui/texts/writer.ts';
import { Facts, Figures } from './facts.tsx';
import { editorPage } from './page.ts';
import { Preview } from './preview.tsx';

interface NeedProps {
  message: string;
  next: string | null;
}

/** Why it cannot be written here, and the way to Settings for those who may go there. */
export const Need = ({ message, next }: NeedProps) => {
  const { settingsUrl } = editorPage();
  return (
    <Notice status="warning" isDismissible={false} className="devskyy-text__notice">
      <p>
        <bdi>{message}</bdi> <bdi>{next}</bdi>
      </p>
      {settingsUrl ? (
        <Button variant="secondary" size="compact" href={settingsUrl}>
          {__('Open Settings', 'devskyy')}
        </Button>
      ) : (
        <p>{__('An administrator can do that in DevSkyy → Settings.', 'devskyy')}</p>
      )}
    </Notice>
  );
};

/** A failure; the post is as it was. */
export const Failed = ({ problem, onRetry }: { problem: Problem; onRetry: () => void }) => (
  <Notice status="error" isDismissible={false} className="devskyy-text__notice">
    <p>
      <bdi>{problem.message}</bdi> <bdi>{problem.next}</bdi>
    </p>
    <p>{__('Your own text was not changed.', 'devskyy')}</p>
    <Button variant="secondary" size="compact" onClick={onRetry}>
      {__('Retry', 'devskyy')}
    </Button>
  </Notice>
);

interface Props {
  action: TextAction;
  writing: Writing;
  /** what accepting does, as the button says it. */
  acceptLabel: string;
  onAccept: (text: string) => void;
  onRetry: () => void;
  onDiscard: () => void;
}

interface ButtonsProps extends Omit<Props, 'action'> {
  /** what would be accepted; empty: nothing can be. */
  chosen: string;
}

const Buttons = ({ writing: { run, stop }, chosen, acceptLabel, onAccept, onRetry, onDiscard }: ButtonsProps) => {
  const busy = isBusy(run);
  const done = run.phase === 'done';
  return (
    <div className="devskyy-text__buttons">
      {busy && (
        <Button
          variant="secondary"
          onClick={stop}
          isBusy={run.stopping}
          disabled={run.stopping || run.phase === 'starting'}
          accessibleWhenDisabled
          __next40pxDefaultSize
        >
          {__('Stop', 'devskyy')}
        </Button>
      )}
      {done && chosen !== '' && (
        <Button variant="primary" onClick={() => onAccept(chosen)} __next40pxDefaultSize>
          {acceptLabel}
        </Button>
      )}
      {done && (
        <Button variant="secondary" onClick={onRetry} __next40pxDefaultSize>
          {__('Retry', 'devskyy')}
        </Button>
      )}
      <Button variant="tertiary" onClick={onDiscard} __next40pxDefaultSize>
        {done && chosen === '' ? __('Close', 'devskyy') : __('Discard', 'devskyy')}
      </Button>
    </div>
  );
};

const isBusy = (run: Run): boolean => run.phase === 'starting' || run.phase === 'writing';

/** The text as it comes, or the headings to choose from. */
const Words = ({
  run,
  lines,
  chosen,
  onChoose,
}: {
  run: Run;
  lines: string[] | null;
  chosen: string;
  onChoose: (line: string) => void;
}) => {
  if (lines && lines.length > 0) {
    const options = lines.map((line) => ({ label: line, value: line }));
    return <RadioControl label={__('Headings', 'devskyy')} selected={chosen} options={options} onChange={onChoose} />;
  }
  if (run.words !== '') return <Preview words={run.words} busy={isBusy(run)} way={run.way} />;
  return isBusy(run) ? (
    <p className="devskyy-text__waiting">
      <Spinner /> {__('Writing…', 'devskyy')}
    </p>
  ) : null;
};

/** A text on its way or done: preview, stop, accept, retry, discard. */
export const Result = (props: Props) => {
  const { action, writing, onRetry } = props;
  const { run } = writing;
  const [choice, setChoice] = useState('');
  const lines = action === 'headings' && run.phase === 'done' ? linesOf(run.words) : null;
  const chosen = lines ? (lines.includes(choice) ? choice : (lines[0] ?? '')) : run.words;
  return (
    <div className="devskyy-text__result">
      {run.text?.figures && <Figures figures={run.text.figures} />}
      <Words run={run} lines={lines} chosen={chosen} onChoose={setChoice} />
      {run.phase === 'failed' && run.problem && <Failed problem={run.problem} onRetry={onRetry} />}
      {run.phase === 'done' && run.text && <Facts text={run.text} />}
      <Buttons {...props} chosen={chosen} />
    </div>
  );
};
