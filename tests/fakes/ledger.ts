import type { Ledger, Reservation, Settlement } from '../../service/src/intelligence/budget.ts';

export interface MemoryLedger extends Ledger {
  calls: (Reservation & { settled: Settlement | null })[];
}

/** A ledger that keeps what it is told, for tests of who calls it; the money rules are tested on the real one. */
export function createMemoryLedger(refuse?: string): MemoryLedger {
  const calls: MemoryLedger['calls'] = [];
  return {
    calls,
    async reserve(reservation) {
      if (refuse) return { ok: false, error: { code: 'cap-reached', message: refuse, next: 'Raise the cap.', retryable: false } };
      calls.push({ ...reservation, settled: null });
      return { ok: true, value: { id: String(calls.length - 1) } };
    },
    async settle(_site, id, settlement) {
      const call = calls[Number(id)];
      if (!call || call.settled) throw new Error(`settled twice or never held: ${id}`);
      call.settled = settlement;
    },
    history: async () => null,
  };
}
