/** The release's version; packaging writes the package's own here. */
export const version = '0.1.0';
