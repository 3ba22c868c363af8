import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { Uploads } from '../../uploads.ts';
import { contract } from './contract.ts';

export const startUpload = defineEndpoint<{ uploads: Uploads }>()(contract, ({ body, call }, { uploads }) =>
  uploads.start(call.siteId, body),
);
