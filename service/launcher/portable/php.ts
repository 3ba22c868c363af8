import { readServerArguments } from './arguments.ts';
import { openPhp, pour } from './runtime.ts';
import { serve } from './serve.ts';

/**
 * A `php` command made of WordPress Playground's PHP: `php.ts [-d name=value]… SCRIPT ARGS`, `-r CODE`, and `-S host:port -t ROOT` as the
 * launcher uses them. Whatever the launcher does with a native PHP it does with this one.
 */
async function main(words: string[]): Promise<void> {
  const server = readServerArguments(words);
  if (server) return void (await serve(server, process.env));
  const php = await openPhp(process.env);
  const answer = await php.cli(['php', ...words.filter((word) => word !== '-n')], { env: process.env as Record<string, string> });
  await Promise.all([pour(answer.stdout, process.stdout), pour(answer.stderr, process.stderr)]);
  process.exit(await answer.exitCode);
}

await main(process.argv.slice(2));
