import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { type RunAsk, startRun } from '../../ui/api/endpoints.ts';
import type { AgentInfo } from '../../ui/api/types.ts';
import { useService } from '../../ui/service/context.ts';
import { type Acting, useAction } from '../../ui/use-action.ts';
import { uuid } from '../../ui/uuid.ts';

export interface Starting extends Pick<Acting, 'busy' | 'error' | 'clear'> {
  start: () => Promise<void>;
}

/**
 * Starts a run. The same choices sent again carry the same key: where an answer was lost on the way, trying again finds the run that
 * was started and starts no second one.
 */
export const useStart = (agent: AgentInfo, ask: RunAsk, onStarted: () => void): Starting => {
  const { busy, error, act, clear } = useAction();
  const { generation } = useService();
  const sent = useRef({ ask: '', key: '' });
  // A refusal is no longer true once the service is back.
  useEffect(() => {
    clear();
  }, [generation, clear]);

  const start = async (): Promise<void> => {
    const text = JSON.stringify(ask);
    if (sent.current.ask !== text) sent.current = { ask: text, key: uuid() };
    if (!(await act('start', () => startRun(agent.name, ask, sent.current.key)))) return;
    // translators: %s: title of an agent.
    announce(sprintf(__('%s has been started.', 'devskyy'), agent.title));
    onStarted();
  };
  return { busy, error, clear, start };
};
