<?php
/**
 * Comparing field values.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;

/**
 * Values are strings or lists of names; the catalogue says when two of them are the same.
 *
 * @phpstan-import-type Value from Proposal
 */
final class Values {

	/**
	 * Takes the door to the targets.
	 *
	 * @param Targets   $targets   Knows when two values of a field are the same.
	 */
	public function __construct( private readonly Targets $targets ) {}

	/**
	 * The fields in which the two differ.
	 *
	 * @param array $one   Values by field.
	 * @param array $other Values by field; a field that is missing here differs.
	 *
	 * @phpstan-param array<string,Value> $one
	 * @phpstan-param array<string,Value> $other
	 * @phpstan-return list<string>
	 */
	public function differing( array $one, array $other ): array {
		$fields = array();
		foreach ( $one as $field => $value ) {
			if ( ! isset( $other[ $field ] ) || ! $this->targets->same( $field, $value, $other[ $field ] ) ) {
				$fields[] = (string) $field;
			}
		}
		return $fields;
	}

	/**
	 * Whether a list was cut off on its way from one value to another: WordPress adds and removes terms one by one, so a
	 * process that dies there leaves a mixture.
	 *
	 * @param mixed $value What is there now.
	 * @param mixed $from  The list before the write.
	 * @param mixed $to    The list that was being written.
	 */
	public function on_the_way( mixed $value, mixed $from, mixed $to ): bool {
		if ( ! is_array( $value ) || ! is_array( $from ) || ! is_array( $to ) ) {
			return false;
		}
		return array() === array_diff( $value, $from, $to ) && array() === array_diff( array_intersect( $from, $to ), $value );
	}
}
