import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Uploads } from '../../uploads.ts';
import { contract } from './contract.ts';

export const dropUpload = defineEndpoint<{ uploads: Uploads }>()(contract, async ({ params, call }, { uploads }) => {
  await uploads.drop(call.siteId, params.id);
  return ok(null);
});
