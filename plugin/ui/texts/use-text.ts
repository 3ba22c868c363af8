import { useEffect, useMemo, useState } from '@wordpress/element';
import { createWriter, idle, type Run, type TextWriter } from './writer.ts';

export interface Writing extends Omit<TextWriter, 'leave'> {
  run: Run;
}

/** One text at a time: started, followed while its component lives, stopped. */
export const useText = (): Writing => {
  const [run, setRun] = useState<Run>(idle);
  const { leave, ...writer } = useMemo(() => createWriter(setRun), []);
  useEffect(() => leave, [leave]);
  return { run, ...writer };
};
