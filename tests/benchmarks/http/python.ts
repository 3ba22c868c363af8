import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readLauncherEnvironment } from '../../../service/launcher/environment.ts';
import { libraryPath } from '../../../service/launcher/php.ts';
import { openTools } from '../../../service/launcher/software.ts';

/** How to run FastAPI: the distribution's Python with the distribution's packages, and their versions. */
export interface Python {
  command: string;
  env: Record<string, string>;
  /** e.g. "FastAPI 0.92.0, uvicorn 0.17.6, Python 3.11.2" */
  versions: string;
  from: string;
}

const packages = ['fastapi', 'uvicorn', 'uvloop', 'httptools', 'jwt', 'cryptography', 'prometheus-client'].map((name) => `python3-${name}`);

const question = `
import sys, fastapi, uvicorn, uvloop, httptools, jwt, cryptography, prometheus_client, pydantic, starlette
print(f"FastAPI {fastapi.__version__}, Starlette {starlette.__version__}, pydantic {pydantic.VERSION}, uvicorn {uvicorn.__version__} with uvloop {uvloop.__version__} and httptools, PyJWT {jwt.__version__}, Python {sys.version.split()[0]}")
`;

function inspect(command: string, env: Record<string, string>): { versions: string } | { error: string } {
  const { status, stdout, stderr, error } = spawnSync(command, ['-s', '-c', question], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', ...env },
  });
  if (status === 0) return { versions: stdout.trim() };
  return { error: error?.message ?? stderr.trim().split('\n').at(-1) ?? `it ended with ${status}` };
}

const system = '/usr/bin/python3';

/**
 * The distribution's own FastAPI and uvicorn: installed ones, else its packages unpacked into the cache, as the launcher does with PHP
 * (no root needed, and the machine stays as it is). A reason instead where that cannot be.
 */
export async function findFastApi(): Promise<Python | { missing: string }> {
  const installed = inspect(system, {});
  if ('versions' in installed) return { command: system, env: {}, ...installed, from: "the machine's packages" };
  const unpacked = await unpackedRoot();
  if (typeof unpacked !== 'string') return unpacked;
  const bundled = path.join(unpacked, 'usr/bin/python3');
  const command = existsSync(system) ? system : bundled;
  const env = { PYTHONPATH: path.join(unpacked, 'usr/lib/python3/dist-packages'), LD_LIBRARY_PATH: libraryPath(unpacked) };
  const found = inspect(command, env);
  if ('error' in found) return { missing: `the distribution's FastAPI was unpacked and does not run: ${found.error}` };
  return { command, env, ...found, from: "the distribution's packages, unpacked without root" };
}

async function unpackedRoot(): Promise<string | { missing: string }> {
  const { cache, debian } = openTools(readLauncherEnvironment());
  if (!debian) return { missing: 'no FastAPI here, and no apt to fetch it' };
  const offered = await debian.known(packages);
  if (!offered.includes('python3-fastapi') || !offered.includes('python3-uvicorn')) {
    return { missing: 'this distribution has no python3-fastapi and python3-uvicorn' };
  }
  try {
    return await cache.fill('python/fastapi', (folder) => debian.unpackFor(offered, folder));
  } catch (error) {
    return { missing: `python3-fastapi could not be fetched: ${(error as Error).message}` };
  }
}
