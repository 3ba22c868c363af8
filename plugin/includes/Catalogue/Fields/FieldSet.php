<?php
/**
 * All fields of a target.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\Fields;

use DevSkyy\Catalogue\CanonicalJson;
use Throwable;
use WP_Error;

/**
 * Sends each field to its handler, and makes of several writes one: all of them stored and read back, or none.
 */
final class FieldSet {

	/**
	 * Takes the handlers.
	 *
	 * @param list<Handler> $handlers One for each kind of field, in the order in which they are written.
	 * @param CanonicalJson $json     For fingerprints.
	 */
	public function __construct( private readonly array $handlers, private readonly CanonicalJson $json ) {}

	/**
	 * Forgets what this process remembers of the target and its pictures: another one may have changed them since, and a
	 * decision about a change must not rest on old values.
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths.
	 */
	public function refresh( int $id, array $fields ): void {
		$ids   = array( $id );
		$terms = false;
		foreach ( $fields as $field ) {
			$path  = FieldPath::parse( (string) $field );
			$terms = $terms || true === $path?->is_list();
			$ids[] = null !== $path && 'image_alt' === $path->name ? (int) $path->key : $id;
		}
		foreach ( array_unique( $ids ) as $one ) {
			wp_cache_delete( $one, 'posts' );
			wp_cache_delete( $one, 'post_meta' );
		}
		foreach ( $terms ? get_object_taxonomies( (string) get_post_type( $id ) ) : array() as $taxonomy ) {
			wp_cache_delete( $id, "{$taxonomy}_relationships" );
		}
	}

	/**
	 * See Catalogue::read().
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths.
	 * @return array<string,string|list<string>>|WP_Error
	 */
	public function read( int $id, array $fields ): array|WP_Error {
		$values = array();
		foreach ( $fields as $field ) {
			$place = $this->place( $field );
			$value = is_wp_error( $place ) ? $place : $place[0]->read( $id, $place[1] );
			if ( is_wp_error( $value ) ) {
				return $this->about( $value, $field );
			}
			$values[ $field ] = $value;
		}
		return $values;
	}

	/**
	 * See Catalogue::normalise().
	 *
	 * @param int    $id    The target's id.
	 * @param string $field A field path.
	 * @param mixed  $value The new value.
	 * @return string|list<string>|WP_Error
	 */
	public function normalise( int $id, string $field, mixed $value ): string|array|WP_Error {
		$place = $this->place( $field );
		if ( is_wp_error( $place ) ) {
			return $place;
		}
		if ( $place[1]->is_list() ? ! is_array( $value ) || ! array_is_list( $value ) : ! is_string( $value ) ) {
			/* translators: %s: a field path. */
			$message = $place[1]->is_list() ? __( 'The value of "%s" must be a list of names.', 'devskyy' ) : __( 'The value of "%s" must be a text.', 'devskyy' );
			return $this->about( new WP_Error( 'devskyy_field_type', sprintf( $message, $field ) ), $field );
		}
		$value = $place[0]->normalise( $id, $place[1], $value );
		return is_wp_error( $value ) ? $this->about( $value, $field ) : $value;
	}

	/**
	 * See Catalogue::same().
	 *
	 * @param string              $field A field path.
	 * @param string|list<string> $one   A value.
	 * @param string|list<string> $other Another value.
	 */
	public function same( string $field, string|array $one, string|array $other ): bool {
		if ( is_array( $one ) && is_array( $other ) && true === FieldPath::parse( $field )?->is_list() ) {
			sort( $one, SORT_STRING );
			sort( $other, SORT_STRING );
		}
		return $one === $other;
	}

	/**
	 * See Catalogue::fingerprint().
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths.
	 */
	public function fingerprint( int $id, array $fields ): string|WP_Error {
		$values = $this->read( $id, $fields );
		return is_wp_error( $values ) ? $values : hash( 'sha256', $this->json->encode( (object) $values ) );
	}

	/**
	 * See Catalogue::label().
	 *
	 * @param string $field A field path.
	 */
	public function label( string $field ): string {
		$place = $this->place( $field );
		return is_wp_error( $place ) ? $field : $place[0]->label( $place[1] );
	}

	/**
	 * See Catalogue::journal().
	 *
	 * @param int          $id     The target's id.
	 * @param list<string> $fields Field paths.
	 * @return array<string,mixed>
	 */
	public function journal( int $id, array $fields ): array {
		$journal = array();
		foreach ( $fields as $field ) {
			$place = $this->place( $field );
			if ( ! is_wp_error( $place ) ) {
				$journal[ $field ] = $place[0]->journal( $id, $place[1] );
			}
		}
		return $journal;
	}

	/**
	 * Stores new values.
	 *
	 * @param int                               $id     The target's id.
	 * @param array<string,string|list<string>> $values By field path.
	 * @return true|WP_Error
	 */
	public function store( int $id, array $values ): bool|WP_Error {
		foreach ( $values as $field => $value ) {
			$clean = $this->normalise( $id, $field, $value );
			if ( is_wp_error( $clean ) ) {
				return $clean;
			}
			$values[ $field ] = $clean;
		}
		return $this->together(
			$id,
			$values,
			fn( Handler $handler, array $part ) => $handler->write( $id, $part ),
			fn(): ?string => $this->unlike( $id, $values )
		);
	}

	/**
	 * Puts journalled bytes back.
	 *
	 * @param int                 $id      The target's id.
	 * @param array<string,mixed> $journal By field path.
	 * @return true|WP_Error
	 */
	public function restore( int $id, array $journal ): bool|WP_Error {
		$journal = (array) json_decode( (string) wp_json_encode( (object) $journal ), true );
		return $this->together(
			$id,
			$journal,
			fn( Handler $handler, array $part ) => $handler->restore( $id, $part ),
			fn(): ?string => $this->unrestored( $id, $journal )
		);
	}

	/**
	 * Runs one step per handler; when one fails, or the check names a field, the earlier bytes come back.
	 *
	 * @param int                 $id    The target's id.
	 * @param array<string,mixed> $parts By field path.
	 * @param callable            $step  Writes one handler's part.
	 * @param callable            $check The first field that is not as it should be, or null.
	 *
	 * @phpstan-param callable(Handler, array<string,mixed>): (true|WP_Error) $step
	 * @phpstan-param callable(): ?string $check
	 * @return true|WP_Error
	 */
	private function together( int $id, array $parts, callable $step, callable $check ): bool|WP_Error {
		$groups = $this->groups( $parts );
		if ( is_wp_error( $groups ) ) {
			return $groups;
		}
		$before = $this->journal( $id, array_keys( $parts ) );
		try {
			foreach ( $groups as $group ) {
				$done = $step( $group[0], $group[1] );
				if ( is_wp_error( $done ) ) {
					return $this->back( $id, $before, $this->about( $done, (string) array_key_first( $group[1] ) ) );
				}
			}
			$field = $check();
		} catch ( Throwable $thrown ) {
			/* translators: %s: an error message of another plugin. */
			return $this->back( $id, $before, new WP_Error( 'devskyy_write_failed', sprintf( __( 'Saving was interrupted by an error on this site: %s', 'devskyy' ), $thrown->getMessage() ), array( 'status' => 500 ) ) );
		}
		if ( null === $field ) {
			return true;
		}
		/* translators: %s: a field's name. */
		$message = sprintf( __( '"%s" could not be stored: after saving, the site did not hold the value. Another plugin, or the site\'s own rules, may have changed it.', 'devskyy' ), $this->label( $field ) );
		return $this->back( $id, $before, $this->about( new WP_Error( 'devskyy_not_stored', $message ), $field ) );
	}

	/**
	 * Puts everything back and returns the reason; says so when even that failed.
	 *
	 * @param int                 $id     The target's id.
	 * @param array<string,mixed> $before The journal from before.
	 * @param WP_Error            $reason Why.
	 */
	private function back( int $id, array $before, WP_Error $reason ): WP_Error {
		$groups = $this->groups( $before );
		try {
			foreach ( is_wp_error( $groups ) ? array() : $groups as $group ) {
				$done = $group[0]->restore( $id, $group[1] );
				if ( is_wp_error( $done ) ) {
					$reason->add( $done->get_error_code(), $done->get_error_message(), $done->get_error_data() );
				}
			}
		} catch ( Throwable $thrown ) {
			$reason->add( 'devskyy_put_back_failed', $thrown->getMessage() );
		}
		$left = $this->unrestored( $id, $before );
		if ( null !== $left ) {
			/* translators: %s: a field's name. */
			$reason->add( 'devskyy_put_back_failed', sprintf( __( '"%s" could not be put back either. Look at it before you go on.', 'devskyy' ), $this->label( $left ) ), array( 'field' => $left ) );
		}
		return $reason;
	}

	/**
	 * The fields by handler, in the handlers' order.
	 *
	 * @param array<string,mixed> $parts By field path.
	 * @return list<array{0:Handler,1:array<string,mixed>}>|WP_Error
	 */
	private function groups( array $parts ): array|WP_Error {
		$groups = array();
		foreach ( $parts as $field => $part ) {
			$place = $this->place( (string) $field );
			if ( is_wp_error( $place ) ) {
				return $place;
			}
			$order = (int) array_search( $place[0], $this->handlers, true );

			$parts_so_far = $groups[ $order ][1] ?? array();

			$groups[ $order ] = array( $place[0], $parts_so_far + array( (string) $field => $part ) );
		}
		ksort( $groups );
		return array_values( $groups );
	}

	/**
	 * The first field whose current value is not the one told.
	 *
	 * @param int                               $id     The target's id.
	 * @param array<string,string|list<string>> $values By field path.
	 */
	private function unlike( int $id, array $values ): ?string {
		foreach ( $values as $field => $value ) {
			$stored = $this->read( $id, array( $field ) );
			if ( is_wp_error( $stored ) || ! $this->same( $field, $stored[ $field ], $value ) ) {
				return $field;
			}
		}
		return null;
	}

	/**
	 * The first field whose stored bytes are not the journal's.
	 *
	 * @param int                 $id      The target's id.
	 * @param array<string,mixed> $journal By field path.
	 */
	private function unrestored( int $id, array $journal ): ?string {
		foreach ( $journal as $field => $entry ) {
			$now = $this->journal( $id, array( $field ) )[ $field ] ?? null;
			if ( $this->json->encode( $now ) !== $this->json->encode( $entry ) ) {
				return $field;
			}
		}
		return null;
	}

	/**
	 * The handler of a field.
	 *
	 * @param string $field A field path.
	 * @return array{0:Handler,1:FieldPath}|WP_Error
	 */
	private function place( string $field ): array|WP_Error {
		$path = FieldPath::parse( $field );
		foreach ( $this->handlers as $handler ) {
			if ( null !== $path && $handler->handles( $path ) ) {
				return array( $handler, $path );
			}
		}
		/* translators: %s: a field path. */
		return $this->about( new WP_Error( 'devskyy_field_unknown', sprintf( __( 'There is no field "%s" that could be changed here.', 'devskyy' ), $field ) ), $field );
	}

	/**
	 * The error with the field it is about.
	 *
	 * @param WP_Error $error An error.
	 * @param string   $field A field path.
	 */
	private function about( WP_Error $error, string $field ): WP_Error {
		$data = (array) $error->get_error_data();
		$error->add_data(
			$data + array(
				'status' => 422,
				'field'  => $field,
			)
		);
		return $error;
	}
}
