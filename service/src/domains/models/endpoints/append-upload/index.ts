import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { Uploads } from '../../uploads.ts';
import { contract } from './contract.ts';

export const appendUpload = defineEndpoint<{ uploads: Uploads }>()(contract, ({ params, query, body, call }, { uploads }) =>
  uploads.append(call.siteId, params.id, { offset: query.offset, bytes: body }),
);
