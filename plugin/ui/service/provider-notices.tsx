import { Button, Notice } from '@wordpress/components';
import { useCallback } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { listProviderStates } from '../api/endpoints.ts';
import type { ProviderState } from '../api/types.ts';
import { clock } from '../format/site.ts';
import { adminPage, can } from '../page.ts';
import { usePoll } from '../polling/use-poll.ts';
import { findProvider, providerLabel } from '../providers.ts';
import { useLoad } from '../use-load.ts';
import { useService } from './context.ts';

const refusal = (state: ProviderState): string => {
  const name = providerLabel(state.provider);
  // translators: %s: name of a provider.
  if (state.code === 'auth') return sprintf(__('%s does not accept the key.', 'devskyy'), name);
  // translators: %s: name of a provider.
  if (state.code === 'spend-limit')
    return sprintf(__('%s refuses: no credit is left, or the account’s limit is reached.', 'devskyy'), name);
  return state.message;
};

const sentence = (state: ProviderState): string => {
  if (state.state === 'refused') return refusal(state);
  const until = state.until ? clock(state.until) : '';
  return state.state === 'waiting'
    ? // translators: 1: name of a provider, 2: a time of day.
      sprintf(__('%1$s asks to slow down; the work goes on at %2$s.', 'devskyy'), providerLabel(state.provider), until)
    : // translators: 1: name of a provider, 2: a time of day.
      sprintf(__('%1$s failed several times in a row; it is tried again at %2$s.', 'devskyy'), providerLabel(state.provider), until);
};

const Actions = ({ state }: { state: ProviderState }) => {
  if (state.state !== 'refused') return null;
  if (!can('devskyy_manage')) return <p>{__('Ask an administrator of this site to look at DevSkyy → Settings.', 'devskyy')}</p>;
  const account = state.code === 'spend-limit' ? findProvider(state.provider)?.account : null;
  return (
    <div className="devskyy-notice__actions">
      {account && (
        <Button variant="secondary" size="small" href={account} target="_blank" rel="noopener noreferrer">
          {/* translators: %s: name of a provider. */}
          {sprintf(__('Open the account at %s', 'devskyy'), providerLabel(state.provider))}
        </Button>
      )}
      <Button variant="secondary" size="small" href={`${adminPage().settingsUrl}#devskyy-writers`}>
        {state.code === 'auth' ? __('Enter the key again', 'devskyy') : __('Open the settings of writers', 'devskyy')}
      </Button>
    </div>
  );
};

const One = ({ state }: { state: ProviderState }) => (
  <Notice status={state.state === 'refused' ? 'error' : 'warning'} isDismissible={false} className="devskyy-notice" politeness="polite">
    <p>
      <strong>{sentence(state)}</strong> {/* translators: %s: a time of day, maybe with its date. */}
      {sprintf(__('Since %s.', 'devskyy'), clock(state.since))}
    </p>
    {state.said && (
      <p>
        {/* translators: %s: what a provider answered. */}
        {sprintf(__('It said: “%s”', 'devskyy'), state.said)}
      </p>
    )}
    <Actions state={state} />
  </Notice>
);

const LOOK_AGAIN = 15_000;

/**
 * Tells which provider does not write at the moment, what it said, and the next click. It is read anew when `refresh` changes, and
 * while there is something to tell.
 */
export const ProviderNotices = ({ refresh = '' }: { refresh?: string }) => {
  const { connection } = useService();
  const paired = connection?.status === 'connected';
  const load = useCallback(async () => (paired ? (await listProviderStates()).providers : []), [paired, refresh]);
  const { data, reload } = useLoad(load);
  const some = (data?.length ?? 0) > 0;
  usePoll({ run: async () => reload(), delay: () => (some ? LOOK_AGAIN : null), key: String(some) });
  return (
    <>
      {data?.map((state) => (
        <One key={`${state.provider} ${state.state}`} state={state} />
      ))}
    </>
  );
};
