<?php
/**
 * The closed list of fields that a proposal may change.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

/**
 * What is not named here is refused, whoever proposes it: price, stock and status are a person's own work.
 */
final class Fields {

	public const TEXT  = 'text';
	public const HTML  = 'html';
	public const NAMES = 'names';

	/** A post's content: its blocks stay, and its door holds new words against them. */
	public const BLOCKS = 'blocks';

	/** Kinds of targets. */
	public const KINDS = array( 'product', 'post', 'page' );

	/** Fields that only posts and pages have, and those that only they and products share. */
	private const OF_POSTS = array( 'excerpt', 'content' );
	private const SHARED   = array( 'title', 'seo_title', 'seo_description' );

	private const SINGLE = array(
		'title'             => self::TEXT,
		'short_description' => self::HTML,
		'description'       => self::HTML,
		'excerpt'           => self::HTML,
		'content'           => self::BLOCKS,
		'seo_title'         => self::TEXT,
		'seo_description'   => self::TEXT,
		'tags'              => self::NAMES,
		'categories'        => self::NAMES,
	);

	/** Characters at most; the columns that WordPress keeps these in take no more (post_title, post_excerpt: 65,535 bytes). */
	private const LIMITS = array(
		'title'             => 300,
		'short_description' => 16000,
		'description'       => 100000,
		'excerpt'           => 16000,
		'content'           => 100000,
		'seo_title'         => 300,
		'seo_description'   => 1000,
	);

	private const ALT_LIMIT = 1000;

	/**
	 * The type of a field's value, or null when the field is not on the list.
	 *
	 * @param string $field Field path, e.g. `attributes.material`.
	 */
	public function type( string $field ): ?string {
		if ( isset( self::SINGLE[ $field ] ) ) {
			return self::SINGLE[ $field ];
		}
		if ( 1 === preg_match( '/^attributes\.[a-z0-9_-]{1,64}\z/', $field ) ) {
			return self::NAMES;
		}
		return 1 === preg_match( '/^image_alt\.[1-9][0-9]{0,18}\z/', $field ) ? self::TEXT : null;
	}

	/**
	 * The most characters that a text field takes.
	 *
	 * @param string $field Field path.
	 */
	public function limit( string $field ): int {
		return self::LIMITS[ $field ] ?? self::ALT_LIMIT;
	}

	/**
	 * Whether an agent may propose this field for this very target: another kind's field, a foreign picture or an attribute
	 * that makes variations is none of its business.
	 *
	 * @param string              $field  Field path on the closed list.
	 * @param array<string,mixed> $target The target in its shape.
	 */
	public function belongs( string $field, array $target ): bool {
		[ $group, $key ] = explode( '.', $field, 2 ) + array( 1 => '' );
		if ( in_array( $target['kind'] ?? '', array( 'post', 'page' ), true ) ) {
			return in_array( $field, array( ...self::OF_POSTS, ...self::SHARED ), true );
		}
		if ( 'image_alt' === $group ) {
			return array_key_exists( $key, (array) ( $target['image_alt'] ?? array() ) );
		}
		return ! in_array( $field, self::OF_POSTS, true ) && ( 'attributes' !== $group || ! in_array( $key, (array) ( $target['variation_attributes'] ?? array() ), true ) );
	}
}
