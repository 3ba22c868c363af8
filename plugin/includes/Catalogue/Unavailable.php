<?php
/**
 * A catalogue that cannot be reached.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use WP_Error;
use WP_Post;
use WP_User;

/**
 * Stands in while WooCommerce, which was chosen for this shop, is switched off. It never falls back to another
 * catalogue: every answer says what to do.
 */
final class Unavailable implements Catalogue {

	/** {@inheritDoc} */
	public function type(): string {
		return 'woocommerce';
	}

	/** {@inheritDoc} */
	public function available(): bool {
		return false;
	}

	/** {@inheritDoc} */
	public function post_type(): string {
		return 'product';
	}

	/** {@inheritDoc} */
	public function unreachable( int $id ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function closed( int $id ): ?WP_Error {
		return null;
	}

	/** {@inheritDoc} */
	public function find( int $id ): ?array {
		return null;
	}

	/** {@inheritDoc} */
	public function exists( int $id ): bool {
		return false;
	}

	/** {@inheritDoc} */
	public function list( array $args = array() ): array {
		return array(
			'items' => array(),
			'total' => 0,
		);
	}

	/** {@inheritDoc} */
	public function ids(): array {
		return array();
	}

	/** {@inheritDoc} */
	public function read( int $id, array $fields ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function normalise( int $id, string $field, string|array $value ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function same( string $field, string|array $one, string|array $other ): bool {
		return $one === $other;
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values, array $journal = array() ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function journal( int $id, array $fields ): array {
		return array();
	}

	/** {@inheritDoc} */
	public function fingerprint( int $id, array $fields ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function can_edit( int $id, WP_User $user ): bool {
		return false;
	}

	/** {@inheritDoc} */
	public function describe( int $id ): array {
		$post = get_post( $id );
		return array(
			'kind'     => 'product',
			'id'       => $id,
			'title'    => $post instanceof WP_Post ? $post->post_title : '',
			'sku'      => '',
			'url'      => '',
			'edit_url' => '',
			'image'    => '',
		);
	}

	/** {@inheritDoc} */
	public function label( string $field ): string {
		return $field;
	}

	/** What is wrong, and what to do; `data` has status and next. */
	public function error(): WP_Error {
		return new WP_Error(
			'devskyy_catalogue_unavailable',
			__( 'This shop\'s products are kept by WooCommerce, and WooCommerce is not active. Activate it under Plugins; nothing was lost.', 'devskyy' ),
			array(
				'status' => 503,
				'next'   => __( 'Activate it again on the Plugins screen.', 'devskyy' ),
			)
		);
	}
}
