import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { ConnectionStatus } from '../api/types.ts';
import { adminPage, can } from '../page.ts';
import { useService } from '../service/context.ts';

const words: Record<ConnectionStatus, () => string> = {
  connected: () => __('Service connected', 'devskyy'),
  unreachable: () => __('Service not answering', 'devskyy'),
  refused: () => __('Service refuses this site', 'devskyy'),
  unpaired: () => __('Not connected', 'devskyy'),
};

const ServiceChip = () => {
  const { connection } = useService();
  if (!connection) return null;
  const content = (
    <>
      <span className={`devskyy-dot devskyy-dot--${connection.status}`} aria-hidden="true" />
      {words[connection.status]()}
    </>
  );
  if (!can('devskyy_manage')) return <span className="devskyy-chip">{content}</span>;
  return (
    <a className="devskyy-chip" href={adminPage().settingsUrl}>
      {content}
    </a>
  );
};

/** The head of a screen: its name, the state of the service, its main actions. */
export const ScreenHeader = ({ title, intro, actions }: { title: string; intro?: string; actions?: ReactNode }) => (
  <div className="devskyy-header">
    <div>
      <h1>{title}</h1>
      {intro && <p>{intro}</p>}
    </div>
    <div className="devskyy-actions">
      <ServiceChip />
      {actions}
    </div>
  </div>
);
