<?php
/**
 * Proposals after the move.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\Fields\Bytes;
use DevSkyy\Catalogue\WooCommerce\AttributeEntries;
use DevSkyy\Catalogue\WooCommerce\WooCommerceCatalogue;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Proposals\ProposalStore;
use DevSkyy\Proposals\Status;

/**
 * A waiting proposal keeps its id, its values and, as long as the product holds the same values, its fingerprint. An
 * applied one can be undone: what its journal says of terms and attributes is told in WooCommerce's terms.
 */
final class Journals {

	/** Member of a journal that was translated. */
	private const MARK = 'moved';

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore        $store   The table of proposals.
	 * @param WooCommerceCatalogue $new     WooCommerce's products.
	 * @param TermMap              $terms   New terms of old ones.
	 * @param AttributeEntries     $entries Stored attributes.
	 * @param Source               $source  Names of attributes.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly WooCommerceCatalogue $new,
		private readonly TermMap $terms,
		private readonly AttributeEntries $entries,
		private readonly Source $source
	) {}

	/**
	 * Brings one proposal over; again changes nothing.
	 *
	 * @param string $id The proposal's id.
	 */
	public function carry( string $id ): void {
		$proposal = $this->store->get( $id );
		if ( null === $proposal || 'product' !== $proposal->kind || 'product' !== get_post_type( $proposal->target ) ) {
			return;
		}
		if ( Status::APPLIED === $proposal->status ) {
			$this->applied( $proposal );
		} elseif ( in_array( $proposal->status, Status::OPEN, true ) ) {
			$this->waiting( $proposal );
		}
	}

	/**
	 * The order in which the shop sorts names may be another one, and the fingerprint follows it.
	 *
	 * @param Proposal $proposal A pending one, or one in conflict.
	 */
	private function waiting( Proposal $proposal ): void {
		$current = $this->new->read( $proposal->target, $proposal->fields() );
		if ( is_wp_error( $current ) ) {
			return;
		}
		foreach ( $proposal->values( 'before' ) as $field => $before ) {
			if ( ! $this->new->same( $field, $before, $current[ $field ] ) ) {
				return;
			}
		}
		$fingerprint = $this->new->fingerprint( $proposal->target, $proposal->fields() );
		if ( ! is_wp_error( $fingerprint ) && $fingerprint !== $proposal->fingerprint ) {
			$this->store->change( $proposal, array( 'fingerprint' => $fingerprint ) );
		}
	}

	/**
	 * Translates the journal.
	 *
	 * @param Proposal $proposal An applied one.
	 */
	private function applied( Proposal $proposal ): void {
		$journal = $proposal->journal;
		if ( ! is_array( $journal ) || isset( $journal[ self::MARK ] ) || ! isset( $journal['before'] ) ) {
			return;
		}
		foreach ( $journal['before'] as $field => $entry ) {
			$journal['before'][ $field ] = match ( true ) {
				'categories' === $field => $this->ids( (array) $entry, PostType::CATEGORY ),
				'tags' === $field => $this->ids( (array) $entry, PostType::TAG ),
				str_starts_with( (string) $field, 'attributes.' ) => $this->attribute( $proposal->target, substr( (string) $field, 11 ), (array) $entry ),
				default => $entry,
			};
		}
		$this->store->change( $proposal, array( 'journal' => array( self::MARK => 1 ) + $journal ) );
	}

	/**
	 * New ids of old terms, in the order in which a journal lists them; a term that is gone keeps its old id, and the undo
	 * then says so.
	 *
	 * @param array<mixed> $ids      Old term ids.
	 * @param string       $taxonomy Their taxonomy.
	 * @return list<int>
	 */
	private function ids( array $ids, string $taxonomy ): array {
		$new = array();
		foreach ( array_map( 'intval', $ids ) as $id ) {
			$term  = $this->terms->of( $id, $taxonomy );
			$new[] = 0 === $term ? $id : $term;
		}
		sort( $new );
		return $new;
	}

	/**
	 * The journal of an attribute as WooCommerce's catalogue keeps it (WooCommerce\Attributes::journal()).
	 *
	 * @param int          $id    The product's id.
	 * @param string       $slug  The attribute's slug.
	 * @param array<mixed> $entry {index, row} of the built-in catalogue.
	 * @return array<string,mixed>
	 */
	private function attribute( int $id, string $slug, array $entry ): array {
		$rows = $this->entries->stored( $id );
		$key  = $this->entries->key( $rows, $slug );
		$gone = array(
			'key'      => null,
			'index'    => 0,
			'row'      => null,
			'taxonomy' => taxonomy_exists( 'pa_' . $slug ) ? 'pa_' . $slug : '',
			'terms'    => array(),
			'bare'     => null,
		);
		if ( null === ( $entry['row'] ?? null ) ) {
			return $gone;
		}
		$bytes = new Bytes();
		$old   = (array) $bytes->unpack( $entry['row'] );
		$name  = $this->source->name( $slug, (string) ( $old['name'] ?? '' ) );
		$index = null === $key ? min( count( $rows ), (int) ( $entry['index'] ?? 0 ) ) : (int) array_search( $key, array_keys( $rows ), true );
		$row   = null === $key ? array(
			'name'         => $name,
			'value'        => '',
			'position'     => $index,
			'is_visible'   => 1,
			'is_variation' => 0,
			'is_taxonomy'  => 0,
		) : $rows[ $key ];

		$values       = array_map( fn( mixed $value ): string => $this->source->value( is_scalar( $value ) ? (string) $value : '' ), (array) ( $old['values'] ?? array() ) );
		$row['value'] = wc_implode_text_attributes( array_values( array_filter( $values, static fn( string $value ): bool => '' !== $value ) ) );
		return array(
			'key'   => (string) ( $key ?? sanitize_title( $name ) ),
			'index' => $index,
			'row'   => $bytes->pack( $row ),
		) + $gone;
	}
}
