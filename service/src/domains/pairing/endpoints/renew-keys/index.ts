import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { Rotation } from '../../rotation.service.ts';
import { contract } from './contract.ts';

export const renewKeys = defineEndpoint<{ rotation: Rotation }>()(contract, ({ body, call }, { rotation }) =>
  rotation.renew(call.siteId, body),
);
