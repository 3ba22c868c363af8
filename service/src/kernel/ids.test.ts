import { expect, test } from '@jest/globals';
import { uuidV5 } from './ids.ts';

test('a name-based id is the one that the RFC gives as its example', () => {
  // RFC 9562, appendix A.4: DNS namespace, www.example.com
  expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});
