import { afterEach, expect, test } from '@jest/globals';
import { resetLocaleData, setLocaleData } from '@wordpress/i18n';
import { isolate } from './isolate.ts';

afterEach(() => resetLocaleData());

test('in a right-to-left language a value is isolated from the sentence around it', () => {
  setLocaleData({ 'text direction\u0004ltr': ['rtl'] });
  expect(isolate('admin')).toBe('\u2068admin\u2069');
});

test('in a left-to-right language a value stays as it is', () => {
  expect(isolate('admin')).toBe('admin');
});
