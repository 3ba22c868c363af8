<?php
/**
 * What all doors do alike.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Targets;

use DevSkyy\Catalogue\Fields\FieldSet;
use WP_Error;
use WP_User;

/**
 * Reads and writes targets by their fields; where the targets themselves are kept is up to the class below.
 */
abstract class FieldTargets implements Targets {

	/**
	 * Takes its helper.
	 *
	 * @param FieldSet $fields Reads and writes fields.
	 */
	public function __construct( protected readonly FieldSet $fields ) {}

	/**
	 * Whether the target is there, and not in the trash.
	 *
	 * @param int $id The target's id.
	 */
	abstract public function exists( int $id ): bool;

	/** {@inheritDoc} */
	public function read( int $id, array $fields ): array|WP_Error {
		$this->fields->refresh( $id, $fields );
		return ! $this->exists( $id ) ? $this->gone() : $this->fields->read( $id, $fields );
	}

	/** {@inheritDoc} */
	public function normalise( int $id, string $field, string|array $value ): string|array|WP_Error {
		return ! $this->exists( $id ) ? $this->gone() : $this->fields->normalise( $id, $field, $value );
	}

	/** {@inheritDoc} */
	public function same( string $field, string|array $one, string|array $other ): bool {
		return $this->fields->same( $field, $one, $other );
	}

	/** {@inheritDoc} */
	public function write( int $id, array $values, array $journal = array() ): bool|WP_Error {
		$this->fields->refresh( $id, array_keys( $values + $journal ) );
		if ( ! $this->exists( $id ) ) {
			return $this->gone();
		}
		return array() === $journal ? $this->fields->store( $id, $values ) : $this->fields->restore( $id, $journal );
	}

	/** {@inheritDoc} */
	public function journal( int $id, array $fields ): array {
		$this->fields->refresh( $id, $fields );
		return $this->fields->journal( $id, $fields );
	}

	/** {@inheritDoc} */
	public function fingerprint( int $id, array $fields ): string|WP_Error {
		$this->fields->refresh( $id, $fields );
		return ! $this->exists( $id ) ? $this->gone() : $this->fields->fingerprint( $id, $fields );
	}

	/** {@inheritDoc} */
	public function can_edit( int $id, WP_User $user ): bool {
		return user_can( $user, 'edit_post', $id );
	}

	/** {@inheritDoc} */
	public function label( string $field ): string {
		return $this->fields->label( $field );
	}

	/**
	 * A title as it reads in lists: no tags, and signs instead of entities ("Knit & Co" where "Knit &amp; Co" is stored).
	 *
	 * @param string $title As it is stored.
	 */
	protected function heading( string $title ): string {
		$plain = trim( html_entity_decode( wp_strip_all_tags( $title, true ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ) );
		return '' === $plain ? $title : $plain;
	}

	/** The target is not there. */
	abstract protected function gone(): WP_Error;
}
