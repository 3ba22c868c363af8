import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config/config.ts';
import { createHttpServer } from './http/server.ts';
import type { BoundEndpoint } from './kernel/endpoint.ts';
import { systemClock, type Logger } from './kernel/world.ts';
import { workFolder } from './app/models.ts';
import { lay } from './app/foundation.ts';
import { buildHealth } from './app/health.ts';
import { buildPairing } from './app/pairing.ts';
import { buildShop } from './app/shop.ts';

export interface App {
  listen(): Promise<number>;
  /** Stops taking work, lets what runs end, closes everything. */
  stop(): Promise<void>;
}

/** The composition root: the only place that builds adapters and hands them to domains. */
export async function createApp(config: Config, logger: Logger, options: { drainMs: number }): Promise<App> {
  const started = systemClock.now();
  const foundation = await lay(config, logger, options);
  const { database, queue, postgres } = foundation;
  const shop = await buildShop(foundation);
  const pairing = await buildPairing(foundation, shop);
  const state = { stopping: false };
  const health = buildHealth(foundation, { started, state, shop, endpoints: () => endpoints });
  const endpoints: BoundEndpoint[] = [...health.endpoints, ...pairing.endpoints, ...shop.endpoints];
  const server = createHttpServer({
    endpoints,
    pages: [...health.pages, ...pairing.pages],
    rules: { sites: pairing.authenticator, browsers: pairing.browsers, operatorToken: config.operatorToken, publicUrl: config.publicUrl },
    logger,
    metrics: foundation.metrics,
    instance: config.instance,
    bodies: { folder: workFolder(config.dataDir), mostBytes: config.models.mostBytes, patienceMs: 15_000 },
    requestsPerMinute: config.requestsPerMinute,
  });
  foundation.metrics.gauge('devskyy_active_connections', [], async () => [{ labels: {}, value: await connectionsOf(server) }]);
  await shop.work();
  foundation.metrics.gauge('devskyy_probe_up', ['probe'], health.measure);
  void shop
    .resume(async () => (await foundation.sites.all()).map(({ id }) => id))
    .catch((error: unknown) => logger.error({ err: String(error) }, 'Open runs could not be resumed; each goes on with its next look.'));
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port));
      }),
    async stop() {
      state.stopping = true;
      server.close();
      server.closeIdleConnections();
      await shop.texts.stop();
      shop.models.housekeeping.stop();
      await queue.stop();
      await shop.models.stop();
      server.closeAllConnections();
      await database.destroy();
      await postgres.stop();
    },
  };
}

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
