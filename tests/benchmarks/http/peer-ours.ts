import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate, openDatabase } from '../../../service/src/adapters/knex/database.ts';
import { createLogger } from '../../../service/src/adapters/logger/pino.ts';
import { createMetrics } from '../../../service/src/adapters/metrics/prometheus.ts';
import { startPostgres } from '../../../service/src/adapters/postgres/embedded.ts';
import { migrations } from '../../../service/src/discovery.ts';
import { createAuthenticator } from '../../../service/src/domains/pairing/authenticator.ts';
import { createSiteRepository } from '../../../service/src/domains/pairing/sites.repository.knex.ts';
import { thumbprint } from '../../../service/src/domains/pairing/tokens.ts';
import { createHttpServer } from '../../../service/src/http/server.ts';
import { bindEndpoints, defineContract, defineEndpoint } from '../../../service/src/kernel/endpoint.ts';
import { createEnvelope } from '../../../service/src/kernel/envelope.ts';
import { ok } from '../../../service/src/kernel/result.ts';
import { systemClock } from '../../../service/src/kernel/world.ts';
import { answerOf, itemAnswer, itemBody, itemParams } from './item.ts';
import { peerSettings, requestsPerMinute } from './peer.ts';

/**
 * The same route in the product's own server: declared by a contract, served by its middleware, the caller checked by its
 * authenticator on its PostgreSQL (each token bound to its request, and accepted once).
 */
const contract = defineContract({
  id: 'create-item',
  method: 'post',
  path: '/api/v1/items/:id',
  summary: 'The route of the bench.',
  tag: 'Bench',
  access: 'site',
  params: itemParams,
  body: itemBody,
  success: 'ok',
  response: itemAnswer,
  failures: {},
});
const createItem = defineEndpoint<null>()(contract, async ({ params, body, call }) => ok(answerOf(params.id, body, call.siteId)));

const settings = peerSettings();
const folder = process.env['DATA_DIR'] ?? '';
const audience = settings.audience;
mkdirSync(folder, { recursive: true, mode: 0o711 });
const logger = createLogger('info');
const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), logger, searchPath: process.env['PATH'] });
const database = openDatabase(postgres.url);
await migrate(database, await migrations());
const sites = createSiteRepository(database);
const { x = '', y = '' } = settings.publicKey.export({ format: 'jwk' });
const jwk = { kty: 'EC' as const, crv: 'P-256' as const, x, y, kid: thumbprint({ x, y }) };
await sites.add(
  {
    id: settings.issuer,
    url: 'https://shop.example',
    restUrl: 'https://shop.example/wp-json/devskyy/v1',
    name: 'Shop',
    reachable: false,
    pairedAt: systemClock.now(),
    lastPush: null,
    pluginVersion: '0.1.0',
    contract: 1,
    keys: { kid: jwk.kid, publicJwk: jwk, serviceKid: jwk.kid, servicePublicJwk: jwk, servicePrivateSealed: '' },
  },
  null,
);
const server = createHttpServer({
  endpoints: bindEndpoints([createItem], null),
  pages: [],
  rules: {
    sites: createAuthenticator({ sites, envelope: createEnvelope([Buffer.alloc(32)]), clock: systemClock, publicUrl: audience }),
    operatorToken: null,
    publicUrl: audience,
  },
  logger,
  metrics: createMetrics(),
  instance: null,
  bodies: { folder: '', mostBytes: 0, patienceMs: 15_000 },
  requestsPerMinute,
});
server.listen(settings.port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
  void database
    .destroy()
    .then(() => postgres.stop())
    .then(() => process.exit(0));
});
