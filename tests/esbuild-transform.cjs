// TypeScript → ESM for jest, by esbuild (jest's default transform knows no TypeScript).
const { createHash } = require('node:crypto');
const { transform, transformSync } = require('esbuild');
const options = (file) => ({
  loader: file.endsWith('x') ? 'tsx' : 'ts',
  jsx: 'automatic',
  format: 'esm',
  target: 'node24',
  sourcemap: 'inline',
  sourcefile: file,
});
module.exports = {
  process: (source, file) => ({ code: transformSync(source, options(file)).code }),
  processAsync: async (source, file) => ({ code: (await transform(source, options(file))).code }),
  getCacheKey: (source, file) => createHash('sha1').update(source).update(file).digest('hex'),
};
