import { describe, expect, test } from '@jest/globals';
import { hasSharedModels, imported, sharedModel } from '../../../../tests/fakes/models.ts';
import type { VrmData } from '../types.ts';
import { mayChange, mayPublish, readTerms, termNotes } from './licence.ts';

const onShared = hasSharedModels ? test : test.skip;

const vrm0 = (meta: Record<string, unknown>): VrmData => ({ version: 0, bones: {}, extensions: { VRM: { meta } } });
const vrm1 = (meta: Record<string, unknown>): VrmData => ({ version: 1, bones: {}, extensions: { VRMC_vrm: { meta } } });
const code = (result: ReturnType<typeof mayPublish>): string | null => (result.ok ? null : result.error.code);

const open1 = {
  avatarPermission: 'everyone',
  commercialUsage: 'corporation',
  allowRedistribution: true,
  modification: 'allowModificationRedistribution',
};

describe('VRM 1', () => {
  test('what the file does not allow is forbidden by the specification’s defaults', () => {
    const terms = readTerms(vrm1({ name: 'x' }))!;
    expect(terms.licence).toMatchObject({ commercial: false, redistribution: false, modification: false, credit: true });
    expect(code(mayPublish(terms))).toBe('avatar-licence-user');
    expect(code(mayChange(terms))).toBe('avatar-licence-modification');
  });

  test.each([
    [{ commercialUsage: 'personalNonProfit' }, 'avatar-licence-commercial'],
    [{ allowRedistribution: false }, 'avatar-licence-redistribution'],
    [{ avatarPermission: 'onlySeparatelyLicensedPerson' }, 'avatar-licence-user'],
  ])('%j is refused for a shop, with what to do next', (change, expected) => {
    const verdict = mayPublish(readTerms(vrm1({ ...open1, ...change })));
    expect(verdict).toMatchObject({ ok: false, error: { code: expected, next: expect.stringContaining('ask its author') } });
  });

  test('leave to change it without leave to pass the changed one on is not enough to dress it', () => {
    const terms = readTerms(vrm1({ ...open1, modification: 'allowModification' }));
    expect(code(mayPublish(terms))).toBeNull();
    expect(code(mayChange(terms))).toBe('avatar-licence-modification');
  });
});

describe('VRM 0', () => {
  test('a prohibited redistribution is refused', () => {
    expect(code(mayPublish(readTerms(vrm0({ licenseName: 'Redistribution_Prohibited', commercialUssageName: 'Allow' }))))).toBe(
      'avatar-licence-redistribution',
    );
  });

  test('a licence of Creative Commons speaks for commercial use, changes and credit', () => {
    expect(readTerms(vrm0({ licenseName: 'CC_BY_NC_ND' }))!.licence).toMatchObject({
      commercial: false,
      modification: false,
      credit: true,
    });
    expect(readTerms(vrm0({ licenseName: 'CC0' }))!.licence).toMatchObject({ commercial: true, modification: true, credit: false });
  });

  test('of two answers the stricter counts', () => {
    const url = 'https://hub.vroid.com/license?corporate_commercial_use=disallow&modification=disallow&redistribution=allow';
    const terms = readTerms(vrm0({ commercialUssageName: 'Allow', licenseName: 'Other', otherPermissionUrl: url }));
    expect(code(mayPublish(terms))).toBe('avatar-licence-commercial');
    expect(code(mayChange(terms))).toBe('avatar-licence-modification');
  });

  test('a file that is silent may be shown, and the owner is told what it does not say', () => {
    const terms = readTerms(vrm0({ title: 'x' }));
    expect(code(mayPublish(terms))).toBeNull();
    expect(termNotes(terms).map((note) => note.code)).toEqual(['avatar-terms-silent']);
  });
});

test('credit that is wanted is told by name', () => {
  const [note] = termNotes(readTerms(vrm1({ ...open1, creditNotation: 'required', authors: ['Ada', 'Bo'] })));
  expect(note).toMatchObject({ code: 'avatar-credit', message: expect.stringContaining('Ada, Bo') });
});

test('a model that is no VRM has no terms of its own', () => {
  expect(readTerms(null)).toBeNull();
  expect(code(mayPublish(null))).toBeNull();
});

onShared('two open avatars may be shown and changed (needs ../shared)', async () => {
  for (const name of ['cryptovoxels-vrm0.vrm', 'rogue-vrm1.vrm']) {
    const terms = readTerms((await imported(sharedModel(name))).vrm)!;
    expect(terms.licence).toMatchObject({ commercial: true, redistribution: true, modification: true, credit: false });
    expect([code(mayPublish(terms)), code(mayChange(terms))]).toEqual([null, null]);
  }
});
