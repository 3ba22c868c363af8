import { identify, isRunning, processCommand, processStat, type ProcessIdentity } from '../src/kernel/process.ts';

/** The processes between us and npm, npm included: npm runs a script through a shell, which may have made way for us. */
function above(): ProcessIdentity[] {
  const parent = processStat(process.ppid);
  if (!parent || parent.pid <= 1) return [];
  const shell = /^\S*sh -c /.test(processCommand(parent.pid));
  return [identify(parent.pid), ...(shell && parent.parent > 1 ? [identify(parent.parent)] : [])];
}

/** Calls `gone` once when the parent ends, or the npm above it: kill -9 of npm must not leave a shop that nobody can see. */
export function watchParents(gone: () => void, everyMs = 500): void {
  const watched = above();
  if (watched.length === 0) return;
  const timer = setInterval(() => {
    if (watched.every(isRunning)) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  timer.unref();
}
