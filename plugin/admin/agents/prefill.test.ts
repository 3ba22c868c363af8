import { describe, expect, test } from '@jest/globals';
import type { Finding, RunReport, TargetReport } from '../../ui/api/types.ts';
import { mendsOf, readTargets } from './prefill.ts';

const finding = (over: Partial<Finding>): Finding => ({ code: 'x', severity: 'low', message: 'm', field: null, fix: null, ...over });
const target = (findings: Finding[]): TargetReport => ({ title: 't', outcome: 'needs', message: '', proposal: null, needs: [], findings });

describe('the pieces in an address', () => {
  test('are read once each, without what is no id', () => expect(readTargets('12,15,15,x,-1')).toEqual([12, 15]));
  test('are none in an empty address', () => expect(readTargets('')).toBeNull());
});

describe('the run that mends', () => {
  const report: RunReport = {
    '7': target([finding({ fix: { agent: 'product-copy', fields: ['image_alt.3', 'image_alt.4'] } }), finding({})]),
    '9': target([finding({ fix: { agent: 'product-copy', fields: ['description'] } })]),
    '11': target([finding({ severity: 'high' })]),
  };

  test('names the pieces and the fields that findings ask for', () =>
    expect(mendsOf(report)).toEqual([
      { agent: 'product-copy', targets: [7, 9], fields: ['image_alt', 'description'], mode: 'fill-empty', findings: 2 },
    ]));
  test('is none when nothing can be mended', () => expect(mendsOf({ '11': target([finding({})]) })).toEqual([]));
});
