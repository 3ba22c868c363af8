import { describe, expect, test } from '@jest/globals';
import type { Document } from '@gltf-transform/core';
import { sharedModel, hasSharedModels } from '../../../../tests/fakes/models.ts';
import { flatRenderer, sheet } from '../../../../tests/fakes/textured.ts';
import { bag } from '../../../../tests/fakes/glb.ts';
import { variantNames } from '../baked/variants.ts';
import { splitGlb } from './compact.ts';
import { glbIo, writeGlb } from './io.ts';
import { optimise, type OptimiseOptions, type Optimised } from './index.ts';
import type { Imported } from '../types.ts';

const open = async (glb: Uint8Array): Promise<Document> => (await glbIo()).readBinary(new Uint8Array(glb));

async function run(imported: Imported, options: Partial<OptimiseOptions> = {}): Promise<Optimised> {
  const result = await optimise(imported, { renderer: null, signal: new AbortController().signal, progress: () => undefined, ...options });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const plain = (document: Document): Imported => ({ document, importer: 'test', repaired: [], dropped: [], warnings: [], vrm: null });

test('a model becomes small, keeps its colourways, and the document that it came from is as it was', async () => {
  const imported = await sheet();
  const before = await writeGlb(imported.document);
  const { glb, encoder, similarity, notes } = await run(imported);
  expect(Buffer.compare(await writeGlb(imported.document), before)).toBe(0);
  expect(glb.byteLength).toBeLessThan(before.byteLength / 2);
  expect(encoder).toBe('draco');
  expect(variantNames(await open(glb))).toEqual(['Day', 'Night']);
  expect(similarity).toBeNull();
  expect(notes.map(({ code }) => code)).toEqual(['not-compared']);
});

test('clips are kept by name and length, with the nodes that they move', async () => {
  const document = await open(await bag(['Turn', 'Idle']));
  const { glb, encoder } = await run(plain(document));
  const root = (await open(glb)).getRoot();
  expect(encoder).toBe('meshopt');
  expect(root.listAnimations().map((clip) => clip.getName())).toEqual(['Turn', 'Idle']);
  const channel = root.listAnimations()[0]!.listChannels()[0]!;
  expect(channel.getTargetNode()!.getName()).toBe('Bag');
  const times = channel.getSampler()!.getInput()!;
  expect(times.getMax([])[0]).toBeCloseTo(2, 2);
});

describe('the gate', () => {
  test('raises quality until pictures of the model are as good as ordinary textures would have been, and says how often', async () => {
    const easy = await run(await sheet({ grain: 0 }), { renderer: flatRenderer(160) });
    expect(easy.similarity).toMatchObject({ raised: 0, views: 3, pixels: 768 });
    const drawn = flatRenderer(160);
    const { glb, similarity, notes } = await run(await sheet(), { renderer: drawn, gate: 0 });
    expect(similarity!.raised).toBeGreaterThan(0);
    expect(similarity!.ssim).toBeGreaterThanOrEqual(similarity!.gate);
    expect(notes).toEqual([]);
    // the source, a copy with ordinary textures, then each try: the first was too small
    expect(drawn.seen.length).toBeGreaterThanOrEqual(3 + similarity!.raised);
    expect(glb.byteLength).toBeGreaterThan(drawn.seen[2]!.byteLength);
    expect(drawn.seen).toContain(glb);
  }, 180_000);

  test('that nothing passes ends after three raises with a note', async () => {
    const { similarity, notes } = await run(await sheet({ size: 64 }), { renderer: flatRenderer(160), gate: 1 });
    expect(similarity!.raised).toBe(3);
    expect(notes.map(({ code }) => code)).toContain('gate-missed');
  }, 180_000);

  test('that cannot be drawn leaves the model with a note that says why', async () => {
    const renderer = { render: () => Promise.resolve({ ok: false as const, error: { code: 'browser-died', message: 'It died.' } }) };
    const { similarity, notes } = await run(await sheet({ size: 64 }), { renderer });
    expect(similarity).toBeNull();
    expect(notes).toEqual([expect.objectContaining({ code: 'not-compared', message: expect.stringContaining('It died.') })]);
  });
});

test('a cancelled job stops', async () => {
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(run(await sheet({ size: 64 }), { signal })).rejects.toThrow('cancelled');
});

(hasSharedModels ? test : test.skip)('VRM’s bones point to nodes of the same names afterwards (needs ../shared)', async () => {
  const { takeVrm } = await import('../vrm/take.ts');
  const source = sharedModel('rogue-vrm1.vrm');
  const { json } = splitGlb(source);
  const taken = takeVrm(json as never)!;
  const { glb } = await run({ ...plain(await open(source)), vrm: taken.vrm });
  const made = splitGlb(glb).json as {
    nodes: { name?: string }[];
    extensions: { VRMC_vrm: { humanoid: { humanBones: Record<string, { node: number }> } } };
  };
  const bones = Object.entries(made.extensions.VRMC_vrm.humanoid.humanBones).map(([bone, { node }]) => [bone, made.nodes[node]!.name]);
  expect(Object.fromEntries(bones)).toEqual(taken.vrm.bones);
  expect(glb.byteLength).toBeLessThan(source.byteLength / 3);
});
