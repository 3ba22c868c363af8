/** Which of two clocks is off, by the measure of a third one: the browser's. */
export type Suspect = 'site' | 'service' | 'unknown';

/** seconds within which two clocks count as agreeing. */
const agreeing = 60;

/** `now` is the browser's clock in milliseconds; the others are what site and service said a moment ago. */
export function suspectClock(clock: { site: string; service: string }, now: number): Suspect {
  const off = (iso: string): boolean => Math.abs(Date.parse(iso) - now) / 1000 > agreeing;
  const [site, service] = [off(clock.site), off(clock.service)];
  if (site === service) return 'unknown';
  return site ? 'site' : 'service';
}
