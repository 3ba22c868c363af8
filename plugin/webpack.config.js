/**
 * Builds each admin/<folder> with a screen.json into build/admin/<its name>.js, with .asset.php, .css and -rtl.css beside it.
 * A new screen is a new folder: nothing is listed here.
 */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const configs = require('@wordpress/scripts/config/webpack.config');

const [script] = Array.isArray(configs) ? configs : [configs];
const screens = join(__dirname, 'admin');

const entry = () =>
  Object.fromEntries(
    readdirSync(screens)
      .filter((folder) => existsSync(join(screens, folder, 'screen.json')))
      .map((folder) => [JSON.parse(readFileSync(join(screens, folder, 'screen.json'), 'utf8')).name, join(screens, folder, 'index.tsx')]),
  );

module.exports = {
  ...script,
  entry,
  // A folder of its own: cleaning it must leave alone what other steps put into build/.
  output: { ...script.output, path: join(__dirname, 'build', 'admin'), clean: true },
  performance: { hints: false },
};
