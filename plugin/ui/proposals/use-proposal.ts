import { useCallback, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../announce.ts';
import { approveProposal, editProposal, rejectProposal, undoProposal } from '../api/endpoints.ts';
import { ApiError } from '../api/errors.ts';
import type { FieldValue, Proposal } from '../api/types.ts';
import { type Acting, useAction } from '../use-action.ts';
import { sameValue } from './diff-view.tsx';

export interface Deciding extends Pick<Acting, 'busy' | 'error' | 'clear'> {
  approve: (fields: string[]) => Promise<void>;
  /** approves over a conflict: what was looked at is what may be overwritten. */
  approveAnyway: (fields: string[]) => Promise<void>;
  reject: () => Promise<void>;
  undo: () => Promise<void>;
  edit: (field: string, after: FieldValue) => Promise<boolean>;
}

const sameCurrent = (one: Proposal, other: Proposal): boolean =>
  one.changes.every((change) => sameValue(change.current, other.changes.find((candidate) => candidate.field === change.field)?.current));

const conflictOf = (thrown: unknown): { proposal: Proposal; fingerprint: string | null } | null => {
  if (!(thrown instanceof ApiError) || thrown.kind !== 'conflict') return null;
  const proposal = thrown.data['proposal'] as Proposal | undefined;
  const fingerprint = thrown.data['current_fingerprint'];
  return proposal ? { proposal, fingerprint: typeof fingerprint === 'string' ? fingerprint : null } : null;
};

/** What can be done with one proposal. Each answer, a refusal's too, brings the proposal as it is now to `onChange`. */
export const useProposal = (proposal: Proposal, onChange: (proposal: Proposal) => void): Deciding => {
  const { busy, error, clear, act } = useAction();
  const [fingerprint, setFingerprint] = useState<string | null>(proposal.current_fingerprint ?? null);

  const call = useCallback(
    async (name: string, ask: () => Promise<Proposal>, done: string): Promise<boolean> => {
      const answer = await act(name, async () => {
        try {
          return await ask();
        } catch (thrown) {
          const conflict = conflictOf(thrown);
          if (conflict) {
            setFingerprint(conflict.fingerprint);
            onChange(conflict.proposal);
          }
          throw thrown;
        }
      });
      if (!answer) return false;
      onChange(answer);
      announce(done);
      return true;
    },
    [act, onChange],
  );

  const { id } = proposal;
  const { title } = proposal.target;

  const approve = async (fields: string[]): Promise<void> => {
    // translators: %s: title of a product.
    await call('approve', () => approveProposal(id, { fields }), sprintf(__('Applied to %s.', 'devskyy'), title));
  };

  const expectCurrent = async (fields: string[]): Promise<Proposal> => {
    if (fingerprint) return approveProposal(id, { fields, expect: fingerprint });
    try {
      return await approveProposal(id, { fields });
    } catch (thrown) {
      const conflict = conflictOf(thrown);
      // Overwriting is right only for what the reader has seen; if the shop holds something else by now, it is shown first.
      if (!conflict?.fingerprint || !sameCurrent(proposal, conflict.proposal)) throw thrown;
      return approveProposal(id, { fields, expect: conflict.fingerprint });
    }
  };

  return {
    busy,
    error,
    clear,
    approve,
    approveAnyway: async (fields) => {
      // translators: %s: title of a product.
      await call('approve', () => expectCurrent(fields), sprintf(__('Applied to %s.', 'devskyy'), title));
    },
    reject: async () => {
      // translators: %s: title of a product.
      await call('reject', () => rejectProposal(id), sprintf(__('Rejected for %s.', 'devskyy'), title));
    },
    undo: async () => {
      // translators: %s: title of a product.
      await call('undo', () => undoProposal(id), sprintf(__('%s is as it was before.', 'devskyy'), title));
    },
    edit: (field, after) => call('edit', () => editProposal(id, [{ field, after }]), __('Your text is kept.', 'devskyy')),
  };
};
