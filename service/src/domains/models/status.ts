import type { AdvancedStatus } from './contract.ts';
import { processModel } from './jobs/process-model/contract.ts';
import type { ModelDeps } from './ports.ts';
import type { Ended } from './repository.ts';
import type { ModelWorker } from './worker.ts';

/** How many processings are told of. */
const told = 20;

/** What measures outside of this domain. */
export interface StatusSources {
  limits: { memoryMb: number; seconds: number };
  memory(): AdvancedStatus['memory'];
  children(): AdvancedStatus['pipeline']['children'];
  renderer(): Promise<AdvancedStatus['renderer']>;
}

/** 3D processing as it is now: everything is measured, or null. */
export async function measureStatus(deps: ModelDeps, worker: ModelWorker, sources: StatusSources): Promise<AdvancedStatus> {
  const { repository, transactions, objects, limits } = deps;
  const sites: AdvancedStatus['storage']['sites'] = [];
  const last: Ended[] = [];
  for (const id of await deps.sites()) {
    const [usage, ended] = await transactions.run(id, async (within) => [
      await repository.usage(within),
      await repository.ended(within, told),
    ]);
    const { uploads, ...kept } = usage;
    if (kept.models + uploads.count > 0) sites.push({ id, ...kept, uploads: uploads.count, uploading_bytes: uploads.bytes });
    last.push(...ended);
  }
  return {
    measured: deps.clock.now().toISOString(),
    queue: (await deps.queue.counts())[processModel.name] ?? null,
    storage: { kind: objects.kind, quota_bytes: limits.quotaBytes, free_bytes: await objects.freeBytes(), sites },
    pipeline: {
      concurrency: limits.concurrency,
      memory_limit_mb: sources.limits.memoryMb,
      seconds_limit: sources.limits.seconds,
      at_work: worker.atWork().map(({ since, ...work }) => ({ ...work, since: since.toISOString() })),
      children: sources.children(),
    },
    memory: sources.memory(),
    renderer: await sources.renderer(),
    last: last
      .sort((a, b) => b.finished.getTime() - a.finished.getTime())
      .slice(0, told)
      .map(({ id, status, source, began, finished, stages, peakMb }) => ({
        model: id,
        status,
        source,
        seconds: (finished.getTime() - began.getTime()) / 1000,
        stages,
        peak_mb: peakMb,
        finished: finished.toISOString(),
      })),
  };
}
