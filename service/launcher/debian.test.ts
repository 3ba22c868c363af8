import { describe, expect, test } from '@jest/globals';
import { mirrorIn, packagesOf } from './debian.ts';
import { companions, newest } from './wordpress.ts';

describe("the distribution's packages", () => {
  test('package names are read from what apt prints', () => {
    const printed = [
      'Reading package lists...',
      "'http://mirror/pool/libz/libzip4_1.7.3-1%2bb1_amd64.deb' libzip4_1.7.3-1+b1_amd64.deb 55496 MD5Sum:16da",
      "'http://mirror/pool/php-psr-log_1.1.4-2_all.deb' php-psr-log_1.1.4-2_all.deb 9000 ",
    ].join('\n');
    expect(packagesOf(printed)).toEqual(['libzip4', 'php-psr-log']);
    expect(packagesOf(printed, 'all')).toEqual(['php-psr-log']);
  });

  test("the machine's own mirror is found in both forms of apt's sources", () => {
    expect(mirrorIn('Types: deb\n# URIs: http://old/debian\nURIs: http://mirror.test/debian\nSuites: bookworm', false)).toBe(
      'http://mirror.test/debian',
    );
    expect(mirrorIn('deb https://cloud.test/apt x main\ndeb [arch=amd64] http://mirror.test/debian/ bookworm main', false)).toBe(
      'http://mirror.test/debian/',
    );
    expect(() => mirrorIn('deb https://cloud.test/apt x main', false)).toThrow(/name no mirror/);
  });

  test("WordPress' package names the script packages that it needs", () => {
    const depends =
      'apache2 | httpd, php-gd, php-mysql | php-mysqlnd, libjs-cropper (>= 1.2.2), libjs-jquery-ui (<< 1.14), libjs-jquery-ui (>= 1.14), php-getid3 (>= 1.9), wordpress-theme-twentytwentyfive';
    expect(companions(depends)).toEqual(['libjs-cropper', 'libjs-jquery-ui', 'php-getid3', 'wordpress-theme-twentytwentyfive']);
  });

  test('the newest version is the highest number, not the last by the alphabet', () => {
    expect(newest(['6.8.7', '6.10.1', '6.9'])).toBe('6.10.1');
    expect(newest([])).toBeUndefined();
  });
});
