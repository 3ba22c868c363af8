import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { ModelService } from '../models/index.ts';
import { createAvatar } from './endpoints/create-avatar/index.ts';
import { listAvatars } from './endpoints/list-avatars/index.ts';

/** Avatars: models that can be dressed, and those that were. */
export const createAvatars = (deps: { models: ModelService }): { endpoints: BoundEndpoint[] } => ({
  endpoints: bindEndpoints([createAvatar, listAvatars], deps),
});
