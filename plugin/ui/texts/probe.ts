/** The browser waits no longer for the service; whoever writes meanwhile is served by polling. */
const patienceMs = 2000;
/** How long the answer holds. */
const freshMs = 5 * 60_000;

const answers = new Map<string, { at: number; reached: Promise<boolean> }>();

const ask = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(url, { credentials: 'omit', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    return answer.ok && answer.headers.has('X-DevSkyy-Contract');
  } catch {
    // Blocked, not there, another origin than the paired one, or too slow: the text comes by polling instead.
    return false;
  }
};

/** Whether this browser reaches the service itself; asked once in a while. */
export const reaches = (url: string): Promise<boolean> => {
  const known = answers.get(url);
  if (known && Date.now() - known.at < freshMs) return known.reached;
  const reached = ask(url);
  answers.set(url, { at: Date.now(), reached });
  return reached;
};
