import { Button, Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../../ui/announce.ts';
import { Card } from '../../../ui/controls/card.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { Meter } from '../../../ui/controls/meter.tsx';
import { count } from '../../../ui/format/site.ts';
import { useAction } from '../../../ui/use-action.ts';
import { isOpen, type MoveJob, type MoveState, stopMove, type WooCommerce } from './api.ts';
import { Plan } from './plan.tsx';
import { useMove } from './use-move.ts';

const result = (job: MoveJob): string => {
  const moved = sprintf(
    // translators: 1: number of pieces moved, 2: number of all.
    __('%1$s of %2$s pieces are WooCommerce products now.', 'devskyy'),
    count(job.moved),
    count(job.progress.total),
  );
  if (job.status === 'completed') return `${moved} ${__('The shop has switched to WooCommerce.', 'devskyy')}`;
  return `${moved} ${__('The shop has not switched yet: nothing can be approved until the rest is moved.', 'devskyy')}`;
};

const phase = (job: MoveJob): string =>
  ({
    products: __('Moving pieces', 'devskyy'),
    terms: __('Moving categories and tags', 'devskyy'),
    proposals: __('Keeping proposals', 'devskyy'),
    menus: __('Pointing menus at the new products', 'devskyy'),
    tidy: __('Tidying up', 'devskyy'),
    switch: __('Switching the shop', 'devskyy'),
  })[job.phase];

const Running = ({ job, onStopped }: { job: MoveJob; onStopped: () => void }) => {
  const { act, busy, error, clear } = useAction();
  const stop = async (): Promise<void> => {
    await act('stop', stopMove);
    onStopped();
  };
  return (
    <Card title={__('The shop is being moved', 'devskyy')}>
      <div className="devskyy-job" role="group" aria-label={phase(job)}>
        {error && <ErrorNotice error={error} onDismiss={clear} />}
        <div className="devskyy-bulk__head">
          <strong>{phase(job)}</strong>
          <span className="devskyy-muted">
            {/* translators: 1: number done, 2: number in all. */}
            {sprintf(__('%1$s of %2$s', 'devskyy'), count(job.progress.done), count(job.progress.total))}
          </span>
          {job.phase === 'products' && (
            <Button
              variant="tertiary"
              size="small"
              onClick={() => void stop()}
              isBusy={busy === 'stop'}
              disabled={busy !== null}
              accessibleWhenDisabled
            >
              {__('Stop after this piece', 'devskyy')}
            </Button>
          )}
        </div>
        <Meter done={job.progress.done} total={job.progress.total} label={phase(job)} />
        <p className="devskyy-muted">
          {__('You may leave this page: the work goes on in the background and is found here again.', 'devskyy')}
        </p>
      </div>
    </Card>
  );
};

const Stopped = ({ job }: { job: MoveJob }) => (
  <Notice status="warning" isDismissible={false} className="devskyy-notice">
    <p>
      <strong>{job.status === 'failed' ? __('Not everything could be moved.', 'devskyy') : __('The move was stopped.', 'devskyy')}</strong>{' '}
      {result(job)}
    </p>
    {job.failed.length > 0 && (
      <ul>
        {job.failed.map((one) => (
          <li key={one.id}>
            {one.edit_url && <a href={one.edit_url}>{one.title || `#${one.id}`}</a>} {one.message}
          </li>
        ))}
      </ul>
    )}
  </Notice>
);

const Done = ({ job }: { job: MoveJob }) => (
  <Card title={__('The shop is WooCommerce’s', 'devskyy')}>
    <div className="devskyy-stack">
      <p>{result(job)}</p>
      <h3>{__('What next', 'devskyy')}</h3>
      <ul className="devskyy-move__next">
        <li>{__('Set up payment, shipping and taxes in WooCommerce; its checklist leads you.', 'devskyy')}</li>
        <li>{__('Look at the shop page and one product as a visitor. Old addresses lead there by themselves.', 'devskyy')}</li>
        <li>{__('Waiting proposals can be approved now.', 'devskyy')}</li>
      </ul>
      <div className="devskyy-actions">
        <Button variant="primary" href="admin.php?page=wc-admin" __next40pxDefaultSize>
          {__('Open WooCommerce', 'devskyy')}
        </Button>
        <Button variant="secondary" href="edit.php?post_type=product" __next40pxDefaultSize>
          {__('See the products', 'devskyy')}
        </Button>
        <Button variant="tertiary" href="admin.php?page=devskyy-proposals" __next40pxDefaultSize>
          {__('Open the proposals', 'devskyy')}
        </Button>
      </div>
    </div>
  </Card>
);

const Missing = ({ woocommerce }: { woocommerce: WooCommerce }) => (
  <Card
    title={__('WooCommerce is needed first', 'devskyy')}
    description={__(
      'The move turns the pieces of the built-in catalogue into WooCommerce products, so that visitors can buy them.',
      'devskyy',
    )}
  >
    <div className="devskyy-stack">
      <p>
        {woocommerce.active
          ? // translators: 1: version found, 2: version needed.
            sprintf(
              __('WooCommerce %1$s is active; the move needs %2$s or newer. Update it, then come back.', 'devskyy'),
              woocommerce.version ?? '',
              woocommerce.required,
            )
          : woocommerce.installed
            ? __(
                'WooCommerce is installed and not active. Activate it, then come back: the pieces stay where they are until you start the move.',
                'devskyy',
              )
            : __(
                'Install WooCommerce (it is free) and activate it, then come back: the pieces stay where they are until you start the move.',
                'devskyy',
              )}
      </p>
      <div className="devskyy-actions">
        <Button variant="primary" href={woocommerce.url} __next40pxDefaultSize>
          {woocommerce.installed ? __('Open the plugins', 'devskyy') : __('Get WooCommerce', 'devskyy')}
        </Button>
      </div>
    </div>
  </Card>
);

const Body = ({ state, began, wake }: { state: MoveState; began: () => void; wake: () => void }) => {
  const { job, catalogue, woocommerce } = state;
  if (job && isOpen(job) && woocommerce.ready) return <Running job={job} onStopped={wake} />;
  if (job?.status === 'completed') return <Done job={job} />;
  if (catalogue === 'woocommerce')
    return (
      <Card title={__('Nothing to move', 'devskyy')}>
        <p>{__('This shop’s products are WooCommerce’s already.', 'devskyy')}</p>
      </Card>
    );
  return (
    <>
      {job && <Stopped job={job} />}
      {woocommerce.ready ? (
        <Plan key={job?.finished ?? ''} resume={job !== null && job.moved > 0} onStarted={began} />
      ) : (
        <Missing woocommerce={woocommerce} />
      )}
    </>
  );
};

/** The move from the built-in catalogue to WooCommerce: preview, progress, what next. */
export const MovePanel = () => {
  const { state, error, began, wake } = useMove((job) => announce(`${__('The move has ended.', 'devskyy')} ${result(job)}`));
  if (!state) return error ? <ErrorNotice error={error} onRetry={wake} /> : <Loading />;
  return (
    <div className="devskyy-stack devskyy-move">
      {error && <ErrorNotice error={error} onRetry={wake} />}
      <Body state={state} began={began} wake={wake} />
    </div>
  );
};
