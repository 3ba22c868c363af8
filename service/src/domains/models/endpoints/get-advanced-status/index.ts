import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { AdvancedStatus } from '../../contract.ts';
import { contract } from './contract.ts';

export const getAdvancedStatus = defineEndpoint<{ status(): Promise<AdvancedStatus> }>()(contract, async (_input, { status }) =>
  ok(await status()),
);
