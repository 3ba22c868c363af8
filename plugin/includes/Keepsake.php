<?php
/**
 * Settings of kept content while the plugin is away.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\BuiltIn\View;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Catalogue\Held;
use DevSkyy\Move\Addresses;
use DevSkyy\Orders\Pseudonym;
use wpdb;

/**
 * Deleting the plugin leaves no option, but some kept content means nothing without one: prices without their currency, old addresses
 * without the note that the shop has moved, orders without the key of their customers' signs. So these go along with the content, as
 * the meta of one post that nobody sees, and come back with the plugin.
 */
final class Keepsake {

	public const TYPE = 'devskyy_kept';

	private const META = '_devskyy_kept';

	/** Of the built-in catalogue's products. */
	private const CATALOGUE = array( CatalogueFactory::OPTION, Units::CURRENCY, Units::WEIGHT, Units::LENGTH, View::ENQUIRY_EMAIL );

	/** There only while there is content that needs them. */
	private const BOUND = array( Addresses::OPTION, Addresses::TERMS, Held::OPTION, Pseudonym::OPTION );

	/**
	 * Takes the database.
	 *
	 * @param wpdb $wpdb The site's database.
	 */
	public function __construct( private readonly wpdb $wpdb ) {}

	/** Writes down what the content needs, where there is such content. */
	public function keep(): void {
		$pieces = array() !== $this->posts( PostType::NAME );
		$values = array();
		foreach ( array_merge( $pieces ? self::CATALOGUE : array(), self::BOUND ) as $option ) {
			$value = get_option( $option );
			if ( false !== $value ) {
				$values[ $option ] = $value;
			}
		}
		if ( array() === $values ) {
			return;
		}
		$post = wp_insert_post(
			array(
				'post_type'   => self::TYPE,
				'post_status' => 'private',
				'post_title'  => 'DevSkyy',
			)
		);
		update_post_meta( $post, self::META, wp_slash( $values ) );
	}

	/** Puts back what was written down and the site does not say otherwise. */
	public function restore(): void {
		foreach ( $this->posts( self::TYPE ) as $id ) {
			$values = get_post_meta( $id, self::META, true );
			foreach ( array_intersect_key( is_array( $values ) ? $values : array(), array_flip( array_merge( self::CATALOGUE, self::BOUND ) ) ) as $option => $value ) {
				add_option( $option, $value );
			}
		}
		$this->forget();
	}

	/** Deletes what was written down. */
	public function forget(): void {
		foreach ( $this->posts( self::TYPE ) as $id ) {
			wp_delete_post( $id, true );
		}
	}

	/**
	 * Ids of the posts of a type, which need not be registered.
	 *
	 * @param string $type The post type.
	 * @return list<int>
	 */
	private function posts( string $type ): array {
		return array_values( array_map( 'intval', $this->wpdb->get_col( (string) $this->wpdb->prepare( 'SELECT ID FROM %i WHERE post_type = %s', $this->wpdb->posts, $type ) ) ) );
	}
}
