import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { decideHome } from '../../ui/api/endpoints.ts';
import { Confirm } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { useService } from '../../ui/service/context.ts';
import { useAction } from '../../ui/use-action.ts';

type Decision = 'copy' | 'moved';

const told: Record<Decision, () => string> = {
  copy: () => __('This copy is disconnected; the original’s connection goes on.', 'devskyy'),
  moved: () => __('The connection is kept at the new address.', 'devskyy'),
};

/** Asks whether a site at another address than the connected one is a copy or has moved; until then it exchanges nothing. */
export const CopiedSite = ({ original }: { original: string }) => {
  const [asking, setAsking] = useState<Decision | null>(null);
  const { accept } = useService();
  const { busy, error, act, clear } = useAction();
  const decide = async (decision: Decision): Promise<void> => {
    const answer = await act(decision, () => decideHome(decision));
    setAsking(null);
    if (answer === null) return;
    accept(answer);
    announce(told[decision]());
  };
  return (
    <div className="devskyy-actions">
      {error && <ErrorNotice error={error} onDismiss={clear} />}
      <Button variant="primary" onClick={() => setAsking('copy')} __next40pxDefaultSize>
        {__('This is a copy…', 'devskyy')}
      </Button>
      <Button variant="secondary" onClick={() => setAsking('moved')} __next40pxDefaultSize>
        {__('The site has moved here…', 'devskyy')}
      </Button>
      {asking && (
        <Confirm
          title={asking === 'copy' ? __('This is a copy of the site?', 'devskyy') : __('The site has moved here?', 'devskyy')}
          confirm={asking === 'copy' ? __('It is a copy', 'devskyy') : __('It has moved', 'devskyy')}
          busy={busy !== null}
          onConfirm={() => void decide(asking)}
          onCancel={() => setAsking(null)}
        >
          <p>
            {asking === 'copy'
              ? // translators: %s: address of a site.
                sprintf(
                  __(
                    'This copy forgets the connection. The connection of %s goes on; to use agents here, connect this site to the service as a site of its own.',
                    'devskyy',
                  ),
                  original,
                )
              : // translators: %s: address of a site.
                sprintf(
                  __(
                    'This site goes on with the connection, keys and settings. Choose this only when there is no site at %s any more: two sites must not share one connection.',
                    'devskyy',
                  ),
                  original,
                )}
          </p>
          {asking === 'moved' && (
            <p>
              {__(
                'Results are fetched by this site from now on. To have the service deliver them again, disconnect and connect anew.',
                'devskyy',
              )}
            </p>
          )}
        </Confirm>
      )}
    </div>
  );
};
