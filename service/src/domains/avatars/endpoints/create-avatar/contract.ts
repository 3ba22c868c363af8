import { defineContract } from '../../../../kernel/endpoint.ts';
import { avatarRequest, model } from '../../../models/contract.ts';

export const contract = defineContract({
  id: 'create-avatar',
  method: 'post',
  path: '/api/v1/avatars/create',
  summary: 'Dress an avatar with garments: a new model, made in the background.',
  tag: '3D',
  access: 'site',
  body: avatarRequest,
  success: 'accepted',
  response: model,
  failures: { unknown_model: 'not-found', not_an_avatar: 'invalid', licence: 'forbidden', not_done: 'conflict' },
});
