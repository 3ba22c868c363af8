<?php
/**
 * A catalogue in memory whose writes can be made to fail, to throw or to be swallowed.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests\Fakes;

use Closure;
use DevSkyy\Catalogue\Catalogue;
use WP_Error;
use WP_User;

final class FakeCatalogue implements Catalogue {

	/** @var array<int,array<string,mixed>> Product id → field → value. */
	public array $products = array();

	/** @var array<int,array<string,mixed>> Members of the product's shape that are not fields. */
	public array $shape = array();

	public bool $available = true;

	/** @var ?Closure Called before a write with (id, values, journal); a WP_Error from it is the write's answer, false swallows it. */
	public ?Closure $on_write = null;

	/** @var list<int> Products that nobody may edit. */
	public array $locked = array();

	public int $writes = 0;

	public function type(): string {
		return 'built-in';
	}

	public function available(): bool {
		return $this->available;
	}

	public function unreachable( int $id ): ?WP_Error {
		return $this->available ? null : new WP_Error( 'devskyy_catalogue_unavailable', 'The shop plugin is switched off.', array( 'status' => 503 ) );
	}

	public function closed( int $id ): ?WP_Error {
		return null;
	}

	public function post_type(): string {
		return 'devskyy_fake';
	}

	public function exists( int $id ): bool {
		return null !== $this->find( $id );
	}

	public function find( int $id ): ?array {
		if ( ! isset( $this->products[ $id ] ) ) {
			return null;
		}
		return array(
			'id'    => $id,
			'kind'  => 'product',
			'title' => $this->products[ $id ]['title'] ?? 'Product ' . $id,
			'sku'   => 'SKU-' . $id,
		) + ( $this->shape[ $id ] ?? array() ) + array(
			'image_alt'            => array(),
			'variation_attributes' => array(),
			'hands_off'            => false,
		);
	}

	public function list( array $args = array() ): array {
		return array(
			'items' => array_values( array_filter( array_map( $this->find( ... ), $this->ids() ) ) ),
			'total' => count( $this->products ),
		);
	}

	public function ids(): array {
		return array_keys( $this->products );
	}

	public function read( int $id, array $fields ): array|WP_Error {
		if ( ! isset( $this->products[ $id ] ) ) {
			return new WP_Error( 'devskyy_product_gone', 'The product no longer exists.' );
		}
		$values = array();
		foreach ( $fields as $field ) {
			$list             = 1 === preg_match( '/^(tags|categories|attributes\.)/', $field );
			$values[ $field ] = $this->products[ $id ][ $field ] ?? ( $list ? array() : '' );
		}
		return $values;
	}

	public function normalise( int $id, string $field, string|array $value ): string|array|WP_Error {
		return $value;
	}

	public function same( string $field, string|array $one, string|array $other ): bool {
		if ( is_array( $one ) && is_array( $other ) ) {
			sort( $one );
			sort( $other );
		}
		return $one === $other;
	}

	public function write( int $id, array $values, array $journal = array() ): bool|WP_Error {
		++$this->writes;
		$answer = null === $this->on_write ? null : ( $this->on_write )( $id, $values, $journal );
		if ( $answer instanceof WP_Error ) {
			return $answer;
		}
		if ( false !== $answer ) {
			$this->products[ $id ] = array_merge( $this->products[ $id ], array() === $journal ? $values : $journal );
		}
		return true;
	}

	public function journal( int $id, array $fields ): array {
		return (array) $this->read( $id, $fields );
	}

	public function fingerprint( int $id, array $fields ): string|WP_Error {
		$values = $this->read( $id, $fields );
		if ( is_wp_error( $values ) ) {
			return $values;
		}
		ksort( $values );
		return hash( 'sha256', (string) wp_json_encode( $values ) );
	}

	public function can_edit( int $id, WP_User $user ): bool {
		return user_can( $user, 'edit_others_posts' ) && ! in_array( $id, $this->locked, true );
	}

	public function describe( int $id ): array {
		$known = isset( $this->products[ $id ] );
		return array(
			'kind'     => 'product',
			'id'       => $id,
			'title'    => $known ? (string) ( $this->products[ $id ]['title'] ?? 'Product ' . $id ) : '',
			'sku'      => $known ? 'SKU-' . $id : '',
			'url'      => $known ? 'http://example.org/?p=' . $id : '',
			'edit_url' => $known ? 'http://example.org/wp-admin/post.php?post=' . $id : '',
			'image'    => '',
		);
	}

	public function label( string $field ): string {
		return ucfirst( strtr( $field, '_.', '  ' ) );
	}
}
