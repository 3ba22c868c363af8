import { expect, test } from '@jest/globals';
import { repository } from '../../launcher/software.ts';
import { blockMessages } from './block.ts';
import { headerMessages, phpMessages } from './php.ts';
import { scriptMessages } from './script.ts';
import { findMessages } from './sources.ts';
import { template } from './template.ts';

test('texts of PHP are found with context, plural and the comment for translators', () => {
  const code = `<?php
namespace DevSkyy;
final class A { public function b(): void {
  /* translators: %s: a name. */
  printf( esc_html__( 'Hello %s', 'devskyy' ), $x );
  echo esc_html( _nx( 'one piece', '%d pieces', 3, 'shop', 'devskyy' ) ) . \\_x( 'Post', 'verb', 'devskyy' );
  $this->run( ... ); $z = new class() {}; enum_exists( 'x' ); } }`;
  const { messages, faults } = phpMessages(code, 'a.php');
  expect(faults).toEqual([]);
  expect(messages).toEqual([
    { id: 'Hello %s', plural: null, context: null, comment: 'translators: %s: a name.', file: 'a.php' },
    { id: 'one piece', plural: '%d pieces', context: 'shop', comment: '', file: 'a.php' },
    { id: 'Post', plural: null, context: 'verb', comment: '', file: 'a.php' },
  ]);
});

test('texts of TypeScript are found, and named by the scripts that their code ends up in', () => {
  const code =
    "// translators: %s: a count.\nconst a = sprintf(_n('%s run', '%s runs', n, 'devskyy'), n);\nconst b = <p>{__('Long ' + 'text', 'devskyy')}</p>;";
  const { messages, faults } = scriptMessages(code, 'x.tsx', ['build/admin/a.js', 'build/admin/b.js']);
  expect(faults).toEqual([]);
  expect(messages.map(({ id, plural, comment, file }) => [id, plural, comment, file])).toEqual([
    ['%s run', '%s runs', 'translators: %s: a count.', 'build/admin/a.js'],
    ['%s run', '%s runs', 'translators: %s: a count.', 'build/admin/b.js'],
    ['Long text', null, '', 'build/admin/a.js'],
    ['Long text', null, '', 'build/admin/b.js'],
  ]);
});

test('a text that is made at run time, lacks its domain or does not explain its placeholder is a fault with its line', () => {
  expect(scriptMessages("__(name, 'devskyy');\n__('No domain');\n\n\n\n\n__('%s left', 'devskyy');", 'x.ts').faults).toEqual([
    'x.ts:1: __() wants literal texts, or nobody can translate them.',
    "x.ts:2: __() wants the text domain 'devskyy'.",
    'x.ts:7: "%s left" has a placeholder; say what it stands for in a comment /* translators: … */ above.',
  ]);
  expect(phpMessages("<?php esc_html_e( 'A', 'other' );", 'y.php').faults).toEqual([
    "y.php:1: esc_html_e() wants the text domain 'devskyy'.",
  ]);
});

test("a block's declaration and the plugin's header are translated as core translates them", () => {
  const block = JSON.stringify({ title: 'Price', keywords: ['cost'], styles: [{ label: 'Plain' }] });
  expect(blockMessages(block, 'b.json').messages.map(({ context, id }) => [context, id])).toEqual([
    ['block title', 'Price'],
    ['block keyword', 'cost'],
    ['block style label', 'Plain'],
  ]);
  expect(headerMessages(' * Plugin Name: DevSkyy\n * Description: Words.\n * Author:  We\n', 'p.php')).toMatchObject({
    messages: [{ id: 'DevSkyy' }, { id: 'Words.' }, { id: 'We' }],
    faults: [],
  });
});

test('the template groups a text of several places, and its bytes depend on its content alone', () => {
  const message = (id: string, file: string, context: string | null = null) => ({ id, plural: null, context, comment: '', file });
  const about = { version: '1.0.0', date: new Date('2026-01-02T03:04:05Z') };
  const list = [message('Save', 'b.php'), message('Save', 'a.php'), message('Save', 'c.php', 'verb'), message('Apply', 'a.php')];
  const made = Buffer.from(template(list, about)).toString();
  expect(Buffer.from(template(list.toReversed(), about)).toString()).toBe(made);
  expect(made).toContain('"POT-Creation-Date: 2026-01-02 03:04+0000\\n"');
  expect(made).toContain('#: a.php\n#: b.php\nmsgid "Save"\nmsgstr ""');
  expect(made).toContain('#: c.php\nmsgctxt "verb"\nmsgid "Save"');
  expect(made.indexOf('"Apply"')).toBeLessThan(made.indexOf('"Save"'));
});

test('every text of the plugin as it is can be translated', async () => {
  const { messages, faults } = await findMessages(repository);
  expect(faults).toEqual([]);
  expect(messages.filter(({ file }) => file.startsWith('build/admin/')).length).toBeGreaterThan(100);
  expect(messages.filter(({ file }) => file.startsWith('includes/')).length).toBeGreaterThan(100);
});
