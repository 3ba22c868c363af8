import type { Animation, Document, Node } from '@gltf-transform/core';
import { PropertyBinding, type AnimationClip, type KeyframeTrack, type Mesh, type Object3D } from 'three';
import type { Note } from '../contract.ts';

const paths = { position: 'translation', quaternion: 'rotation', scale: 'scale' } as const;

interface Keys {
  times: Float32Array<ArrayBuffer>;
  values: Float32Array<ArrayBuffer>;
}

/** Times strictly increasing, as glTF wants them: of several keys at one time the last counts. */
function strict(times: ArrayLike<number>, values: ArrayLike<number>, size: number): Keys {
  const kept: number[] = [];
  for (let at = 0; at < times.length; at++) {
    if (!Number.isFinite(times[at]!) || times[at]! < 0) continue;
    if (kept.length > 0 && times[at]! <= times[kept.at(-1)!]!) {
      if (times[at] === times[kept.at(-1)!]) kept[kept.length - 1] = at;
      continue;
    }
    kept.push(at);
  }
  const out = new Float32Array(kept.length * size);
  kept.forEach((at, index) => {
    for (let k = 0; k < size; k++) out[index * size + k] = values[at * size + k]!;
  });
  return { times: Float32Array.from(kept, (at) => times[at]!), values: out };
}

/** Writes three's clips; empty ones, which exporters leave behind, are dropped. */
export function writeClips(
  document: Document,
  clips: readonly AnimationClip[],
  scene: { root: Object3D; nodes: ReadonlyMap<Object3D, Node> },
): Note[] {
  const dropped: Note[] = [];
  const taken = new Set<string>();
  for (const [index, clip] of clips.entries()) {
    const name = nameOf(clip.name || `clip-${index + 1}`, taken);
    const animation = document.createAnimation(name);
    const morphs = new Map<Mesh, KeyframeTrack[]>();
    for (const track of clip.tracks) writeTrack(document, animation, track, { ...scene, morphs });
    for (const [mesh, tracks] of morphs) writeMorphs(document, animation, { mesh, tracks, node: scene.nodes.get(mesh)! });
    if (animation.listChannels().length > 0) continue;
    animation.dispose();
    dropped.push({ code: 'clip-empty', message: 'The clip moves nothing and was left out.', where: name });
  }
  return dropped;
}

/** Programs put their own words before a clip's name: `Armature|Armature|Run` is `Run`. */
function nameOf(given: string, taken: Set<string>): string {
  const base = given.split('|').at(-1)!.trim() || given;
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base} ${number}`;
  taken.add(name);
  return name;
}

interface Target {
  root: Object3D;
  nodes: ReadonlyMap<Object3D, Node>;
  morphs: Map<Mesh, KeyframeTrack[]>;
}

function writeTrack(document: Document, animation: Animation, track: KeyframeTrack, { root, nodes, morphs }: Target): void {
  const { nodeName, propertyName } = PropertyBinding.parseTrackName(track.name);
  const object = PropertyBinding.findNode(root, nodeName) as Object3D | null;
  const node = object && nodes.get(object);
  if (!object || !node || track.times.length === 0) return;
  if (propertyName === 'morphTargetInfluences') return void morphs.set(object as Mesh, [...(morphs.get(object as Mesh) ?? []), track]);
  if (!(propertyName in paths)) return;
  const path = paths[propertyName as keyof typeof paths];
  const keys = strict(track.times, track.values, path === 'rotation' ? 4 : 3);
  if (keys.values.every(Number.isFinite))
    addChannel(document, animation, { node, path, keys, type: path === 'rotation' ? 'VEC4' : 'VEC3' });
}

interface Channel {
  node: Node;
  path: 'translation' | 'rotation' | 'scale' | 'weights';
  keys: Keys;
  type: 'VEC3' | 'VEC4' | 'SCALAR';
}

function addChannel(document: Document, animation: Animation, { node, path, keys, type }: Channel): void {
  if (keys.times.length === 0) return;
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const input = document.createAccessor().setType('SCALAR').setArray(keys.times).setBuffer(buffer);
  const output = document.createAccessor().setType(type).setArray(keys.values).setBuffer(buffer);
  const sampler = document.createAnimationSampler().setInput(input).setOutput(output).setInterpolation('LINEAR');
  animation.addSampler(sampler).addChannel(document.createAnimationChannel().setTargetNode(node).setTargetPath(path).setSampler(sampler));
}

/** glTF moves all morph targets of a node by one channel: the tracks are read at all their times together. */
function writeMorphs(
  document: Document,
  animation: Animation,
  { mesh, tracks, node }: { mesh: Mesh; tracks: KeyframeTrack[]; node: Node },
): void {
  const names = mesh.morphTargetDictionary ?? {};
  const count = mesh.morphTargetInfluences?.length ?? 0;
  const times = [...new Set(tracks.flatMap((track) => [...track.times]))].filter((time) => time >= 0).sort((a, b) => a - b);
  const values = new Float32Array(times.length * count);
  const rest = mesh.morphTargetInfluences ?? [];
  for (let at = 0; at < times.length; at++) values.set(rest, at * count);
  for (const track of tracks) {
    const { propertyIndex } = PropertyBinding.parseTrackName(track.name);
    const index = names[propertyIndex] ?? Number(propertyIndex);
    if (!(index < count)) continue;
    const line = (
      track as KeyframeTrack & { InterpolantFactoryMethodLinear(): { evaluate(time: number): ArrayLike<number> } }
    ).InterpolantFactoryMethodLinear();
    times.forEach((time, at) => (values[at * count + index] = line.evaluate(time)[0]!));
  }
  if (count > 0 && values.every(Number.isFinite))
    addChannel(document, animation, { node, path: 'weights', keys: { times: Float32Array.from(times), values }, type: 'SCALAR' });
}
