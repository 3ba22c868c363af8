import { Button } from '@wordpress/components';
import { receipt } from '@wordpress/icons';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { Card } from '../../../ui/controls/card.tsx';
import { Confirm } from '../../../ui/controls/confirm.tsx';
import { EmptyState } from '../../../ui/controls/empty-state.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { isolate } from '../../../ui/format/isolate.ts';
import { count, moment } from '../../../ui/format/site.ts';
import type { Loaded } from '../../../ui/use-load.ts';
import { useAction } from '../../../ui/use-action.ts';
import { type OrdersState, undoImport } from './api.ts';
import { orderCount, period } from './words.ts';

type Entry = OrdersState['imports'][number];

const Undo = ({ entry, onUndone }: { entry: Entry; onUndone: (job: string) => void }) => {
  const [asked, setAsked] = useState(false);
  const { act, busy, error, clear } = useAction();
  const undo = async (): Promise<void> => {
    setAsked(false);
    const job = await act('undo', () => undoImport(entry.id));
    if (job) onUndone(job.id);
  };
  return (
    <>
      <Button
        variant="tertiary"
        size="compact"
        isDestructive
        onClick={() => setAsked(true)}
        isBusy={busy === 'undo'}
        aria-label={`${__('Take back…', 'devskyy')} ${entry.name}`}
      >
        {__('Take back…', 'devskyy')}
      </Button>
      {error && <ErrorNotice error={error} onDismiss={clear} />}
      {asked && (
        <Confirm
          title={__('Take this import back?', 'devskyy')}
          confirm={__('Take it back', 'devskyy')}
          isDestructive
          onCancel={() => setAsked(false)}
          onConfirm={() => void undo()}
        >
          <p>
            {/* translators: 1: a number of orders, 2: a file's name. */}
            {sprintf(
              __('%1$s of %2$s go from here and from the service. The file can be imported again.', 'devskyy'),
              orderCount(entry.orders),
              entry.name,
            )}
          </p>
        </Confirm>
      )}
    </>
  );
};

const Sources = ({ state }: { state: OrdersState }) => (
  <dl className="devskyy-import__figures">
    {state.sources.map((source) => (
      <div key={source.source} className="devskyy-import__figure">
        <dt>
          {source.source === 'woocommerce' ? __('In WooCommerce', 'devskyy') : __('Imported', 'devskyy')}
          {source.first && <> · {period(source.first, source.last)}</>}
        </dt>
        <dd>{orderCount(source.orders)}</dd>
      </div>
    ))}
    <div className="devskyy-import__figure">
      <dt>
        {state.snapshot.synced
          ? // translators: %s: date and time.
            sprintf(__('Known to the service since %s', 'devskyy'), moment(state.snapshot.synced))
          : __('Known to the service', 'devskyy')}
      </dt>
      <dd>{state.snapshot.orders === null ? __('Nothing sent yet', 'devskyy') : orderCount(state.snapshot.orders)}</dd>
    </div>
  </dl>
);

const Table = ({ imports, onUndone }: { imports: Entry[]; onUndone: (job: string) => void }) => (
  <div className="devskyy-table-wrap">
    <table className="devskyy-table devskyy-table--stacked">
      <thead>
        <tr>
          <th scope="col">{__('File', 'devskyy')}</th>
          <th scope="col">{__('Period', 'devskyy')}</th>
          <th scope="col">{__('Orders', 'devskyy')}</th>
          <th scope="col">{__('Imported', 'devskyy')}</th>
          <th scope="col">
            <span className="screen-reader-text">{__('Actions', 'devskyy')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {imports.map((entry) => (
          <tr key={entry.id}>
            <th scope="row">{entry.name}</th>
            <td>{period(entry.first, entry.last) || '–'}</td>
            <td>{count(entry.orders)}</td>
            <td>
              {/* translators: 1: a person's name, 2: date and time. */}
              {sprintf(__('by %1$s, %2$s', 'devskyy'), isolate(entry.user), moment(entry.created))}
            </td>
            <td>
              <Undo entry={entry} onUndone={onUndone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Which orders are here, of which period, from which file, by whom. */
export const There = ({ state, onUndone }: { state: Loaded<OrdersState>; onUndone: (job: string) => void }) => (
  <Card
    title={__('Orders that are here', 'devskyy')}
    description={__('Agents learn from them what sells. No name, address or e-mail of a customer leaves WordPress.', 'devskyy')}
  >
    <div className="devskyy-stack">
      {state.error && <ErrorNotice error={state.error} onRetry={state.reload} />}
      {!state.data && state.loading && <Loading />}
      {state.data && <Sources state={state.data} />}
      {state.data?.imports.length === 0 && (
        <EmptyState icon={receipt} title={__('No orders imported yet', 'devskyy')}>
          {__('Where you sell elsewhere, export the orders there as CSV and choose the file above.', 'devskyy')}
        </EmptyState>
      )}
      {state.data && state.data.imports.length > 0 && <Table imports={state.data.imports} onUndone={onUndone} />}
    </div>
  </Card>
);
