import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from './fault.ts';

const listenable = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });

const answers = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect({ port, host });
    const done = (result: boolean) => () => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', done(true)).once('error', done(false)).setTimeout(500, done(false));
  });

/** Fails with the next step when a port is taken; one of ours that is just ending gets a moment. */
export async function wantPort(port: number, option: string): Promise<void> {
  for (let waited = 0; waited <= 1500; waited += 150) {
    if ((await listenable(port)) !== null && !(await answers(port, '127.0.0.1'))) return;
    await sleep(150);
  }
  throw new StartFault(
    port < 1024 ? `Port ${port} cannot be opened: it is in use, or reserved for root.` : `Port ${port} is in use by another program.`,
    `Stop that program, or choose another port: npm start -- --${option} ${port + 10}`,
  );
}

/** Free ports on loopback, given by the system. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve, reject) => {
          const server = net.createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const instanceAt = (url: string): Promise<string | null> =>
  new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      const value = response.headers['x-devskyy-instance'];
      resolve(response.statusCode === 200 && typeof value === 'string' ? value : null);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(null));
  });

/** Waits until `url` answers 200 with our instance's token, so that an old or foreign listener is never taken for ours. */
export async function untilReady(url: string, instance: string, options: { seconds: number; running: () => boolean }): Promise<boolean> {
  const deadline = Date.now() + options.seconds * 1000;
  while (Date.now() < deadline && options.running()) {
    if ((await instanceAt(url)) === instance) return true;
    await sleep(40);
  }
  return false;
}
