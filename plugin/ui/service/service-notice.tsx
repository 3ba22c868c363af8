import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Connection } from '../api/types.ts';
import { clock } from '../format/site.ts';
import { isDown, useService } from './context.ts';

const sentence = (connection: Connection): string => {
  if (connection.status === 'refused') return connection.message ?? __('The service refuses this site.', 'devskyy');
  const since = connection.since ? clock(connection.since) : '';
  // translators: %s: a time of day, maybe with its date.
  return since
    ? sprintf(__('The DevSkyy service has not answered since %s.', 'devskyy'), since)
    : __('The DevSkyy service does not answer.', 'devskyy');
};

const comfort = (connection: Connection): string =>
  connection.status === 'refused'
    ? (connection.next_step ?? '')
    : __('Your shop and your proposals are not affected; new runs have to wait.', 'devskyy');

/** One line at the top of every screen while the service does not answer; it goes away by itself. */
export const ServiceNotice = () => {
  const { connection, error, checking, check } = useService();
  const offline = error && !connection;
  if (!offline && !isDown(connection)) return null;
  return (
    <div className="devskyy-line devskyy-line--warning" role="status">
      <p>
        <strong>{connection ? sentence(connection) : error?.message}</strong> {connection && comfort(connection)}
      </p>
      <Button variant="secondary" size="small" onClick={check} isBusy={checking} disabled={checking} accessibleWhenDisabled>
        {__('Retry', 'devskyy')}
      </Button>
    </div>
  );
};
