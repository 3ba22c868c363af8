<?php
/**
 * Where pictures come from.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

use DevSkyy\Connection\Origins;
use WP_Error;

/**
 * Pictures of the media library by their file names, and pictures of the web by their addresses: over https from public addresses, or
 * from origins that the operator listed; redirects are followed only to addresses that pass the same rules.
 */
final class PictureSource {

	/** The meta that says where a picture came from. */
	public const SOURCE = '_devskyy_source_url';

	/** The meta that says which import brought it. */
	public const IMPORT = '_devskyy_import';

	private const LARGEST = 16777216;

	private const MOST_PIXELS = 50000000;

	private const REDIRECTS = 3;

	private const TYPES = array(
		IMAGETYPE_JPEG => 'jpg',
		IMAGETYPE_PNG  => 'png',
		IMAGETYPE_GIF  => 'gif',
		IMAGETYPE_WEBP => 'webp',
		IMAGETYPE_AVIF => 'avif',
	);

	/**
	 * Takes the rules.
	 *
	 * @param Origins $origins Which origins may be called.
	 */
	public function __construct( private readonly Origins $origins ) {}

	/**
	 * A picture's attachment.
	 *
	 * @param string $named   A file name of the media library or an address.
	 * @param int    $product The product that it belongs to.
	 * @param string $job     The import.
	 */
	public function get( string $named, int $product, string $job ): int|WP_Error {
		$base  = trailingslashit( (string) wp_upload_dir( null, false )['baseurl'] );
		$local = str_starts_with( $named, $base ) ? substr( $named, strlen( $base ) ) : ( str_contains( $named, '://' ) ? '' : $named );
		if ( '' !== $local ) {
			return $this->in_library( $local );
		}
		$known = $this->known( $named );
		if ( 0 !== $known ) {
			return $known;
		}
		if ( ! current_user_can( 'upload_files' ) ) {
			return $this->refusal( __( 'your account may not add files to the media library', 'devskyy' ) );
		}
		$bytes = $this->fetch( $named );
		return is_wp_error( $bytes ) ? $bytes : $this->keep( $bytes, $named, $product, $job );
	}

	/**
	 * A file of the media library.
	 *
	 * @param string $file Its name, perhaps with year and month.
	 */
	private function in_library( string $file ): int|WP_Error {
		$name  = ltrim( implode( '/', array_map( 'sanitize_file_name', explode( '/', $file ) ) ), '/' );
		$found = '' === $name ? array() : get_posts(
			array(
				'post_type'   => 'attachment',
				'post_status' => 'any',
				'numberposts' => 1,
				'fields'      => 'ids',
				'meta_query'  => array( // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- Files have their names there.
					'relation' => 'OR',
					array(
						'key'   => '_wp_attached_file',
						'value' => $name,
					),
					array(
						'key'     => '_wp_attached_file',
						'value'   => '/' . $name,
						'compare' => 'LIKE',
					),
				),
			)
		);
		return isset( $found[0] ) && wp_attachment_is_image( (int) $found[0] ) ? (int) $found[0] : $this->refusal( __( 'the media library has no picture of this name', 'devskyy' ) );
	}

	/**
	 * The attachment that was made of an address earlier, by us or by WooCommerce; 0 = none.
	 *
	 * @param string $url The address.
	 */
	private function known( string $url ): int {
		foreach ( array( self::SOURCE, '_wc_attachment_source' ) as $key ) {
			$found = get_posts(
				array(
					'post_type'   => 'attachment',
					'post_status' => 'any',
					'numberposts' => 1,
					'fields'      => 'ids',
					'meta_key'    => $key, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- An import, once a picture.
					'meta_value'  => $url, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- The same.
				)
			);
			if ( isset( $found[0] ) ) {
				return (int) $found[0];
			}
		}
		return 0;
	}

	/**
	 * The bytes behind an address.
	 *
	 * @param string $url The address.
	 */
	private function fetch( string $url ): string|WP_Error {
		for ( $hop = 0; $hop <= self::REDIRECTS; $hop++ ) {
			$allowed = $this->allowed( $url );
			if ( is_wp_error( $allowed ) ) {
				return $allowed;
			}
			$answer = wp_remote_get(
				$url,
				array(
					'timeout'             => 15.0,
					'redirection'         => 0,
					'reject_unsafe_urls'  => false,
					'limit_response_size' => self::LARGEST + 1,
				)
			);
			if ( is_wp_error( $answer ) ) {
				return $this->refusal( $answer->get_error_message() );
			}
			$status = (int) wp_remote_retrieve_response_code( $answer );
			if ( $status >= 300 && $status < 400 ) {
				$url = \WP_Http::make_absolute_url( implode( '', (array) wp_remote_retrieve_header( $answer, 'location' ) ), $url );
				continue;
			}
			if ( 200 !== $status ) {
				/* translators: %d: HTTP status. */
				return $this->refusal( sprintf( __( 'its server answers with the HTTP status %d', 'devskyy' ), $status ) );
			}
			return wp_remote_retrieve_body( $answer );
		}
		return $this->refusal( __( 'its server redirects too often', 'devskyy' ) );
	}

	/**
	 * Whether an address may be called.
	 *
	 * @param string $url The address.
	 * @return true|WP_Error
	 */
	private function allowed( string $url ): bool|WP_Error {
		$parts  = wp_parse_url( $url );
		$origin = is_array( $parts ) && isset( $parts['scheme'], $parts['host'] ) && ! isset( $parts['user'] ) ? $this->origins->of( $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' ) ) : null;
		if ( null === $origin || is_wp_error( $origin ) || is_wp_error( $this->origins->allow( $origin ) ) ) {
			return $this->refusal( __( 'pictures are fetched over https from public addresses only; upload this one to the media library and put its file name here', 'devskyy' ) );
		}
		return true;
	}

	/**
	 * Puts bytes into the media library.
	 *
	 * @param string $bytes   The picture.
	 * @param string $url     Where it came from.
	 * @param int    $product The product that it belongs to.
	 * @param string $job     The import.
	 */
	private function keep( string $bytes, string $url, int $product, string $job ): int|WP_Error {
		$facts = strlen( $bytes ) > self::LARGEST ? false : @getimagesizefromstring( $bytes ); // phpcs:ignore WordPress.PHP.NoSilencedErrors -- False for what is no picture; the notice says no more.
		if ( strlen( $bytes ) > self::LARGEST || ( false !== $facts && $facts[0] * $facts[1] > self::MOST_PIXELS ) ) {
			return $this->refusal( __( 'it is larger than 16 MB or 50 megapixels', 'devskyy' ) );
		}
		$end = self::TYPES[ false === $facts ? 0 : $facts[2] ] ?? '';
		if ( false === $facts || '' === $end ) {
			return $this->refusal( __( 'it is no JPEG, PNG, GIF, WebP or AVIF picture', 'devskyy' ) );
		}
		require_once ABSPATH . 'wp-admin/includes/image.php';
		$stem = sanitize_file_name( pathinfo( (string) wp_parse_url( $url, PHP_URL_PATH ), PATHINFO_FILENAME ) );
		$put  = wp_upload_bits( ( '' === $stem ? 'picture' : substr( $stem, 0, 100 ) ) . '.' . $end, null, $bytes );
		if ( false !== $put['error'] ) {
			return $this->refusal( $put['error'] );
		}
		$made = wp_insert_attachment(
			array(
				'post_mime_type' => (string) image_type_to_mime_type( $facts[2] ),
				'post_title'     => wp_slash( $stem ),
				'post_status'    => 'inherit',
				'meta_input'     => array(
					self::SOURCE => wp_slash( $url ),
					self::IMPORT => $job,
				),
			),
			$put['file'],
			$product,
			true
		);
		if ( ! is_wp_error( $made ) ) {
			wp_update_attachment_metadata( $made, wp_generate_attachment_metadata( $made, $put['file'] ) );
		}
		return $made;
	}

	/**
	 * The picture cannot be had.
	 *
	 * @param string $why The reason, a part of a sentence.
	 */
	private function refusal( string $why ): WP_Error {
		return new WP_Error( 'devskyy_picture', $why );
	}
}
