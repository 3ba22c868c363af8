import { useCallback } from '@wordpress/element';
import { useLoad, type Loaded } from '../../use-load.ts';
import { getModel } from '../api.ts';
import type { SiteModel } from '../types.ts';

/** A block's model; none while none is chosen. */
export const useModel = (id: string): Loaded<SiteModel | null> =>
  useLoad(useCallback(() => (id ? getModel(id) : Promise.resolve(null)), [id]));
