import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { getSettings } from '../../ui/api/endpoints.ts';
import type { Connection, SiteSettings } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { moment } from '../../ui/format/site.ts';
import { isDown, useService } from '../../ui/service/context.ts';
import { ProviderNotices } from '../../ui/service/provider-notices.tsx';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useLoad } from '../../ui/use-load.ts';
import { ConnectionCard } from './connection-card.tsx';
import { DataCard } from './data-card.tsx';
import { MoneyCard } from './money-card.tsx';
import { ProvidersCard } from './providers-card.tsx';
import { usePairingReturn } from './use-pairing-return.ts';
import { VoiceCard } from './voice-card.tsx';

interface Sections {
  settings: SiteSettings;
  connection: Connection;
  onSaved: (settings: SiteSettings) => void;
}

const ServiceSections = ({ settings, connection, onSaved }: Sections) => {
  const readOnly = Boolean(settings.cached_at) || isDown(connection);
  return (
    <>
      {readOnly && (
        <Notice status="info" isDismissible={false} className="devskyy-notice">
          {settings.cached_at
            ? // translators: %s: date and time.
              sprintf(
                __(
                  'These settings are kept by the service. Shown is this site’s copy of %s; they can be changed when the service is back.',
                  'devskyy',
                ),
                moment(settings.cached_at),
              )
            : __('These settings are kept by the service; they can be changed when it is back.', 'devskyy')}
        </Notice>
      )}
      <ProviderNotices refresh={JSON.stringify([settings.providers, settings.models])} />
      <VoiceCard settings={settings} readOnly={readOnly} onSaved={onSaved} />
      <MoneyCard settings={settings} readOnly={readOnly} onSaved={onSaved} />
      <ProvidersCard settings={settings} readOnly={readOnly} onSaved={onSaved} />
    </>
  );
};

const Loaded = ({ connection, check }: { connection: Connection; check: () => void }) => {
  const { data, error, loading, reload, replace } = useLoad(getSettings);
  return (
    <>
      {error && <ErrorNotice error={error} lead={__('The settings could not be read.', 'devskyy')} onRetry={reload} />}
      {!data && loading && <Loading />}
      {data && <ServiceSections settings={data} connection={connection} onSaved={replace} />}
      {(data ?? error) && (
        <DataCard
          stored={data?.uninstall_content ?? connection.catalogue.uninstall_content ?? false}
          connection={connection}
          onSaved={data ? replace : check}
        />
      )}
    </>
  );
};

/** Whether there is a service whose settings can be shown; a copy and a site that is switched off read none. */
const reaches = ({ status, reason }: Connection): boolean =>
  status !== 'unpaired' && reason !== 'devskyy_copied' && reason !== 'devskyy_disabled';

/** Everything below the connection; without one, what happens to the site's own data is still the site's own setting. */
const Below = ({ connection, check }: { connection: Connection; check: () => void }) =>
  reaches(connection) ? (
    <Loaded connection={connection} check={check} />
  ) : (
    <DataCard stored={connection.catalogue.uninstall_content ?? false} connection={connection} onSaved={check} />
  );

/** The connection, how the copy sounds, what may be spent, who writes, and what happens to the data. */
export const SettingsScreen = () => {
  const { connection, error, check } = useService();
  const pairing = usePairingReturn();
  return (
    <>
      <ScreenHeader title={__('Settings', 'devskyy')} />
      <ServiceNotice />
      <div className="devskyy-stack devskyy-settings">
        {pairing.working && <Loading label={__('Connecting…', 'devskyy')} />}
        {pairing.error && (
          <ErrorNotice error={pairing.error} lead={__('The site was not connected.', 'devskyy')} onDismiss={pairing.clear} />
        )}
        {pairing.refused && (
          <Notice status="warning" className="devskyy-notice" onRemove={pairing.clear}>
            {pairing.refused}
          </Notice>
        )}
        {error && !connection && <ErrorNotice error={error} onRetry={check} />}
        {!connection && !error && <Loading />}
        {connection && !pairing.working && <ConnectionCard connection={connection} />}
        {connection && !pairing.working && <Below connection={connection} check={check} />}
      </div>
    </>
  );
};
