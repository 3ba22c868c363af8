<?php
/**
 * What the product's form sent.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

/**
 * Reads the fields of the edit screen's form and stores what is valid; what is not keeps its earlier value and is told.
 */
final class ProductForm {

	public const NAME = 'devskyy_product';

	private const MONEY    = array( ProductData::REGULAR_PRICE, ProductData::SALE_PRICE );
	private const MEASURES = array( ProductData::WEIGHT, ProductData::LENGTH, ProductData::WIDTH, ProductData::HEIGHT );

	/**
	 * Takes its helper.
	 *
	 * @param ProductData $data What is stored.
	 */
	public function __construct( private readonly ProductData $data ) {}

	/**
	 * Stores the form.
	 *
	 * @param int                 $id   The product's id.
	 * @param array<string,mixed> $form The form's fields, unslashed.
	 * @return list<string> What could not be stored, a sentence each.
	 */
	public function store( int $id, array $form ): array {
		$notes = array_merge( $this->numbers( $id, $form ), $this->sku( $id, $form ), $this->stock( $id, $form ) );
		if ( isset( $form['gallery'] ) ) {
			$this->data->set_gallery( $id, array_values( array_filter( wp_parse_id_list( $this->text( $form['gallery'] ) ), 'wp_attachment_is_image' ) ) );
		}
		if ( isset( $form['attributes'] ) ) {
			$this->data->set_attributes( $id, $this->attributes( $id, (array) $form['attributes'] ) );
		}
		if ( isset( $form['variations'] ) ) {
			$this->data->set_variations( $id, $this->variations( $id, (array) $form['variations'], $notes ) );
		}
		return $notes;
	}

	/**
	 * Prices and measures.
	 *
	 * @param int                 $id   The product's id.
	 * @param array<string,mixed> $form The form's fields.
	 * @return list<string>
	 */
	private function numbers( int $id, array $form ): array {
		$notes = array();
		foreach ( array( ...self::MONEY, ...self::MEASURES ) as $key ) {
			if ( ! isset( $form[ $key ] ) ) {
				continue;
			}
			$value = $this->decimal( $form[ $key ] );
			if ( null === $value ) {
				/* translators: %s: what was typed. */
				$notes[] = sprintf( __( '"%s" is not a number, so the earlier value stays. Write it as 19.90.', 'devskyy' ), $this->text( $form[ $key ] ) );
				continue;
			}
			$this->data->set_text( $id, $key, $value );
		}
		return $notes;
	}

	/**
	 * The SKU, which one product only may have.
	 *
	 * @param int                 $id   The product's id.
	 * @param array<string,mixed> $form The form's fields.
	 * @return list<string>
	 */
	private function sku( int $id, array $form ): array {
		if ( ! isset( $form[ ProductData::SKU ] ) ) {
			return array();
		}
		$sku   = $this->text( $form[ ProductData::SKU ] );
		$other = $this->data->id_by_sku( $sku, $id );
		if ( 0 !== $other ) {
			/* translators: 1: a SKU, 2: a product's title. */
			return array( sprintf( __( 'The SKU "%1$s" belongs to "%2$s" already, so it was not stored here.', 'devskyy' ), $sku, get_the_title( $other ) ) );
		}
		$this->data->set_text( $id, ProductData::SKU, $sku );
		return array();
	}

	/**
	 * The count of pieces, or the owner's word where they are not counted.
	 *
	 * @param int                 $id   The product's id.
	 * @param array<string,mixed> $form The form's fields.
	 * @return list<string>
	 */
	private function stock( int $id, array $form ): array {
		$status = $this->text( $form[ ProductData::STOCK_STATUS ] ?? '' );
		if ( in_array( $status, array( '', 'outofstock', 'onbackorder' ), true ) && isset( $form[ ProductData::STOCK_STATUS ] ) ) {
			$this->data->set_text( $id, ProductData::STOCK_STATUS, $status );
		}
		if ( ! isset( $form[ ProductData::STOCK ] ) ) {
			return array();
		}
		$count = $this->text( $form[ ProductData::STOCK ] );
		if ( '' !== $count && ! preg_match( '/\A\d{1,9}\z/', $count ) ) {
			/* translators: %s: what was typed. */
			return array( sprintf( __( '"%s" is not a count of pieces, so the earlier stock stays.', 'devskyy' ), $count ) );
		}
		$this->data->set_text( $id, ProductData::STOCK, $count );
		return array();
	}

	/**
	 * The attributes' rows; a row without name or values is taken out.
	 *
	 * @param int          $id   The product's id.
	 * @param array<mixed> $rows Each {slug, name, values, variation}.
	 * @return array<string,array<string,mixed>>
	 */
	private function attributes( int $id, array $rows ): array {
		$stored = $this->data->attributes( $id );
		$made   = array();
		foreach ( $rows as $row ) {
			$row    = (array) $row;
			$name   = $this->text( $row['name'] ?? '' );
			$values = array_values( array_filter( array_map( 'trim', explode( '|', $this->text( $row['values'] ?? '' ) ) ), static fn( string $one ): bool => '' !== $one ) );
			$slug   = $this->text( $row['slug'] ?? '' );
			$slug   = isset( $stored[ $slug ] ) ? $slug : sanitize_title( $name );
			if ( '' === $name || '' === $slug || array() === $values || isset( $made[ $slug ] ) ) {
				continue;
			}
			$made[ $slug ] = array_replace(
				$stored[ $slug ] ?? array(),
				array(
					'name'      => $name,
					'values'    => array_values( array_unique( $values ) ),
					'variation' => ! empty( $row['variation'] ),
				)
			);
		}
		return $made;
	}

	/**
	 * The variations' rows; a row without any value is taken out.
	 *
	 * @param int          $id    The product's id.
	 * @param array<mixed> $rows  Each {sku, attributes, regular_price, sale_price, stock, remove}.
	 * @param list<string> $notes Sentences about what could not be stored; more are added.
	 * @return list<array<string,mixed>>
	 */
	private function variations( int $id, array $rows, array &$notes ): array {
		$axes = array_keys( array_filter( $this->data->attributes( $id ), static fn( array $one ): bool => ! empty( $one['variation'] ) ) );
		$made = array();
		foreach ( $rows as $row ) {
			$row    = (array) $row;
			$values = array();
			foreach ( $axes as $slug ) {
				$values[ (string) $slug ] = $this->text( ( (array) ( $row['attributes'] ?? array() ) )[ $slug ] ?? '' );
			}
			if ( ! empty( $row['remove'] ) || '' === implode( '', $values ) ) {
				continue;
			}
			$regular = $this->decimal( $row['regular_price'] ?? '' );
			$sale    = $this->decimal( $row['sale_price'] ?? '' );
			if ( null === $regular || null === $sale ) {
				/* translators: %s: the values of a variation. */
				$notes[] = sprintf( __( 'A price of the variation "%s" is not a number and was left empty.', 'devskyy' ), implode( ' / ', $values ) );
			}
			$count  = $this->text( $row['stock'] ?? '' );
			$made[] = array(
				'sku'           => $this->text( $row['sku'] ?? '' ),
				'attributes'    => $values,
				'regular_price' => $regular ?? '',
				'sale_price'    => $sale ?? '',
				'stock'         => preg_match( '/\A\d{1,9}\z/', $count ) ? $count : '',
			);
		}
		return $made;
	}

	/**
	 * A decimal with a point; "" for an empty field, null for what is none.
	 *
	 * @param mixed $typed What was typed; a comma counts as the point.
	 */
	private function decimal( mixed $typed ): ?string {
		$text = str_replace( ',', '.', $this->text( $typed ) );
		return '' === $text || preg_match( '/\A\d{1,12}(\.\d{1,6})?\z/', $text ) ? $text : null;
	}

	/**
	 * One line of text.
	 *
	 * @param mixed $typed What was typed.
	 */
	private function text( mixed $typed ): string {
		return is_scalar( $typed ) ? sanitize_text_field( (string) $typed ) : '';
	}
}
