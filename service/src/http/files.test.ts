import { expect, test } from '@jest/globals';
import { disposition } from './files.ts';

test('C12 no name leaves its place in the header: line ends, quotes, directions, folders, other scripts', () => {
  expect(disposition('bag.glb')).toBe(`attachment; filename="bag.glb"; filename*=UTF-8''bag.glb`);
  expect(disposition('a\r\nSet-Cookie: x=1.glb')).toBe(
    `attachment; filename="aSet-Cookie: x=1.glb"; filename*=UTF-8''aSet-Cookie%3A%20x%3D1.glb`,
  );
  expect(disposition('a"; filename="evil.php')).toBe(
    `attachment; filename="a_; filename=_evil.php"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.php`,
  );
  expect(disposition('\u202Egpj.glb')).toBe(`attachment; filename="gpj.glb"; filename*=UTF-8''gpj.glb`);
  expect(disposition('../../etc/passwd')).toBe(`attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`);
  expect(disposition("سجادة (1)'.glb")).toBe(
    `attachment; filename="_____ (1)'.glb"; filename*=UTF-8''%D8%B3%D8%AC%D8%A7%D8%AF%D8%A9%20%281%29%27.glb`,
  );
  expect(disposition('\u0000\u200F')).toBe(`attachment; filename="file"; filename*=UTF-8''file`);
});
