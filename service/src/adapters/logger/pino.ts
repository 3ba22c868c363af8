import { pino } from 'pino';
import type { Logger } from '../../kernel/world.ts';

/** Structured logs on standard output, one JSON object a line. What could hold a secret is never written. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: { service: 'devskyy' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['authorization', 'key', 'password', 'code', 'token', '*.authorization', '*.key', '*.password', '*.code', '*.token'],
      censor: '[hidden]',
    },
  });
