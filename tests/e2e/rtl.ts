import { chownSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../service/launcher/software.ts';
import { Rest, signIn, type Product, type Visitor } from './product.ts';

/** The site with another address than the one that was paired: what a copy of its database is like. */
const copied = `<?php
add_filter( 'home_url', static fn( string $url, string $path, ?string $scheme ): string => '' === $path && null === $scheme ? 'https://copy.example' : $url, 10, 3 );
`;

/** The smallest language pack of core: what makes is_rtl() true, so that wp-admin loads its own mirrored style sheets. */
const pack = `<?php
return array( 'x-generator' => 'tests', 'language' => 'ar', 'messages' => array( "text direction\\4ltr" => 'rtl' ) );
`;

const content = (product: Product, file: string): string => path.join(product.data, 'home/wordpress/wp-content', file);

/** Puts a file into wp-content as the account that the site runs as. */
function put(product: Product, file: string, write: (target: string) => void): void {
  const target = content(product, file);
  write(target);
  const { uid, gid } = statSync(content(product, 'index.php'));
  if (process.getuid?.() === 0) chownSync(target, uid, gid);
}

/** Has WordPress speak a right-to-left language with one more administrator, and signs that one in. */
export async function signInRightToLeft(product: Product): Promise<Visitor> {
  for (const file of ['ar.l10n.php', 'admin-ar.l10n.php']) put(product, `languages/${file}`, (target) => writeFileSync(target, pack));
  put(product, 'mu-plugins/rtl-language.php', (target) => copyFileSync(path.join(repository, 'tests/fakes/rtl-language.php'), target));
  const password = 'right-to-left 1';
  const person = { username: 'rtl', email: 'rtl@example.org', password, roles: ['administrator'], locale: 'ar' };
  const { status, json } = await new Rest(product.ready).send('POST', 'wp/v2/users', person);
  if (status !== 201) throw new Error(`The right-to-left administrator could not be made: ${status} ${JSON.stringify(json)}`);
  return signIn(product.ready, 'rtl', password);
}

/** Makes the site look like a copy of itself. */
export const copySite = (product: Product): void => put(product, 'mu-plugins/copied.php', (target) => writeFileSync(target, copied));
