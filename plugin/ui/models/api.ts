import { request } from '../api/client.ts';
import type { Page } from '../api/types.ts';
import type { ModelFile, ModelStatus, PipelineOptions, SiteModel } from './types.ts';

export interface ModelQuery {
  page?: number;
  per_page?: number;
  search?: string;
  /** comma lists. */
  status?: string;
  kind?: string;
}

export const listModels = async (query: ModelQuery = {}): Promise<Page<SiteModel>> => {
  const { models, total } = await request<{ models: SiteModel[]; total: number }>('models', { query: { ...query } });
  return { items: models, total, pages: Math.max(1, Math.ceil(total / (query.per_page ?? 20))) };
};
/** Each reading of an open model works a step of it off. */
export const getModel = (id: string): Promise<SiteModel> => request(`models/${id}`);
export const startModel = (upload: string, title: string, options: Partial<PipelineOptions> = {}): Promise<SiteModel> =>
  request('models', { method: 'POST', data: { upload, title, options } });
export const processModel = (id: string, options?: Partial<PipelineOptions>): Promise<SiteModel> =>
  request(`models/${id}/process`, { method: 'POST', data: options ? { options } : {} });
export const cancelModel = (id: string): Promise<SiteModel> => request(`models/${id}/cancel`, { method: 'POST', data: {} });
export const editModel = (
  id: string,
  change: { title?: string; products?: { id: number; variant: string | null }[] },
): Promise<SiteModel> => request(`models/${id}`, { method: 'PUT', data: change });
export const deleteModel = (id: string): Promise<unknown> => request(`models/${id}`, { method: 'DELETE' });
export const dressAvatar = (avatar: string, garments: string[], title: string): Promise<SiteModel> =>
  request('avatars', { method: 'POST', data: { avatar, garments, title } });

const open: readonly ModelStatus[] = ['sending', 'queued', 'processing', 'publishing'];
export const isOpen = ({ status }: Pick<SiteModel, 'status'>): boolean => open.includes(status);

/** The file of a kind; of the colourway where there is one, else the one that stands for all. */
export const fileOf = ({ files }: SiteModel, kind: ModelFile['kind'], variant: string | null = null): ModelFile | null => {
  const some = files.filter((file) => file.kind === kind);
  return some.find((file) => file.variant === variant) ?? some.find((file) => file.variant === null) ?? some[0] ?? null;
};

export const isShown = (model: SiteModel): boolean => fileOf(model, 'viewer') !== null;
export const variantsOf = (model: SiteModel): string[] => (model.report?.result ?? model.report?.found)?.variants ?? [];
