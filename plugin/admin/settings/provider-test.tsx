import { Button, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { testProvider } from '../../ui/api/endpoints.ts';
import type { ProviderName, ProviderTest } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { count } from '../../ui/format/site.ts';
import { useAction } from '../../ui/use-action.ts';

const success = (test: ProviderTest): string => {
  const model = test.model ?? '';
  // translators: 1: name of a model, 2: milliseconds.
  if (model && test.latency_ms !== null) return sprintf(__('It works: %1$s answered in %2$s ms.', 'devskyy'), model, count(Math.round(test.latency_ms)));
  return __('It works.', 'devskyy');
};

const text = (test: ProviderTest): string => (test.ok ? success(test) : [test.cause, test.next_step].filter(Boolean).join(' '));

/** Tries the stored key and says what is wrong and what to do next. */
export const ProviderTestButton = ({ name }: { name: ProviderName }) => {
  const { busy, error, act, clear } = useAction();
  const [result, setResult] = useState<ProviderTest | null>(null);
  const run = async (): Promise<void> => {
    setResult(null);
    const answer = await act('test', () => testProvider(name));
    if (!answer) return;
    setResult(answer);
    announce(text(answer), answer.ok ? 'polite' : 'assertive');
  };
  return (
    <div className="devskyy-provider__test">
      <Button variant="secondary" size="compact" onClick={() => void run()} isBusy={busy !== null} disabled={busy !== null} accessibleWhenDisabled>
        {__('Test the key', 'devskyy')}
      </Button>
      {result && (
        <Notice status={result.ok ? 'success' : 'error'} isDismissible={false} className="devskyy-notice" politeness="polite">
          {text(result)}
        </Notice>
      )}
      {error && <ErrorNotice error={error} onDismiss={clear} />}
    </div>
  );
};
