import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { Uploads } from '../../uploads.ts';
import { contract } from './contract.ts';

export const readUpload = defineEndpoint<{ uploads: Uploads }>()(contract, ({ params, call }, { uploads }) =>
  uploads.find(call.siteId, params.id),
);
