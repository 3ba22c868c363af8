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

const WriteCopy = ({ product }: { product: number }) =>
  can('devskyy_run') ? (
    <Button variant="secondary" href={agentsUrl({ agent: 'product-copy', targets: product })} size="compact">
      {__('Write copy…', 'devskyy')}
    </Button>
  ) : null;

const Foot = ({ product, some }: { product: number; some: boolean }) => (
  <div className="devskyy-panel__foot">
    <WriteCopy product={product} />
    {some && <a href={proposalsUrl({ status: 'pending,conflict,failed' })}>{__('All proposals', 'devskyy')}</a>}
  </div>
);

/** On a product's edit screen: what waits for this product, word by word, and the way to a new run. */
export const ProductPanel = ({ element }: { element: HTMLElement }) => {
  const product = Number(element.dataset['product'] ?? 0);
  const load = useCallback(
    () => listProposals({ target: product, kind: 'product', status: 'pending,conflict,failed', per_page: 5 }),
    [product],
  );
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
            ? __('Nothing waits for this product. An agent can write what is missing; you approve it before anything changes.', 'devskyy')
            : __('Nothing waits for this product.', 'devskyy')}
        </p>
      )}
      {data?.items.map((proposal) => (
        <PanelProposal key={proposal.id} proposal={proposal} onChanged={changed} />
      ))}
      <Foot product={product} some={(data?.items.length ?? 0) > 0} />
    </div>
  );
};
