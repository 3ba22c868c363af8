import path from 'node:path';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { hold, holderOf, letGo } from '../src/kernel/holder.ts';
import { isRunning, type ProcessIdentity } from '../src/kernel/process.ts';
import { StartFault } from './fault.ts';

/**
 * Makes this launcher the one of a data folder. One of ours that still runs there is asked to end (it has 32 seconds to drain) and
 * we take over; the newest start wins. Returns what gives the folder back.
 */
export async function claim(data: string, told: (text: string) => void): Promise<() => void> {
  const file = path.join(data, 'launcher.json');
  while (!hold(file)) {
    const other = holderOf(file);
    if (other && other.pid !== process.pid && isRunning(other)) await end(other, told);
    rmSync(file, { force: true });
  }
  return () => letGo(file);
}

async function end(other: ProcessIdentity, told: (text: string) => void): Promise<void> {
  told(`Another npm start (process ${other.pid}) runs on this data folder; ending it and taking over`);
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(other.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') {
        throw new StartFault(
          `Process ${other.pid}, of another user, runs on this data folder.`,
          'Stop that one first, or choose another folder: npm start -- --data FOLDER',
          error,
        );
      }
    }
  };
  signal('SIGTERM');
  for (let waited = 0; isRunning(other) && waited < 32000; waited += 50) await sleep(50);
  if (isRunning(other)) signal('SIGKILL');
  for (let waited = 0; isRunning(other) && waited < 2000; waited += 50) await sleep(50);
}
