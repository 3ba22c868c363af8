import type { Animation, AnimationSampler, Node } from '@gltf-transform/core';
import { Quaternion } from 'three';

/** Puts the nodes that a clip moves where they are at a second of it. Returns what puts them back. */
export function poseAt(clip: Animation, second: number): () => void {
  const undo: (() => void)[] = [];
  for (const channel of clip.listChannels()) {
    const [node, sampler, path] = [channel.getTargetNode(), channel.getSampler(), channel.getTargetPath()];
    if (!node || !sampler) continue;
    const value = valueAt(sampler, second);
    if (path === 'rotation') undo.push(keep(node, 'Rotation', value as [number, number, number, number]));
    if (path === 'translation') undo.push(keep(node, 'Translation', value as [number, number, number]));
    if (path === 'scale') undo.push(keep(node, 'Scale', value as [number, number, number]));
  }
  return () => {
    for (const one of undo.reverse()) one();
  };
}

function keep(node: Node, what: 'Rotation' | 'Translation' | 'Scale', value: number[]): () => void {
  const before = node[`get${what}`]();
  const put = (to: number[]): void => void (node[`set${what}`] as (to: number[]) => Node).call(node, to);
  put(value);
  return () => put(before);
}

/** glTF 2.0, appendix C: STEP holds, LINEAR mixes (rotations along the sphere), of CUBICSPLINE the keys' own values are taken. */
function valueAt(sampler: AnimationSampler, second: number): number[] {
  const [input, output] = [sampler.getInput()!, sampler.getOutput()!];
  const cubic = sampler.getInterpolation() === 'CUBICSPLINE';
  const last = input.getCount() - 1;
  let key = 0;
  while (key < last && input.getScalar(key + 1) <= second) key++;
  const read = (index: number): number[] => output.getElement(cubic ? index * 3 + 1 : index, []);
  const from = read(key);
  if (key === last || sampler.getInterpolation() === 'STEP') return from;
  const [start, end] = [input.getScalar(key), input.getScalar(key + 1)];
  const part = Math.min(1, Math.max(0, (second - start) / (end - start)));
  const to = read(key + 1);
  if (from.length === 4) return new Quaternion().fromArray(from).slerp(new Quaternion().fromArray(to), part).normalize().toArray();
  return from.map((value, index) => value + (to[index]! - value) * part);
}

/** How long a clip is: its last key. */
export const secondsOf = (clip: Animation): number =>
  Math.max(0, ...clip.listSamplers().map((sampler) => sampler.getInput()?.getScalar(sampler.getInput()!.getCount() - 1) ?? 0));
