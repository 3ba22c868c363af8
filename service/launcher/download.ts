import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Php } from './php.ts';
import { exec, ExecError } from './exec.ts';
import { StartFault } from './fault.ts';

/** Fetches a URL into a file. `patience` is how long to wait for an answer, in seconds; once it flows it may take its time. */
export async function download(url: string, file: string, patience = 20): Promise<void> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(new Error(`no answer in ${patience} s`)), patience * 1000);
  try {
    const answer = await fetch(url, { signal: control.signal });
    if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`);
    clearTimeout(timer);
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(file));
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new StartFault(
      `${url} could not be fetched (${cause?.code ?? (error as Error).message}).`,
      'Check the network or the address, then run npm start again.',
      error,
    );
  } finally {
    clearTimeout(timer);
  }
}

const unzipCode = `
$zip = new ZipArchive();
if ( true !== $zip->open( $argv[1], ZipArchive::RDONLY ) ) { fwrite( STDERR, "not a zip file" ); exit( 2 ); }
for ( $i = 0; $i < $zip->numFiles; $i++ ) {
  $name = $zip->getNameIndex( $i );
  if ( str_starts_with( $name, '/' ) || preg_match( '#(^|[/\\\\\\\\])\\\\.\\\\.([/\\\\\\\\]|$)#', $name ) ) { fwrite( STDERR, "it holds a path that leaves it: $name" ); exit( 3 ); }
}
exit( $zip->extractTo( $argv[2] ) ? 0 : 4 );
`;

/** Unpacks a zip file with PHP, which is there anyway. Throws a fault when it is not a zip file or would write outside `folder`. */
export async function unzip(php: Php, file: string, folder: string): Promise<void> {
  try {
    await exec(php.command, [...php.args, '-r', unzipCode, '--', file, folder], { env: { ...process.env, ...php.env } });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new StartFault(
      `${file} could not be unpacked: ${error.output.trim()}.`,
      'Give a whole zip file, or the folder that it unpacks to.',
      error,
    );
  }
}
