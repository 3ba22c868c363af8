import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { literal, writeConfig } from './wpconfig.ts';

describe('wp-config.php', () => {
  test('a value cannot leave its literal', () => {
    expect(literal("it's \\ '); evil();")).toBe("'it\\'s \\\\ \\'); evil();'");
  });

  test('it is written anew with each start, and its salts stay', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'config-'));
    const config = {
      folder,
      url: 'http://127.0.0.1:8080',
      database: { name: 'wordpress', user: 'wordpress', password: 'secret', socket: '/run/db.sock' },
      privateOrigins: ['http://127.0.0.1:8081'],
      account: null,
    };
    const read = (): string => readFileSync(path.join(folder, 'wp-config.php'), 'utf8');
    const salt = (text: string): string | undefined => /'AUTH_KEY', '([0-9a-f]{64})'/.exec(text)?.[1];
    writeConfig(config);
    const first = read();
    writeConfig({ ...config, url: 'http://127.0.0.1:9090' });
    expect(salt(first)).toMatch(/^[0-9a-f]{64}$/);
    expect(salt(read())).toBe(salt(first));
    expect(read()).toContain("define( 'WP_HOME', 'http://127.0.0.1:9090' );");
    expect(read()).toContain("define( 'DEVSKYY_PRIVATE_ORIGINS', 'http://127.0.0.1:8081' );");
    rmSync(folder, { recursive: true });
  });
});
