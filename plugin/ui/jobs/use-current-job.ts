import { useCallback, useState } from '@wordpress/element';
import { pageArg, setPageArgs } from '../page.ts';

/** The id of the job that is looked at, '' for none. It is kept in the address: a reload finds it again. */
export const useCurrentJob = (): readonly [string, (id: string) => void] => {
  const [id, setId] = useState(() => pageArg('job'));
  const open = useCallback((next: string) => {
    setId(next);
    setPageArgs({ job: next || null });
  }, []);
  return [id, open] as const;
};
