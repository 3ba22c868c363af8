import type { Renderer, View } from '../../../service/src/pipeline/types.ts';
import { foregroundSsim } from '../../../service/src/pipeline/optimise/compare.ts';
import { optimise } from '../../../service/src/pipeline/optimise/index.ts';
import type { BenchModel } from './models.ts';
import { peerNames, runPeer, type PeerName } from './peers.ts';

export const pixels = 1024;
/** All around, from above, level and from below. */
export const views: View[] = Array.from({ length: 8 }, (_, index) => ({ theta: index * 45 + 15, phi: [75, 60, 90, 105][index % 4]! }));

export interface Entry {
  bytes: number;
  /** mean similarity to the source over all views. */
  ssim: number;
}

export interface ModelRow {
  name: string;
  source: number;
  ours: Entry & { encoder: string; raised: number; seconds: number };
  peers: Record<PeerName, Entry>;
}

/** One model by us and by the peers, each compared with its source by pictures. */
export async function measureModel(model: BenchModel, renderer: Renderer, folder: string): Promise<ModelRow> {
  const { signal } = new AbortController();
  const draw = async (glb: Uint8Array): Promise<Uint8Array[]> => {
    const drawn = await renderer.render({ glb, views, pixels }, signal);
    if (!drawn.ok) throw new Error(`${model.name}: ${drawn.error.message}`);
    return drawn.value;
  };
  const truth = await draw(model.glb);
  const entry = async (glb: Uint8Array): Promise<Entry> => {
    const pictures = await draw(glb);
    let sum = 0;
    for (const [index, picture] of pictures.entries()) sum += await foregroundSsim(truth[index]!, picture);
    return { bytes: glb.byteLength, ssim: sum / pictures.length };
  };
  const began = performance.now();
  const ours = await optimise(model.imported, { renderer, signal, progress: () => undefined });
  if (!ours.ok) throw new Error(`${model.name}: ${ours.error.message}`);
  const seconds = (performance.now() - began) / 1000;
  const { encoder, similarity } = ours.value;
  const peers = {} as Record<PeerName, Entry>;
  for (const name of peerNames) peers[name] = await entry(await runPeer(name, model.glb, folder));
  return {
    name: model.name,
    source: model.glb.byteLength,
    ours: { ...(await entry(ours.value.glb)), encoder, raised: similarity?.raised ?? 0, seconds },
    peers,
  };
}
