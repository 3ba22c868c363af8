/**
 * Builds each admin/<folder> with a screen.json into build/admin/<its name>.js, with .asset.php, .css and -rtl.css beside it.
 * A new screen is a new folder: nothing is listed here. Blocks with a script (blocks/<name>/index.tsx) are built with them, as
 * build/admin/block-<name>.js: they share ui/.
 */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const configs = require('@wordpress/scripts/config/webpack.config');

const [script] = Array.isArray(configs) ? configs : [configs];
const screens = join(__dirname, 'admin');
const blocks = join(__dirname, '..', 'blocks');

const entry = () => ({
  ...Object.fromEntries(
    readdirSync(screens)
      .filter((folder) => existsSync(join(screens, folder, 'screen.json')))
      .map((folder) => [JSON.parse(readFileSync(join(screens, folder, 'screen.json'), 'utf8')).name, join(screens, folder, 'index.tsx')]),
  ),
  ...Object.fromEntries(
    readdirSync(blocks)
      .filter((folder) => existsSync(join(blocks, folder, 'index.tsx')))
      .map((folder) => [`block-${folder}`, join(blocks, folder, 'index.tsx')]),
  ),
});

/** Notes in packages.json whose code is inside: folders of npm packages, from the repository's root. The package names their licences. */
class ListPackages {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('ListPackages', (compilation) => {
      compilation.hooks.processAssets.tap({ name: 'ListPackages', stage: Compilation.PROCESS_ASSETS_STAGE_SUMMARIZE }, () => {
        const files = [...compilation.modules]
          .flatMap((module) => [module, ...(module.modules ?? [])])
          .map((module) => module.resource ?? '');
        const folders = files.flatMap((file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0] ?? []);
        const names = [...new Set(folders.map((folder) => relative(join(__dirname, '..'), folder).replaceAll('\\', '/')))].sort();
        compilation.emitAsset('packages.json', new sources.RawSource(`${JSON.stringify(names, null, 2)}\n`));
      });
    });
  }
}

module.exports = {
  ...script,
  plugins: [...script.plugins, new ListPackages()],
  entry,
  // A folder of its own: cleaning it must leave alone what other steps put into build/.
  // What is loaded later bears its content's hash: nobody gets the one of an earlier version from a cache.
  output: { ...script.output, path: join(__dirname, 'build', 'admin'), chunkFilename: '[name].[contenthash:8].js', clean: true },
  performance: { hints: false },
};
