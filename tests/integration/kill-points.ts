/** A moment of a run at which the service dies. `at` is a probe's name (probes.ts), passed for the nth time. */
export interface KillPoint {
  name: string;
  at: string;
  times: number;
  /** the dying process is the one that is asked for the run. */
  starts?: true;
}

/** In the order of a run's life. */
export const killPoints: KillPoint[] = [
  { name: 'the run is asked for, before its commit', at: 'queue.send(watch-run):after', times: 1, starts: true },
  { name: 'the run is committed, before the answer', at: 'commit of queue.send(watch-run):after', times: 1, starts: true },
  { name: 'before a piece is claimed', at: 'runs.claim:before', times: 2 },
  { name: 'a piece is claimed, before the commit', at: 'runs.claim:after', times: 2 },
  { name: 'after the claim is committed', at: 'devskyy_run_steps_claimed_total', times: 2 },
  { name: 'before the model call', at: 'model:before', times: 3 },
  { name: 'after the model call', at: 'model:after', times: 3 },
  { name: 'before the result is stored', at: 'runs.settle:before', times: 2 },
  { name: 'the result is stored and counted', at: 'runs.advance:after', times: 2 },
  { name: 'before its message is in the outbox', at: 'outbox.add(proposal):before', times: 2 },
  { name: 'its message is in the outbox', at: 'outbox.add(proposal):after', times: 2 },
  { name: 'before the result is committed', at: 'commit of runs.addEvent:before', times: 3 },
  { name: 'after the result is committed', at: 'devskyy_fashion_operations_total', times: 2 },
  { name: 'the delivery has begun', at: 'outbox.hold:after', times: 1 },
  { name: 'before messages are sent', at: 'carrier.push:before', times: 1 },
  { name: 'WordPress has messages, its answer is unread', at: 'carrier.push:after', times: 1 },
  { name: 'before the acknowledgement is committed', at: 'outbox.acknowledge:after', times: 1 },
  { name: 'after the acknowledgement is committed', at: 'outbox.recordPush:before', times: 1 },
  { name: 'before the report is made', at: 'runs.report:before', times: 1 },
  { name: 'the report is in the outbox', at: 'outbox.add(run):after', times: 1 },
  { name: 'WordPress has the report, its answer is unread', at: 'carrier.push(run):after', times: 1 },
  { name: 'before the end of the run is committed', at: 'runs.update(closed):after', times: 1 },
];
