import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Logger } from '../../kernel/world.ts';
import { loadAgents } from './registry.ts';

const logged: string[] = [];
const logger: Logger = { debug() {}, info() {}, warn() {}, error: (_fields, message) => void logged.push(message) };

const agent = (name: string) => ({
  name,
  title: 'Good',
  summary: 'Does good.',
  category: 'content',
  needs: [],
  risk: 'low',
  riskNote: 'None.',
  output: 'report',
  taskType: null,
  fields: [],
  options: z.object({}),
  allows: () => false,
  timeoutSeconds: 1,
  run: () => undefined,
});

test('an agent that cannot be loaded is listed as not available with its reason, and the others work', async () => {
  const registry = await loadAgents(
    {
      good: async () => ({ good: agent('good'), helper: () => 1 }),
      'no-module': () =>
        Promise.reject(new Error("Cannot find module '/srv/app/agents/catalog/no-module/index.ts' imported from /srv/app/x.ts")),
      empty: async () => ({}),
      misnamed: async () => ({ agent: agent('other') }),
      incomplete: async () => ({ agent: { ...agent('incomplete'), title: '', timeoutSeconds: 0 } }),
    },
    logger,
  );
  expect(registry.info('good')).toMatchObject({ available: true, reason: null, risk_note: 'None.' });
  const reasons = Object.fromEntries(registry.list().map(({ name, reason }) => [name, reason]));
  expect(reasons).toEqual({
    good: null,
    'no-module': "Cannot find module 'index.ts' imported from x.ts",
    empty: 'empty/index.ts must export exactly one agent (defineAgent), and exports 0.',
    misnamed: 'The agent in misnamed calls itself "other"; name and folder must be the same.',
    incomplete: 'The agent is not complete: no title, no time limit.',
  });
  expect(registry.definition('incomplete')).toBeNull();
  expect(registry.info('unheard-of')).toBeNull();
  expect(logged).toHaveLength(4);
});
