import { expect, test } from '@jest/globals';
import { uploadMemory } from './memory.ts';

const store = () => {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
};
const file = { name: 'bag.glb', size: 9, lastModified: 5 };

test('the same file is known again after a reload, another of its name is not', () => {
  const shared = store();
  uploadMemory(() => shared).keep(file, 'u1');
  const later = uploadMemory(() => shared);
  expect(later.recall(file)).toBe('u1');
  expect(later.recall({ ...file, size: 10 })).toBeNull();
  expect(later.recall({ ...file, lastModified: 6 })).toBeNull();
});

test('what has arrived, and what the site has thrown away, is forgotten', () => {
  const shared = store();
  let now = 0;
  const memory = uploadMemory(
    () => shared,
    () => now,
  );
  memory.keep(file, 'u1');
  memory.keep({ ...file, name: 'scarf.glb' }, 'u2');
  memory.forget(file);
  expect(memory.unfinished().map(({ name }) => name)).toEqual(['scarf.glb']);
  now = 86_400_000;
  expect(memory.unfinished()).toEqual([]);
});

test('a browser that keeps nothing begins anew', () => {
  const memory = uploadMemory(() => {
    throw new Error('switched off');
  });
  memory.keep(file, 'u1');
  expect(memory.recall(file)).toBeNull();
});
