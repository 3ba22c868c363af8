/** The site's own date at a moment; an unknown time zone counts as UTC. WordPress zones are names ("Europe/Rome") or offsets ("+02:00"). */
export function siteDay(at: Date, timezone: string): string {
  return formatter(timezone).format(at);
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone }); // en-CA writes YYYY-MM-DD
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: 'UTC' });
    throw error;
  }
}

/** at least this share of the cap is spent: tell the owner. */
const alertShare = 0.8;

/** A cap of 0 means "nothing more", and never alerts on a day without spend. */
export const isAlert = (amount: number, cap: number | null): boolean => cap !== null && amount > 0 && amount >= alertShare * cap;

/** No call lives longer; what is still open after that belongs to a process that died. */
export const longestCallMs = 10 * 60_000;
