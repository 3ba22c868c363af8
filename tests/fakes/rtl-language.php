<?php
/**
 * Must-use plugin of tests: the texts of DevSkyy in the letters of a right-to-left language, word for letter, for who has chosen Arabic.
 * The direction of the page comes from the language pack of core beside it (tests/e2e/rtl.ts), as on a site that speaks Arabic.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

defined( 'ABSPATH' ) || exit;

( static function (): void {
	$letters = array_combine( str_split( 'abcdefghijklmnopqrstuvwxyz' ), mb_str_split( 'ابسديفجهيكقلمنوبقرستوفوخيز' ) );
	// Placeholders, entities and tags stay as they are.
	$turn = static function ( string $text ) use ( $letters ): string {
		$parts = preg_split( '/(%\d+\$[sd]|%[sd%]|&[a-z#0-9]+;|<[^>]*>)/i', $text, -1, PREG_SPLIT_DELIM_CAPTURE );
		foreach ( false === $parts ? array() : $parts as $number => $part ) {
			$parts[ $number ] = 0 === $number % 2 ? strtr( strtolower( $part ), $letters ) : $part;
		}
		return implode( '', false === $parts ? array( $text ) : $parts );
	};
	foreach ( array( 'gettext_devskyy', 'gettext_with_context_devskyy', 'ngettext_devskyy', 'ngettext_with_context_devskyy' ) as $hook ) {
		add_filter( $hook, static fn( string $text ): string => 'ar' === determine_locale() ? $turn( $text ) : $text );
	}
	add_action(
		'admin_enqueue_scripts',
		static function () use ( $letters ): void {
			if ( 'ar' !== get_user_locale() ) {
				return;
			}
			$script = <<<'JS'
			( ( letters ) => {
				const turn = ( text ) => text.split( /(%\d+\$[sd]|%[sd%]|&[a-z#0-9]+;|<[^>]*>)/i ).map( ( part, number ) =>
					number % 2 ? part : part.toLowerCase().replace( /[a-z]/g, ( letter ) => letters[ letter ] ) ).join( '' );
				for ( const kind of [ 'gettext', 'gettext_with_context', 'ngettext', 'ngettext_with_context' ] )
					wp.hooks.addFilter( 'i18n.' + kind + '_devskyy', 'devskyy/rtl', turn );
			} )
			JS;
			wp_add_inline_script( 'wp-i18n', trim( $script ) . '( ' . wp_json_encode( $letters ) . ' );' );
		},
		1
	);
} )();
