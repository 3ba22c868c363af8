import type { Clock } from '../../kernel/world.ts';
import type { ProviderState } from './contract.ts';
import type { StoredTrouble, Trouble, TroubleRepository } from './repository.ts';

/** A provider that may not be called at the moment; the intelligence tells. */
interface ClosedDoor {
  site: string;
  provider: string;
  model: string;
  state: ProviderState['state'];
  since: Date;
  until: Date;
  failure: { code: string; message: string; next?: string; details?: Record<string, unknown> };
}

export interface ProviderDeps {
  repository: TroubleRepository;
  closed(): ClosedDoor[];
  /** Since when the provider's key or address is the present one; null: it is not set up, or no task uses it. */
  inUseSince(site: string, provider: string): Promise<Date | null>;
  clock: Clock;
}

export interface ProviderService {
  /** For the intelligence: refusals are kept until a call goes well, so that the owner learns of them also after a restart. */
  troubles: { note(trouble: Trouble): Promise<void>; clear(site: string, provider: string): Promise<void> };
  states(site: string): Promise<ProviderState[]>;
  /** Closed doors over all sites, for the operator: how many models of sites, by provider and state. */
  doors(): { provider: string; state: string; doors: number }[];
}

export const createProviderService = (deps: ProviderDeps): ProviderService => ({
  troubles: {
    note: (trouble) => deps.repository.note(trouble, deps.clock.now()),
    clear: (site, provider) => deps.repository.clear(site, provider),
  },
  doors() {
    const counts = new Map<string, { provider: string; state: string; doors: number }>();
    for (const { provider, state } of deps.closed()) {
      const id = `${provider} ${state}`;
      counts.set(id, { provider, state, doors: (counts.get(id)?.doors ?? 0) + 1 });
    }
    return [...counts.values()];
  },
  async states(site) {
    const refused: ProviderState[] = [];
    for (const trouble of await deps.repository.list(site)) {
      const since = await deps.inUseSince(site, trouble.provider);
      // a key that was entered since has not been tried yet
      if (since !== null && since <= trouble.lastSeen) refused.push(toState(trouble));
    }
    const doors = deps.closed().filter((door) => door.site === site && door.state !== 'refused');
    return [...refused, ...doors.map(fromDoor)];
  },
});

const toState = ({ lastSeen: _lastSeen, since, ...trouble }: StoredTrouble): ProviderState => ({
  ...trouble,
  state: 'refused',
  since: since.toISOString(),
  until: null,
});

const fromDoor = ({ provider, model, state, since, until, failure }: ClosedDoor): ProviderState => ({
  provider,
  model,
  state,
  code: failure.code,
  message: failure.message,
  said: typeof failure.details?.['said'] === 'string' ? failure.details['said'] : null,
  next: failure.next ?? null,
  since: since.toISOString(),
  until: until.toISOString(),
});
