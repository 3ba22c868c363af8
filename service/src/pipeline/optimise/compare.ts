import sharp from 'sharp';
import { ssim } from 'ssim.js';

interface Grey {
  data: Uint8ClampedArray;
  /** 1 where the model is. */
  mask: Uint8Array;
  width: number;
  height: number;
}

/** A picture with a transparent background on middle grey, as RGBA, and where the model is in it. */
async function load(png: Uint8Array): Promise<Grey> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const out = new Uint8ClampedArray(data.length);
  const mask = new Uint8Array(info.width * info.height);
  for (let index = 0; index < mask.length; index++) {
    const alpha = data[index * 4 + 3]! / 255;
    mask[index] = alpha > 0 ? 1 : 0;
    for (let channel = 0; channel < 3; channel++) out[index * 4 + channel] = data[index * 4 + channel]! * alpha + 128 * (1 - alpha);
    out[index * 4 + 3] = 255;
  }
  return { data: out, mask, width: info.width, height: info.height };
}

interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What surrounds the model in either picture, with half a window's margin; null: both are empty. */
function frameOf(a: Grey, b: Grey, margin: number): Frame | null {
  let [left, top, right, bottom] = [a.width, a.height, -1, -1];
  for (let y = 0; y < a.height; y++)
    for (let x = 0; x < a.width; x++) {
      if (!a.mask[y * a.width + x] && !b.mask[y * a.width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  if (right < 0) return null;
  left = Math.max(0, left - margin);
  top = Math.max(0, top - margin);
  return { left, top, width: Math.min(a.width - 1, right + margin) - left + 1, height: Math.min(a.height - 1, bottom + margin) - top + 1 };
}

function cut({ data, width }: Grey, frame: Frame): { data: Uint8ClampedArray; width: number; height: number } {
  const out = new Uint8ClampedArray(frame.width * frame.height * 4);
  for (let y = 0; y < frame.height; y++) {
    const from = ((y + frame.top) * width + frame.left) * 4;
    out.set(data.subarray(from, from + frame.width * 4), y * frame.width * 4);
  }
  return { data: out, width: frame.width, height: frame.height };
}

const window = 11;

/**
 * The structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004; windows of 11 pixels, no downsampling) of two pictures with
 * transparent backgrounds, over the pixels where the model is in either. 1: equal. Two empty pictures are equal.
 */
export async function foregroundSsim(one: Uint8Array, two: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([load(one), load(two)]);
  if (a.width !== b.width || a.height !== b.height) throw new Error('The pictures differ in size.');
  const frame = frameOf(a, b, window);
  if (!frame) return 1;
  const { ssim_map: map } = ssim(cut(a, frame), cut(b, frame), { downsample: false, windowSize: window });
  const offset = (frame.width - map.width) / 2;
  let sum = 0;
  let count = 0;
  for (let y = 0; y < map.height; y++)
    for (let x = 0; x < map.width; x++) {
      const at = (y + frame.top + offset) * a.width + x + frame.left + offset;
      if (!a.mask[at] && !b.mask[at]) continue;
      sum += map.data[y * map.width + x]!;
      count++;
    }
  return count === 0 ? 1 : sum / count;
}
