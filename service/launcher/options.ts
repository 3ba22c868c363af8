import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartFault } from './fault.ts';

export interface StartOptions {
  port: number;
  servicePort: number;
  /** absolute. */
  data: string;
  json: boolean;
  reset: boolean;
  help: boolean;
  /** whether the sample shop gets its 3D models. */
  models: boolean;
  /** null: what the data folder has, else native where it can be had, else portable. */
  stack: Stack | null;
}

/** Native: PHP and MariaDB or MySQL. Portable: WordPress Playground's PHP and SQLite, for machines where these cannot be had. */
export type Stack = 'native' | 'portable';

export const usage = `npm start -- [options]
  --port 8080           the shop's port
  --service-port 8081   the companion service's port
  --data ./.devskyy     where shop, databases and passwords are kept
  --json                one line of JSON on standard output when ready; progress goes to standard error
  --stack native|portable   PHP and MariaDB, or WordPress Playground with SQLite (slower; by itself where the first cannot be had)
  --no-models           leave the sample pieces with 3D models out (they are prepared in the background, which takes some minutes)
  --reset               delete the shop in the data folder and begin anew (downloads stay cached)
  --help                this text

Environment: DEVSKYY_WORDPRESS and DEVSKYY_WOOCOMMERCE (folder, zip or URL), DEVSKYY_CACHE, DATABASE_URL.`;

function port(name: string, text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= 65535)) throw new StartFault(`--${name} wants a port number from 1 to 65535, not "${text}".`, usage);
  return value;
}

/** Reads the command line. Throws a fault that names the option when it does not make sense. */
export function readOptions(args: string[], folder: string): StartOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      strict: true,
      options: {
        port: { type: 'string', default: '8080' },
        'service-port': { type: 'string', default: '8081' },
        data: { type: 'string', default: './.devskyy' },
        json: { type: 'boolean', default: false },
        stack: { type: 'string' },
        reset: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        'no-models': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new StartFault((error as Error).message.split('. ')[0] + '.', usage);
  }
  const options = { port: port('port', values.port), servicePort: port('service-port', values['service-port']) };
  if (options.port === options.servicePort) throw new StartFault('--port and --service-port must differ.', usage);
  const stack = values.stack ?? null;
  if (stack !== null && stack !== 'native' && stack !== 'portable')
    throw new StartFault(`--stack wants native or portable, not "${stack}".`, usage);
  if (values.data === '') throw new StartFault('--data wants a folder.', usage);
  const { json, reset, help } = values;
  return { ...options, data: path.resolve(folder, values.data), json, reset, help, models: !values['no-models'], stack };
}
