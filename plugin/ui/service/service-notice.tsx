import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Connection } from '../api/types.ts';
import { clock } from '../format/site.ts';
import { adminPage, can } from '../page.ts';
import { suspectClock } from './clocks.ts';
import { isDown, useService } from './context.ts';

const sentence = (connection: Connection): string => {
  if (connection.status === 'refused') return connection.message ?? __('The service refuses this site.', 'devskyy');
  const since = connection.since ? clock(connection.since) : '';
  // translators: %s: a time of day, maybe with its date.
  return since
    ? sprintf(__('The DevSkyy service has not answered since %s.', 'devskyy'), since)
    : __('The DevSkyy service does not answer.', 'devskyy');
};

const suspects = {
  site: () => __('By your computer’s clock it is the WordPress server’s clock that is off.', 'devskyy'),
  service: () => __('By your computer’s clock it is the service’s clock that is off.', 'devskyy'),
  unknown: () => __('Your computer’s clock agrees with neither, so compare both with a reliable one.', 'devskyy'),
};

/** Which clock is off, as far as a third one tells. */
const culprit = ({ clock: clocks }: Connection): string => (clocks ? suspects[suspectClock(clocks, Date.now())]() : '');

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
        <strong>{connection ? sentence(connection) : error?.message}</strong> {connection && culprit(connection)}{' '}
        {connection && comfort(connection)}
      </p>
      {connection?.reason === 'devskyy_copied' && can('devskyy_manage') && adminPage().screen !== 'settings' && (
        <Button variant="primary" size="small" href={adminPage().settingsUrl}>
          {__('Decide in Settings', 'devskyy')}
        </Button>
      )}
      <Button variant="secondary" size="small" onClick={check} isBusy={checking} disabled={checking} accessibleWhenDisabled>
        {__('Retry', 'devskyy')}
      </Button>
    </div>
  );
};
