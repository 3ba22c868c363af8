import { __ } from '@wordpress/i18n';
import { announce } from '../announce.ts';
import { toApiError } from '../api/errors.ts';
import { cancelText, getTicket, readText, startText } from './api.ts';
import { followText, thisPage, type Way } from './follow.ts';
import { reaches } from './probe.ts';
import type { Ask, StartedText, Text } from './types.ts';

/** Why there is no text, and what to do. */
export interface Problem {
  code: string;
  message: string;
  next: string | null;
}

export interface Run {
  phase: 'idle' | 'starting' | 'writing' | 'done' | 'failed';
  words: string;
  /** what the site said last; null before its first answer. */
  text: Text | null;
  /** by which way the words come. */
  way: Way | null;
  stopping: boolean;
  problem: Problem | null;
}

export const idle: Run = { phase: 'idle', words: '', text: null, way: null, stopping: false, problem: null };

export interface TextWriter {
  /** Answers the text's id once the site has taken it; null when it did not. */
  start(ask: Ask, probe: string): Promise<string | null>;
  /** Takes up a text that was started before. */
  resume(id: string, probe: string): Promise<void>;
  stop(): void;
  /** Begins anew; a text that is still written is stopped. */
  reset(): void;
  /** Follows no longer; the text itself goes on. */
  leave(): void;
}

type SetRun = (update: (before: Run) => Run) => void;

const problemOf = (thrown: unknown): Problem => {
  const { code, message, next, details } = toApiError(thrown);
  return { code, message: details.length === 1 ? `${message} ${details[0]!.message}` : message, next };
};

const nothingSaid = (): Problem => ({ code: 'unknown', message: __('The text could not be written.', 'devskyy'), next: null });

/** Where a run ends, and what screen readers hear of it. */
const createEndings = (set: SetRun) => {
  const fail = (problem: Problem): void => {
    set((before) => ({ ...before, phase: 'failed', problem, stopping: false }));
    announce(problem.message, 'assertive');
  };
  const conclude = (text: Text): void => {
    set((before) => ({ ...before, text, stopping: false }));
    if (text.status === 'failed') return fail(text.error ?? nothingSaid());
    set((before) => ({ ...before, phase: 'done' }));
    announce(text.status === 'cancelled' ? __('Stopped.', 'devskyy') : __('The text is ready.', 'devskyy'));
  };
  return { fail, conclude };
};

/** Starts, follows and stops one text at a time, and tells `set` how far it is. */
export const createWriter = (set: SetRun): TextWriter => {
  const { fail, conclude } = createEndings(set);
  let control = new AbortController();
  let current: string | null = null;

  const begin = (phase: Run['phase']): AbortSignal => {
    control.abort();
    control = new AbortController();
    set(() => ({ ...idle, phase }));
    return control.signal;
  };

  const follow = async (text: Pick<StartedText, 'id' | 'stream'>, probe: string, signal: AbortSignal): Promise<void> => {
    current = text.id;
    const onWords = (words: string, way: Way): void => set((before) => ({ ...before, words: before.words + words, way }));
    const parts = { read: readText, getTicket, fetch: window.fetch.bind(window), page: thisPage, reaches: reaches(probe), onWords, signal };
    try {
      const ended = await followText({ ...parts, id: text.id, ticket: text.stream });
      current = null;
      conclude(ended);
    } catch (thrown) {
      if (!signal.aborted) fail(problemOf(thrown));
    }
  };

  return {
    async start(ask, probe) {
      const signal = begin('starting');
      announce(__('Writing…', 'devskyy'));
      try {
        const text = await startText(ask);
        if (signal.aborted) return null;
        set((before) => ({ ...before, phase: 'writing', text, words: text.status === 'running' ? '' : text.text }));
        if (text.status === 'running') void follow(text, probe, signal);
        else conclude(text);
        return text.id;
      } catch (thrown) {
        if (!signal.aborted) fail(problemOf(thrown));
        return null;
      }
    },
    resume: (id, probe) => follow({ id, stream: null }, probe, begin('writing')),
    stop() {
      if (current === null) return;
      set((before) => ({ ...before, stopping: true }));
      // whoever follows it sees its end; this only asks for it
      cancelText(current).catch((thrown: unknown) => fail(problemOf(thrown)));
    },
    reset() {
      control.abort();
      // Nobody will look at it any more: it need not be paid for. If the service is not there, it writes nothing either.
      if (current !== null) cancelText(current).catch(() => undefined);
      current = null;
      set(() => idle);
    },
    leave: () => control.abort(),
  };
};
