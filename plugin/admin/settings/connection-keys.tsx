import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { renewKeys } from '../../ui/api/endpoints.ts';
import type { Connection } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { moment } from '../../ui/format/site.ts';
import { useService } from '../../ui/service/context.ts';
import { useAction } from '../../ui/use-action.ts';

/** How old the connection's keys are, when they renew themselves, and a button to do it now. */
export const ConnectionKeys = ({ keys }: { keys: NonNullable<Connection['keys']> }) => {
  const { connection, accept } = useService();
  const { busy, error, act, clear } = useAction();
  const renew = async (): Promise<void> => {
    const answer = await act('renew', renewKeys);
    if (answer === null) return;
    accept(answer);
    announce(__('The keys are renewed.', 'devskyy'));
  };
  return (
    <>
      {sprintf(
        // translators: 1: date and time, 2: date and time.
        __('in use since %1$s, renewed by themselves on %2$s', 'devskyy'),
        moment(keys.since),
        moment(keys.due),
      )}{' '}
      <Button
        variant="link"
        onClick={() => void renew()}
        isBusy={busy !== null}
        disabled={busy !== null || connection?.status !== 'connected'}
        accessibleWhenDisabled
      >
        {__('Renew the keys now', 'devskyy')}
      </Button>
      {error && (
        <ErrorNotice error={error} lead={__('The keys were not renewed; the present ones go on working.', 'devskyy')} onDismiss={clear} />
      )}
    </>
  );
};
