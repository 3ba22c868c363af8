import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { repository } from '../launcher/software.ts';
import { releaseVersion } from './release.ts';

const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');
const readme = read('plugin/readme.txt');
const header = (name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(readme)?.[1]?.trim() ?? '';
const ofPlugin = (name: string): string => new RegExp(`^ \\* ${name}: +(.+)$`, 'm').exec(read('plugin/devskyy.php'))?.[1]?.trim() ?? '';

test('readme.txt has the headers that WordPress.org reads, and they agree with the plugin’s own', () => {
  expect(readme).toMatch(/^=== DevSkyy ===\n/);
  expect(header('Stable tag')).toBe(releaseVersion(repository));
  expect(header('Tested up to')).toBe('7.1');
  for (const name of ['Requires at least', 'Requires PHP', 'License', 'License URI'])
    expect([name, header(name)]).toEqual([name, ofPlugin(name)]);
  expect(header('Tags').split(',').length).toBeLessThanOrEqual(5);
  expect(header('Contributors')).toMatch(/^[a-z0-9, ]+$/);
});

test('its short description fits, and its sections are those that WordPress.org shows', () => {
  const short = readme.split('\n\n')[1]!;
  expect(short.length).toBeLessThanOrEqual(150);
  expect(short).not.toContain('\n');
  const sections = [...readme.matchAll(/^== (.+) ==$/gm)].map(([, title]) => title);
  for (const title of [
    'Description',
    'Installation',
    'Frequently Asked Questions',
    'External services',
    'Screenshots',
    'Changelog',
    'Upgrade Notice',
  ])
    expect(sections).toContain(title);
  expect(readme).toContain(`= ${releaseVersion(repository)} =`);
});

test('every service that texts can go to is named with its terms and its privacy policy', () => {
  const services = readme.slice(readme.indexOf('== External services =='), readme.indexOf('== Screenshots =='));
  for (const host of ['anthropic.com', 'openai.com'])
    expect([
      host,
      [...services.matchAll(/\[(?:terms|privacy policy)\]\(https:\/\/(?:www\.)?([a-z.]+)\//g)].filter(([, found]) => found === host).length,
    ]).toEqual([host, 2]);
});
