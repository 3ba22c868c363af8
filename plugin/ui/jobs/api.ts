import { request, requestPage } from '../api/client.ts';
import type { Page } from '../api/types.ts';

export type JobStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'cancelled' | 'failed';

/** Long work of the site, done in slices (plugin/includes/Jobs); each kind adds members of its own. */
export interface Job {
  id: string;
  kind: string;
  status: JobStatus;
  title: string;
  phase: string;
  progress: { done: number; total: number };
  message: string;
  user: { id: number; name: string };
  created: string;
  finished: string | null;
}

export const isOpen = (job: Job): boolean => job.status === 'queued' || job.status === 'running';

/** Each reading of an open job works a slice off. */
export const getJob = <T extends Job>(id: string): Promise<T> => request(`jobs/${id}`);
export const listJobs = <T extends Job>(kind: string, page = 1, perPage = 10): Promise<Page<T>> =>
  requestPage('jobs', { query: { kind, page, per_page: perPage } });
export const actOnJob = <T extends Job>(id: string, action: string, data: unknown = {}): Promise<T> =>
  request(`jobs/${id}/${action}`, { method: 'POST', data });
export const forgetJob = (id: string): Promise<unknown> => request(`jobs/${id}`, { method: 'DELETE' });
