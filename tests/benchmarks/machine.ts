import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';

/** What the figures were measured on. */
export function describeMachine(): [string, string][] {
  const release = existsSync('/etc/os-release') ? /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] : null;
  return [
    ['Machine', `${os.availableParallelism()} cores of ${os.cpus()[0]?.model.trim() ?? 'an unknown CPU'}`],
    ['Memory', `${Math.round(os.totalmem() / 1024 ** 3)} GB`],
    ['System', `${release ?? os.type()}, kernel ${os.release()}`],
    ['Node', process.versions.node],
    [
      'Load average when it began',
      os
        .loadavg()
        .map((value) => value.toFixed(2))
        .join(' '),
    ],
  ];
}
