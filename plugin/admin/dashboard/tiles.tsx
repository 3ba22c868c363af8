import { useId } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Connection, Dashboard, SpendToday } from '../../ui/api/types.ts';
import { Meter } from '../../ui/controls/meter.tsx';
import { ago, amount, clock, count, day } from '../../ui/format/site.ts';
import { adminPage, agentsUrl, can, proposalsUrl } from '../../ui/page.ts';
import { isActive } from '../../ui/runs/labels.ts';
import type { Runs } from '../../ui/runs/use-runs.ts';
import { isDown } from '../../ui/service/context.ts';

interface TileProps {
  title: string;
  value: string | null;
  /** where the number comes from and for when. */
  source: ReactNode;
  href?: string;
  link?: string;
  children?: ReactNode;
}

const Tile = ({ title, value, source, href, link, children }: TileProps) => {
  const id = useId();
  return (
    <section className="devskyy-tile" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className={value === null ? 'devskyy-tile__value devskyy-tile__value--unknown' : 'devskyy-tile__value'}>
        {value ?? __('Unknown', 'devskyy')}
      </p>
      {children}
      <p className="devskyy-tile__source">
        {source}
        {href && link && (
          <>
            {' '}
            <a href={href}>{link}</a>
          </>
        )}
      </p>
    </section>
  );
};

const unknownSince = (connection: Connection): string => {
  const since = connection.since ? clock(connection.since) : '';
  // translators: %s: a time of day.
  return since
    ? sprintf(__('Unknown since %s: the service does not answer.', 'devskyy'), since)
    : __('The service does not answer.', 'devskyy');
};

const unknown = (connection: Connection): string =>
  connection.status === 'unpaired' ? __('Known once the service is connected.', 'devskyy') : unknownSince(connection);

const WaitingTile = ({ figures }: { figures: Dashboard | null }) => {
  const conflicts = figures?.proposals.conflict ?? 0;
  const source = conflicts
    ? // translators: %s: number of proposals.
      sprintf(
        _n('%s of them is in conflict with a later change.', '%s of them are in conflict with later changes.', conflicts, 'devskyy'),
        count(conflicts),
      )
    : __('Proposals stored on this site, now.', 'devskyy');
  const total = figures ? figures.proposals.pending + conflicts : null;
  return (
    <Tile
      title={__('Waiting for your approval', 'devskyy')}
      value={total === null ? null : count(total)}
      source={source}
      {...(total ? { href: proposalsUrl(), link: __('Review', 'devskyy') } : {})}
    />
  );
};

const RunningTile = ({ connection, runs }: { connection: Connection; runs: Runs }) => {
  const active = runs.runs?.filter((run) => isActive(run.status)) ?? [];
  const blind = connection.status !== 'connected' || runs.runs === null;
  return (
    <Tile
      title={__('Running jobs', 'devskyy')}
      value={blind ? null : count(active.length)}
      source={blind ? unknown(connection) : __('As the service reports, now.', 'devskyy')}
      href={agentsUrl()}
      link={__('Agents', 'devskyy')}
    />
  );
};

const spendSource = (spend: SpendToday): string => {
  const calls = sprintf(
    // translators: 1: number of calls, 2: date.
    _n(
      '%1$s model call on %2$s, from the service’s ledger.',
      '%1$s model calls on %2$s, from the service’s ledger.',
      spend.calls,
      'devskyy',
    ),
    count(spend.calls),
    day(spend.day),
  );
  if (spend.unpriced_calls === 0) return calls;
  // translators: %s: number of calls.
  return `${calls} ${sprintf(_n('%s of them has no known price.', '%s of them have no known price.', spend.unpriced_calls, 'devskyy'), count(spend.unpriced_calls))}`;
};

const spendValue = (spend: SpendToday): string => {
  const spent = amount(spend.amount, spend.currency);
  // translators: 1: money spent, 2: the most that may be spent a day.
  return spend.cap === null ? spent : sprintf(__('%1$s of %2$s', 'devskyy'), spent, amount(spend.cap, spend.currency));
};

const SpendTile = ({ connection, figures }: { connection: Connection; figures: Dashboard | null }) => {
  const data = figures?.spend ?? null;
  const blind = isDown(connection) || connection.status === 'unpaired';
  const noCap = data?.cap === null && can('devskyy_manage');
  return (
    <Tile
      title={__('Spent on models today', 'devskyy')}
      value={blind || !data ? null : spendValue(data)}
      source={blind || !data ? unknown(connection) : spendSource(data)}
      {...(noCap ? { href: `${adminPage().settingsUrl}#devskyy-money`, link: __('Set a daily cap', 'devskyy') } : {})}
    >
      {!blind && data?.cap ? (
        <Meter
          done={data.amount}
          total={data.cap}
          tone={data.alert ? 'warning' : 'usual'}
          label={__('Share of the daily cap that is spent', 'devskyy')}
        />
      ) : null}
    </Tile>
  );
};

const syncedText = (synced: Connection['catalogue']['synced']): string => {
  // translators: %s: how long ago.
  if (typeof synced === 'string' && synced.includes('T')) return sprintf(__('Last sent to the service %s.', 'devskyy'), ago(synced));
  if (typeof synced === 'number') return sprintf(__('%s of them are known to the service.', 'devskyy'), count(synced));
  return synced ? __('All are known to the service.', 'devskyy') : __('Not yet sent to the service.', 'devskyy');
};

const CatalogueTile = ({ connection }: { connection: Connection }) => {
  const { type, products, synced } = connection.catalogue;
  const name = type === 'woocommerce' ? 'WooCommerce' : __('Built-in catalogue', 'devskyy');
  return <Tile title={__('Products in your catalogue', 'devskyy')} value={count(products)} source={`${name}. ${syncedText(synced)}`} />;
};

interface Props {
  connection: Connection;
  figures: Dashboard | null;
  runs: Runs;
}

/** The measured figures, each with its source; "unknown" where the service alone would know and does not answer. */
export const Tiles = ({ connection, figures, runs }: Props) => (
  <div className="devskyy-tiles">
    <WaitingTile figures={figures} />
    <RunningTile connection={connection} runs={runs} />
    <SpendTile connection={connection} figures={figures} />
    <CatalogueTile connection={connection} />
  </div>
);
