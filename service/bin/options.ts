import { parseArgs } from 'node:util';
import { finishNames } from '../src/pipeline/finishes/contract.ts';
import { childLimits } from '../src/pipeline/limits.ts';
import { pipelineOptions, type PipelineOptions } from '../src/pipeline/contract.ts';

export const usage = `npx devskyy-3d IN OUT [options]

  IN   a model (GLB, glTF, OBJ, FBX, VRM, USDZ), a ZIP archive or a folder that holds one with its files
  OUT  the folder that gets viewer.glb, the files for AR, the pictures and report.json

  --category NAME        what it is, for the check of its size: ${pipelineOptions.shape.category.unwrap().unwrap().options.join(', ')}
  --scale FACTOR         multiplies the size
  --finish NAME=FINISH   gives a material a finish: ${finishNames.join(', ')}; more than once for several
  --no-turntable         no animated picture
  --no-pictures          draws nothing: no comparison, a plain poster
  --memory MB            the most memory that the work may take (${childLimits.memoryMb})
  --seconds N            the longest that it may take (${childLimits.seconds})
  --help                 this text`;

export interface Command {
  source: string;
  out: string;
  options: PipelineOptions;
  pictures: boolean;
  memoryMb: number;
  seconds: number;
}

const flags = {
  category: { type: 'string' },
  scale: { type: 'string' },
  finish: { type: 'string', multiple: true },
  'no-turntable': { type: 'boolean' },
  'no-pictures': { type: 'boolean' },
  memory: { type: 'string' },
  seconds: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line. A string: what is wrong with it; null: help was asked for. */
export function readCommand(args: string[]): Command | string | null {
  let parsed;
  try {
    parsed = parseArgs({ args, options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    return (error as Error).message.split(/\n|\. /)[0]!;
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [source, out, ...more] = positionals;
  if (source === undefined || out === undefined || more.length > 0) return 'Give one file and one folder: npx devskyy-3d in.fbx out/';
  const finishes = Object.fromEntries((values.finish ?? []).map((pair) => pair.split(/=(?=[^=]*$)/)));
  const wish = {
    category: values.category ?? null,
    scale: values.scale === undefined ? null : Number(values.scale),
    finishes,
    turntable: !values['no-turntable'],
  };
  const options = pipelineOptions.safeParse(wish);
  if (!options.success)
    return `--${String(options.error.issues[0]!.path[0]).replace('finishes', 'finish')}: ${options.error.issues[0]!.message}`;
  const [memoryMb, seconds] = [Number(values.memory ?? childLimits.memoryMb), Number(values.seconds ?? childLimits.seconds)];
  if (!(memoryMb >= 128)) return '--memory wants a number of megabytes, 128 or more.';
  if (!(seconds >= 1)) return '--seconds wants a number of seconds.';
  return { source, out, options: options.data, pictures: !values['no-pictures'], memoryMb, seconds };
}
