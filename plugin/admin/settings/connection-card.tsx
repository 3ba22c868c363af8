import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { announce } from '../../ui/announce.ts';
import { disconnect } from '../../ui/api/endpoints.ts';
import type { Connection } from '../../ui/api/types.ts';
import { Badge, type Tone } from '../../ui/controls/badge.tsx';
import { Card } from '../../ui/controls/card.tsx';
import { Confirm } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { isolate } from '../../ui/format/isolate.ts';
import { ago, moment } from '../../ui/format/site.ts';
import { useService } from '../../ui/service/context.ts';
import { useAction } from '../../ui/use-action.ts';
import { ConnectForm } from './connect-form.tsx';
import { ConnectionKeys } from './connection-keys.tsx';
import { CopiedSite } from './copied-site.tsx';

const state = (connection: Connection): { tone: Tone; text: string } => {
  if (connection.status === 'connected') return { tone: 'good', text: __('Connected', 'devskyy') };
  if (connection.status === 'unreachable') return { tone: 'warning', text: __('Not answering', 'devskyy') };
  if (connection.reason === 'devskyy_disabled') return { tone: 'warning', text: __('Switched off', 'devskyy') };
  if (connection.reason === 'devskyy_copied') return { tone: 'warning', text: __('Copied site', 'devskyy') };
  if (connection.reason === 'clock') return { tone: 'bad', text: __('Clocks differ', 'devskyy') };
  return { tone: 'bad', text: __('Refused', 'devskyy') };
};

const person = (by: Connection['paired_by']): string => (typeof by === 'string' ? by : (by?.name ?? ''));

const pairedText = (connection: Connection): string => {
  if (!connection.paired_at) return '';
  const by = person(connection.paired_by);
  // translators: 1: date and time, 2: name of a user.
  return by ? sprintf(__('%1$s, by %2$s', 'devskyy'), moment(connection.paired_at), isolate(by)) : moment(connection.paired_at);
};

const Row = ({ term, children }: { term: string; children: ReactNode }) =>
  children ? (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  ) : null;

const carrier = (connection: Connection): string =>
  connection.carrier === 'push'
    ? __('The service delivers them to this site.', 'devskyy')
    : __('This site fetches them (the service cannot reach it from outside; that is fine).', 'devskyy');

const synced = (connection: Connection): string => {
  const { synced: at } = connection.catalogue;
  return typeof at === 'string' && at.includes('T') ? ago(at) : '';
};

const Facts = ({ connection }: { connection: Connection }) => {
  const { tone, text } = state(connection);
  return (
    <dl className="devskyy-terms">
      <Row term={__('State', 'devskyy')}>
        <Badge tone={tone}>{text}</Badge> {connection.message} {connection.next_step}
      </Row>
      <Row term={__('Service', 'devskyy')}>{connection.service_url && <code>{connection.service_url}</code>}</Row>
      <Row term={__('Connected', 'devskyy')}>{pairedText(connection)}</Row>
      <Row term={__('Results', 'devskyy')}>{carrier(connection)}</Row>
      <Row term={__('Catalogue last sent', 'devskyy')}>{synced(connection)}</Row>
      <Row term={__('Keys', 'devskyy')}>{connection.keys && <ConnectionKeys keys={connection.keys} />}</Row>
      <Row term={__('Versions', 'devskyy')}>
        {sprintf(
          // translators: 1: version of the plugin, 2: version of the service.
          __('plugin %1$s, service %2$s', 'devskyy'),
          connection.versions.plugin,
          connection.versions.service ?? __('unknown', 'devskyy'),
        )}
      </Row>
    </dl>
  );
};

const Disconnect = () => {
  const [asking, setAsking] = useState(false);
  const { accept, check } = useService();
  const { busy, error, act, clear } = useAction();
  const leave = async (): Promise<void> => {
    const answer = await act('disconnect', async () => (await disconnect()) as Partial<Connection> | null);
    setAsking(false);
    if (answer === null) return check();
    if (answer.status) accept(answer as Connection);
    else check();
    announce(__('The site is disconnected.', 'devskyy'));
  };
  return (
    <>
      {error && <ErrorNotice error={error} onDismiss={clear} />}
      <Button variant="secondary" isDestructive onClick={() => setAsking(true)} __next40pxDefaultSize>
        {__('Disconnect…', 'devskyy')}
      </Button>
      {asking && (
        <Confirm
          title={__('Disconnect from the service?', 'devskyy')}
          confirm={__('Disconnect', 'devskyy')}
          isDestructive
          busy={busy !== null}
          onConfirm={() => void leave()}
          onCancel={() => setAsking(false)}
        >
          <p>{__('Agents stop working for this shop. Your products, approved texts, proposals and reports stay.', 'devskyy')}</p>
          <p>
            {__('Brand voice, keys and the daily cap belong to this connection: after connecting anew you enter them again.', 'devskyy')}
          </p>
        </Confirm>
      )}
    </>
  );
};

/** Where the service is and how the connection does; connect and disconnect. */
export const ConnectionCard = ({ connection }: { connection: Connection }) => {
  const unpaired = connection.status === 'unpaired';
  const { checking, check } = useService();
  return (
    <Card
      title={__('Connection', 'devskyy')}
      description={unpaired ? __('The agents run in the DevSkyy service. Connect this site to yours.', 'devskyy') : undefined}
      actions={
        unpaired ? null : (
          <Button variant="link" onClick={check} isBusy={checking} disabled={checking} accessibleWhenDisabled>
            {__('Check now', 'devskyy')}
          </Button>
        )
      }
    >
      {unpaired ? (
        <ConnectForm />
      ) : (
        <>
          <Facts connection={connection} />
          <div className="devskyy-stack">
            {connection.original && <CopiedSite original={connection.original} />}
            <div>
              <Disconnect />
            </div>
          </div>
        </>
      )}
    </Card>
  );
};
