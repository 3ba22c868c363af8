<?php
/**
 * The built-in catalogue while it is being moved.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\BuiltIn\BuiltInCatalogue;
use WP_Error;
use WP_User;

/**
 * Stands before the built-in catalogue from the first moved product until the last: what is still there can be seen,
 * nothing can be changed, and nobody may conclude that the products already moved were deleted.
 */
final class Held implements Catalogue {

	/** The option that is there while a move is under way or was stopped half-way. */
	public const OPTION = 'devskyy_move_open';

	/**
	 * Takes the catalogue that is being moved.
	 *
	 * @param BuiltInCatalogue $inner The built-in catalogue.
	 */
	public function __construct( public readonly BuiltInCatalogue $inner ) {}

	/** {@inheritDoc} */
	public function type(): string {
		return $this->inner->type();
	}

	/** {@inheritDoc} */
	public function available(): bool {
		return false;
	}

	/** {@inheritDoc} */
	public function unreachable( int $id ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function closed( int $id ): ?WP_Error {
		return $this->inner->closed( $id );
	}

	/** {@inheritDoc} */
	public function post_type(): string {
		return $this->inner->post_type();
	}

	/** {@inheritDoc} */
	public function find( int $id ): ?array {
		return $this->inner->find( $id );
	}

	/** {@inheritDoc} */
	public function exists( int $id ): bool {
		return $this->inner->exists( $id );
	}

	/** {@inheritDoc} */
	public function list( array $args = array() ): array {
		return $this->inner->list( $args );
	}

	/** {@inheritDoc} */
	public function ids(): array {
		return $this->inner->ids();
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
		return $this->inner->same( $field, $one, $other );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values, array $journal = array() ): WP_Error {
		return $this->error();
	}

	/** {@inheritDoc} */
	public function journal( int $id, array $fields ): array {
		return $this->inner->journal( $id, $fields );
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
		$told = $this->inner->describe( $id );
		return '' === $told['title'] ? ( new Unavailable() )->describe( $id ) : $told;
	}

	/** {@inheritDoc} */
	public function label( string $field ): string {
		return $this->inner->label( $field );
	}

	/** What is wrong, and what to do; `data` has status and next. */
	public function error(): WP_Error {
		return new WP_Error(
			'devskyy_move_open',
			__( 'The shop is being moved to WooCommerce, so nothing is changed meanwhile. All proposals are kept.', 'devskyy' ),
			array(
				'status' => 503,
				'next'   => __( 'Open DevSkyy → Catalogue: the move shows how far it is, and can be finished there if it was stopped.', 'devskyy' ),
			)
		);
	}
}
