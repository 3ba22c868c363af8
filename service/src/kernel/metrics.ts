/** Counters and durations, by name; the names and labels are declared where the adapter is built. */
export interface Metrics {
  count(name: string, labels?: Record<string, string>, by?: number): void;
  observe(name: string, seconds: number, labels?: Record<string, string>): void;
}
