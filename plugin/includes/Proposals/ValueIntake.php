<?php
/**
 * New values from outside.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use WP_Error;

/**
 * One door for every new value, from an agent or from a person's edit: of the field's type and length, harmless, and
 * already in the form in which the catalogue will store it.
 *
 * @phpstan-import-type Value from Proposal
 */
final class ValueIntake {

	private const NAMES_AT_MOST = 100;

	/**
	 * Takes its parts.
	 *
	 * @param Targets   $targets   What proposals are about.
	 * @param Fields    $fields    The closed list.
	 * @param Sanitiser $sanitiser Makes values harmless.
	 */
	public function __construct(
		private readonly Targets $targets,
		private readonly Fields $fields,
		private readonly Sanitiser $sanitiser
	) {}

	/**
	 * A value as it will be previewed and applied.
	 *
	 * @param int    $target Id of the target.
	 * @param string $field  Field path.
	 * @param mixed  $value  What came.
	 * @phpstan-return Value|WP_Error Codes: unknown_field, value_type, value_too_long, value_unsafe, value_empty, or the catalogue's own.
	 */
	public function clean( int $target, string $field, mixed $value ): string|array|WP_Error {
		$type = $this->fields->type( $field );
		if ( null === $type ) {
			/* translators: %s: name of a field. */
			return new WP_Error( 'unknown_field', sprintf( __( 'The field "%s" cannot be changed by a proposal.', 'devskyy' ), $field ) );
		}
		$wrong = $this->wrong( $type, $field, $value );
		if ( null !== $wrong ) {
			return $wrong;
		}
		$clean = $this->sanitiser->clean( $type, $value );
		if ( '' === $clean && '' !== trim( (string) $value ) ) {
			/* translators: %s: name of a field. */
			return new WP_Error( 'value_unsafe', sprintf( __( 'Nothing is left of the value for "%s" once scripts and other code are taken out.', 'devskyy' ), $field ) );
		}
		if ( '' === $clean && 'title' === $field ) {
			return new WP_Error( 'value_empty', __( 'A title is needed.', 'devskyy' ) );
		}
		return $this->targets->normalise( $target, $field, $clean );
	}

	/**
	 * What is wrong with a value's type or size; null when nothing is.
	 *
	 * @param string $type  One of Fields::TEXT, HTML, NAMES.
	 * @param string $field Field path.
	 * @param mixed  $value What came.
	 */
	private function wrong( string $type, string $field, mixed $value ): ?WP_Error {
		$names = Fields::NAMES === $type;
		if ( $names ? ! is_array( $value ) || ! array_is_list( $value ) || count( $value ) !== count( array_filter( $value, 'is_string' ) ) : ! is_string( $value ) ) {
			/* translators: %s: name of a field. */
			$message = $names ? __( 'The value for "%s" must be a list of names.', 'devskyy' ) : __( 'The value for "%s" must be text.', 'devskyy' );
			return new WP_Error( 'value_type', sprintf( $message, $field ) );
		}
		$limit = $names ? self::NAMES_AT_MOST : $this->fields->limit( $field );
		if ( ( is_array( $value ) ? count( $value ) : mb_strlen( $value ) ) > $limit ) {
			/* translators: 1: name of a field, 2: number of names. */
			$message = $names ? __( 'The value for "%1$s" has more than %2$d names.', 'devskyy' ) : /* translators: 1: name of a field, 2: number of characters. */ __( 'The value for "%1$s" has more than %2$d characters.', 'devskyy' );
			return new WP_Error( 'value_too_long', sprintf( $message, $field, $limit ) );
		}
		return null;
	}
}
