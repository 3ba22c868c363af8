import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { cloth } from '../../../../tests/fakes/textured.ts';
import { foregroundSsim } from './compare.ts';

const onEmpty = async (picture: Buffer, size: number): Promise<Buffer> =>
  sharp({ create: { width: size, height: size, channels: 4, background: '#0000' } })
    .composite([{ input: picture, left: 40, top: 40 }])
    .png()
    .toBuffer();

test('equal pictures and two empty ones have a similarity of 1', async () => {
  const picture = await onEmpty(await cloth(64), 256);
  expect(await foregroundSsim(picture, picture)).toBeCloseTo(1, 9);
  const empty = await sharp({ create: { width: 64, height: 64, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  expect(await foregroundSsim(empty, empty)).toBe(1);
});

test('only the pixels where the model is count: a small model that is wrong is wrong, however much is empty around it', async () => {
  const right = await cloth(64);
  const blurred = await sharp(right).blur(3).png().toBuffer();
  const near = await foregroundSsim(await onEmpty(right, 160), await onEmpty(blurred, 160));
  const far = await foregroundSsim(await onEmpty(right, 400), await onEmpty(blurred, 400));
  expect(near).toBeLessThan(0.6);
  expect(far).toBeCloseTo(near, 3);
});

test('the worse a picture is compressed, the less similar it is; a model that is missing is not similar at all', async () => {
  const source = await onEmpty(await cloth(96), 256);
  const at = async (quality: number): Promise<number> => foregroundSsim(source, await sharp(source).webp({ quality }).toBuffer());
  const [low, high] = [await at(10), await at(95)];
  expect(low).toBeLessThan(high);
  expect(high).toBeLessThan(1);
  const empty = await sharp({ create: { width: 256, height: 256, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  expect(await foregroundSsim(source, empty)).toBeLessThan(0.2);
});

test('pictures of different sizes are not compared', async () => {
  await expect(foregroundSsim(await cloth(32), await cloth(64))).rejects.toThrow('differ in size');
});
