import type { Failure } from '../../kernel/result.ts';

/** What ends a job early, as an error that is told apart from the browser's own. */
export class Ended extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export const failures = {
  none: {
    code: 'no-browser',
    message: 'No Chromium is installed to draw pictures with.',
    next: 'Install Chromium, or name it in CHROMIUM_PATH.',
  },
  scripts: {
    code: 'no-viewer-scripts',
    message: 'The viewer’s scripts are missing beside the service.',
    next: 'Install the service again from its package.',
  },
  cancelled: { code: 'cancelled', message: 'The drawing was cancelled.' },
  stopped: { code: 'renderer-stopped', message: 'The service is stopping.', next: 'Start the job again when it runs.' },
} satisfies Record<string, Failure>;

export const late = (ms: number): Failure => ({
  code: 'render-timeout',
  message: `Chromium took more than ${Math.round(ms / 1000)} seconds for one picture.`,
  next: 'Reduce the model’s triangles or textures, or give the service more processor time.',
});

export const heavy = (held: number, most: number): Failure => ({
  code: 'render-memory',
  message: `Chromium held ${Math.round(held)} MB while drawing; ${most} MB are allowed.`,
  next: 'Reduce the model’s triangles or texture sizes.',
});

export const refused = (why: string): Failure => ({ code: 'render-refused', message: `The viewer could not show the model: ${why}.` });

export const died = (why: string): Failure => ({
  code: 'browser-died',
  message: `Chromium could not draw the model: ${why}`,
  next: 'See whether Chromium starts on this machine under the service’s user.',
});
