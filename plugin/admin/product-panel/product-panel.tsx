import { Button } from '@wordpress/components';
import { useCallback } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { listProposals } from '../../ui/api/endpoints.ts';
import type { Proposal } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { agentsUrl, can, proposalsUrl } from '../../ui/page.ts';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useLoad } from '../../ui/use-load.ts';
import { PanelProposal } from './panel-proposal.tsx';

interface Edited {
  id: number;
  kind: string;
}

const WriteCopy = ({ edited: { id, kind } }: { edited: Edited }) =>
  can('devskyy_run') ? (
    <Button
      variant="secondary"
      href={agentsUrl({ agent: kind === 'product' ? 'product-copy' : 'content-copy', targets: id })}
      size="compact"
    >
      {kind === 'product' ? __('Write copy…', 'devskyy') : __('Improve copy…', 'devskyy')}
    </Button>
  ) : null;

const Foot = ({ edited, some }: { edited: Edited; some: boolean }) => (
  <div className="devskyy-panel__foot">
    <WriteCopy edited={edited} />
    {some && <a href={proposalsUrl({ status: 'pending,conflict,failed' })}>{__('All proposals', 'devskyy')}</a>}
  </div>
);

/** On the edit screen of a product, post or page: what waits for it, word by word, and the way to a new run. */
export const ProductPanel = ({ element }: { element: HTMLElement }) => {
  const id = Number(element.dataset['target'] ?? 0);
  const kind = element.dataset['kind'] ?? 'product';
  const load = useCallback(() => listProposals({ target: id, kind, status: 'pending,conflict,failed', per_page: 5 }), [id, kind]);
  const { data, error, loading, reload, replace } = useLoad(load);
  const changed = (proposal: Proposal): void => {
    if (data) replace({ ...data, items: data.items.map((item) => (item.id === proposal.id ? proposal : item)) });
  };
  return (
    <div className="devskyy-panel">
      <ServiceNotice />
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {!data && loading && <Loading />}
      {data?.items.length === 0 && (
        <p className="devskyy-muted">
          {can('devskyy_run')
            ? __('Nothing waits here. An agent can write what is missing; you approve it before anything changes.', 'devskyy')
            : __('Nothing waits here.', 'devskyy')}
        </p>
      )}
      {data?.items.map((proposal) => (
        <PanelProposal key={proposal.id} proposal={proposal} onChanged={changed} />
      ))}
      <Foot edited={{ id, kind }} some={(data?.items.length ?? 0) > 0} />
    </div>
  );
};
