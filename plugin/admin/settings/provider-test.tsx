import { Button, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { testProvider } from '../../ui/api/endpoints.ts';
import type { ProviderName, ProviderTest } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { count } from '../../ui/format/site.ts';
import { type Acting, useAction } from '../../ui/use-action.ts';

const success = (test: ProviderTest): string => {
  const model = test.model ?? '';
  // translators: 1: name of a model, 2: milliseconds.
  if (model && test.latency_ms !== null)
    return sprintf(__('It works: %1$s answered in %2$s ms.', 'devskyy'), model, count(Math.round(test.latency_ms)));
  return __('It works.', 'devskyy');
};

const text = (test: ProviderTest): string => [test.ok ? success(test) : null, test.cause, test.next_step].filter(Boolean).join(' ');

export interface Testing extends Pick<Acting, 'busy' | 'error' | 'clear'> {
  result: ProviderTest | null;
  run: () => Promise<void>;
}

/** Tries the stored key. */
export const useProviderTest = (name: ProviderName): Testing => {
  const { busy, error, act, clear } = useAction();
  const [result, setResult] = useState<ProviderTest | null>(null);
  const run = async (): Promise<void> => {
    setResult(null);
    const answer = await act('test', () => testProvider(name));
    if (!answer) return;
    setResult(answer);
    announce(text(answer), answer.ok ? 'polite' : 'assertive');
  };
  return { busy, error, clear, result, run };
};

export const TestButton = ({ testing }: { testing: Testing }) => (
  <Button
    variant="secondary"
    size="compact"
    onClick={() => void testing.run()}
    isBusy={testing.busy !== null}
    disabled={testing.busy !== null}
    accessibleWhenDisabled
  >
    {__('Test the key', 'devskyy')}
  </Button>
);

/** What came of the test: that it works, or the cause and the next step. */
export const TestResult = ({ testing }: { testing: Testing }) => (
  <>
    {testing.result && (
      <Notice status={testing.result.ok ? 'success' : 'error'} isDismissible={false} className="devskyy-notice" politeness="polite">
        {text(testing.result)}
      </Notice>
    )}
    {testing.error && <ErrorNotice error={testing.error} onDismiss={testing.clear} />}
  </>
);
