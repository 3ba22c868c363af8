<?php
/**
 * From a row's cells to a product's values.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Import\Products;

/**
 * Values by field; a field is there when its column is in the file. What cannot be read is a problem of its column.
 */
final class RowParser {

	public const TYPES = array( 'simple', 'variable', 'variation', 'grouped', 'external' );

	private const DECIMALS = array( 'regular_price', 'sale_price', 'weight', 'length', 'width', 'height', 'cogs_value' );

	private const MEASURES = array( 'weight', 'length', 'width', 'height' );

	private const COUNTS = array( 'download_limit', 'download_expiry', 'menu_order' );

	private const FLAGS = array( 'featured', 'sold_individually', 'reviews_allowed' );

	private const MOMENTS = array( 'date_on_sale_from', 'date_on_sale_to' );

	private const TEXTS = array( 'short_description', 'description' );

	private const LISTS = array( 'tag_ids', 'images', 'upsell_ids', 'cross_sell_ids', 'grouped_products' );

	/** Characters that a field can hold. */
	private const LENGTHS = array(
		'sku'               => 100,
		'global_unique_id'  => 100,
		'name'              => 2000,
		'purchase_note'     => 20000,
		'tax_class'         => 200,
		'shipping_class_id' => 190,
		'product_url'       => 2000,
		'button_text'       => 500,
	);

	/**
	 * Takes the file's columns.
	 *
	 * @param list<array{header:string,field:string,unit:string}> $columns As Columns::map() answers.
	 * @param array{weight:string,length:string}                  $units   The shop's units.
	 * @param Cells                                               $cells   Reads single cells.
	 */
	public function __construct( private readonly array $columns, private readonly array $units, private readonly Cells $cells ) {}

	/**
	 * Reads a row.
	 *
	 * @param list<string> $row      The row's cells, as many as there are columns.
	 * @param Problems     $problems Gets what is wrong.
	 * @return array<string,mixed> Values by field, `attributes` (list of {name, values, visible, global, default}), `downloads`, `meta`.
	 */
	public function read( array $row, Problems $problems ): array {
		$data    = array();
		$special = array(
			'attributes' => array(),
			'downloads'  => array(),
		);
		foreach ( $this->columns as $place => $column ) {
			$field = $column['field'];
			$cell  = $row[ $place ] ?? '';
			if ( '' === $field ) {
				continue;
			}
			if ( str_starts_with( $field, 'attributes:' ) || str_starts_with( $field, 'downloads:' ) ) {
				$this->special( $special, $field, $cell );
			} elseif ( str_starts_with( $field, 'meta:' ) ) {
				$data['meta'][ substr( $field, 5 ) ] = wp_kses_post( $cell );
			} else {
				$this->plain( $data, $column, $cell, $problems );
			}
		}
		$this->attributes( $data, $special['attributes'] );
		$this->downloads( $data, $special['downloads'] );
		return $this->whole( $data, $problems );
	}

	/**
	 * A column that is one field.
	 *
	 * @param array<string,mixed>                           $data     Values; gets one more.
	 * @param array{header:string,field:string,unit:string} $column   The column.
	 * @param string                                        $cell     The cell.
	 * @param Problems                                      $problems Gets what is wrong.
	 */
	private function plain( array &$data, array $column, string $cell, Problems $problems ): void {
		$field = $column['field'];
		$cell  = in_array( $field, self::TEXTS, true ) ? $cell : trim( $cell );
		$most  = self::LENGTHS[ $field ] ?? 0;
		if ( $most > 0 && mb_strlen( $cell ) > $most ) {
			/* translators: 1: number of characters in the cell, 2: how many fit. */
			$problems->error( $column['header'], 'too_long', sprintf( __( 'This cell has %1$s characters; %2$s fit. Shorten it.', 'devskyy' ), number_format_i18n( mb_strlen( $cell ) ), number_format_i18n( $most ) ) );
			return;
		}
		$value = match ( true ) {
			in_array( $field, self::DECIMALS, true )  => '' === $cell ? '' : $this->measure( $column, $cell ),
			in_array( $field, self::COUNTS, true )    => $this->count( $cell, 'menu_order' === $field ),
			in_array( $field, self::FLAGS, true )     => '' === $cell ? '' : $this->cells->flag( $cell ),
			in_array( $field, self::MOMENTS, true )   => '' === $cell ? '' : $this->cells->moment( $cell ),
			in_array( $field, self::TEXTS, true )     => $this->cells->text( $cell ),
			in_array( $field, self::LISTS, true )     => array_values( array_filter( $this->cells->list( $this->cells->plain( $cell ) ), static fn( string $one ): bool => '' !== $one ) ),
			default                                   => $this->word( $field, $cell ),
		};
		if ( null === $value ) {
			$this->unreadable( $column['header'], $field, $cell, $problems );
			return;
		}
		$data[ $field ] = $value;
	}

	/**
	 * A field with a rule of its own; null when the cell cannot be read.
	 *
	 * @param string $field The field.
	 * @param string $cell  The trimmed cell.
	 */
	private function word( string $field, string $cell ): mixed {
		return match ( $field ) {
			'id'                 => '' === $cell ? 0 : ( ctype_digit( $cell ) && strlen( $cell ) < 16 ? (int) $cell : null ),
			'type'               => array_map( 'strtolower', array_filter( $this->cells->list( $cell ) ) ),
			'name'               => $cell,
			'published'          => $this->published( $cell ),
			'catalog_visibility' => '' === $cell ? 'visible' : ( in_array( strtolower( $cell ), array( 'visible', 'catalog', 'search', 'hidden' ), true ) ? strtolower( $cell ) : null ),
			'tax_status'         => $this->tax_status( $cell ),
			'stock_status'       => $this->stock_status( $cell ),
			'stock_quantity',
			'low_stock_amount'   => '' === $cell ? '' : ( null === $this->cells->decimal( $cell ) ? null : (float) $this->cells->decimal( $cell ) ),
			'backorders'         => match ( strtolower( $cell ) ) {
				'1', 'yes'        => 'yes',
				'', '0', 'no'     => 'no',
				'notify'          => 'notify',
				default           => null,
			},
			'purchase_note'      => wp_kses_post( $cell ),
			'category_ids'       => $this->paths( $cell ),
			'tag_ids_spaces'     => array_values( array_filter( explode( ' ', $cell ) ) ),
			'product_url'        => $this->address( $cell ),
			default              => $this->cells->line( $cell ),
		};
	}

	/**
	 * A price or a measure, in the shop's unit.
	 *
	 * @param array{header:string,field:string,unit:string} $column The column.
	 * @param string                                        $cell   The cell.
	 */
	private function measure( array $column, string $cell ): ?string {
		$value = $this->cells->decimal( $cell );
		if ( null === $value || ( (float) $value ) < 0 ) {
			return null;
		}
		if ( ! in_array( $column['field'], self::MEASURES, true ) ) {
			return $value;
		}
		$shop = 'weight' === $column['field'] ? $this->units['weight'] : $this->units['length'];
		// 1.0 is stored as 1, as WooCommerce's importer does it.
		return (string) (float) ( new Measures() )->convert( $value, $column['unit'], $shop );
	}

	/**
	 * A whole number; "" for an empty cell.
	 *
	 * @param string $cell The cell.
	 * @param bool   $zero Whether an empty cell is 0.
	 */
	private function count( string $cell, bool $zero ): int|string|null {
		if ( '' === $cell ) {
			return $zero ? 0 : '';
		}
		$text = $this->cells->plain( $cell );
		return 1 === preg_match( '/\A-?\d{1,9}(?:\.0*)?\z/', $text ) ? (int) $text : null;
	}

	/**
	 * Published 1, private 0, draft -1.
	 *
	 * @param string $cell The cell.
	 */
	private function published( string $cell ): ?string {
		return match ( strtolower( $this->cells->plain( $cell ) ) ) {
			'1', 'true'   => 'publish',
			'0'           => 'private',
			'-1', 'false' => 'draft',
			''            => 'draft',
			default       => null,
		};
	}

	/**
	 * Taxable, shipping or none.
	 *
	 * @param string $cell The cell.
	 */
	private function tax_status( string $cell ): ?string {
		return match ( strtolower( $cell ) ) {
			'', 'taxable', 'true' => 'taxable',
			'shipping'            => 'shipping',
			'none', 'false'       => 'none',
			default               => null,
		};
	}

	/**
	 * In stock, out of stock or on backorder.
	 *
	 * @param string $cell The cell.
	 */
	private function stock_status( string $cell ): ?string {
		return match ( strtolower( $cell ) ) {
			'1', 'yes', 'true', 'instock'          => 'instock',
			'0', '', 'no', 'false', 'outofstock'   => 'outofstock',
			'backorder', 'onbackorder'             => 'onbackorder',
			default                                => null,
		};
	}

	/**
	 * Categories, each a list of names from the top.
	 *
	 * @param string $cell E.g. "Women > Coats, New in".
	 * @return list<list<string>>
	 */
	private function paths( string $cell ): array {
		$paths = array();
		foreach ( $this->cells->list( $cell ) as $one ) {
			$names = array_values( array_filter( array_map( 'trim', explode( '>', $one ) ), static fn( string $name ): bool => '' !== $name ) );
			if ( array() !== $names ) {
				$paths[] = $names;
			}
		}
		return $paths;
	}

	/**
	 * An address of the web; null when it is none.
	 *
	 * @param string $cell The cell.
	 */
	private function address( string $cell ): ?string {
		$url = esc_url_raw( $cell, array( 'http', 'https' ) );
		return '' === $url && '' !== $cell ? null : $url;
	}

	/**
	 * A cell of an attribute's or a download's columns.
	 *
	 * @param array<string,array<int,array<string,string>>> $special Gets the cell, by kind and number.
	 * @param string                                        $field   E.g. attributes:value2.
	 * @param string                                        $cell    The cell.
	 */
	private function special( array &$special, string $field, string $cell ): void {
		list( $kind, $rest ) = explode( ':', $field, 2 );
		$number              = (int) preg_replace( '/\D/', '', $rest );
		$special[ $kind ][ $number ][ (string) preg_replace( '/\d/', '', $rest ) ] = trim( $cell );
	}

	/**
	 * The attributes, in the order of their numbers.
	 *
	 * @param array<string,mixed>              $data  Values; gets `attributes`.
	 * @param array<int,array<string,string>> $given By number.
	 */
	private function attributes( array &$data, array $given ): void {
		ksort( $given );
		foreach ( $given as $one ) {
			$name = $this->cells->line( $one['name'] ?? '' );
			if ( '' === $name ) {
				continue;
			}
			$values = array_map( $this->cells->line( ... ), $this->cells->list( $this->cells->plain( $one['value'] ?? '' ) ) );

			$data['attributes'][] = array(
				'name'    => $name,
				'values'  => array_values( array_filter( $values, static fn( string $value ): bool => '' !== $value ) ),
				'visible' => ! isset( $one['visible'] ) || true === $this->cells->flag( $one['visible'] ),
				'global'  => true === $this->cells->flag( $one['taxonomy'] ?? '' ),
				'default' => $this->cells->line( $one['default'] ?? '' ),
			);
		}
	}

	/**
	 * The downloads, in the order of their numbers.
	 *
	 * @param array<string,mixed>              $data  Values; gets `downloads`.
	 * @param array<int,array<string,string>> $given By number.
	 */
	private function downloads( array &$data, array $given ): void {
		if ( array() === $given ) {
			return;
		}
		ksort( $given );
		$data['downloads'] = array();
		foreach ( $given as $one ) {
			$url = $one['url'] ?? '';
			$url = str_starts_with( $url, 'http' ) ? esc_url_raw( $url ) : $this->cells->line( $url );
			if ( '' !== $url ) {
				$data['downloads'][] = array(
					'id'   => $this->cells->line( $one['id'] ?? '' ),
					'name' => $this->cells->line( $one['name'] ?? '' ),
					'file' => $url,
				);
			}
		}
	}

	/**
	 * What follows from several fields together.
	 *
	 * @param array<string,mixed> $data     Values.
	 * @param Problems            $problems Gets what is wrong.
	 * @return array<string,mixed>
	 */
	private function whole( array $data, Problems $problems ): array {
		if ( isset( $data['type'] ) ) {
			$words                = (array) $data['type'];
			$data['virtual']      = in_array( 'virtual', $words, true );
			$data['downloadable'] = in_array( 'downloadable', $words, true );
			$data['type']         = (string) ( array_values( array_diff( $words, array( 'virtual', 'downloadable' ) ) )[0] ?? 'simple' );
			if ( ! in_array( $data['type'], self::TYPES, true ) ) {
				/* translators: 1: a type of product, 2: list of known types. */
				$problems->error( $this->header( 'type' ), 'type_unknown', sprintf( __( '"%1$s" is no type of product. Use one of %2$s.', 'devskyy' ), $data['type'], implode( ', ', self::TYPES ) ) );
			}
		}
		if ( isset( $data['tag_ids_spaces'] ) ) {
			$data['tag_ids'] = $data['tag_ids_spaces'];
			unset( $data['tag_ids_spaces'] );
		}
		if ( isset( $data['regular_price'], $data['sale_price'] ) && '' !== $data['sale_price'] && '' !== $data['regular_price'] && (float) $data['sale_price'] >= (float) $data['regular_price'] ) {
			$problems->warning( $this->header( 'sale_price' ), 'sale_not_lower', __( 'The sale price is not lower than the regular price, so it has no effect.', 'devskyy' ) );
		}
		return $data;
	}

	/**
	 * A cell that cannot be read.
	 *
	 * @param string   $header   The column's header.
	 * @param string   $field    Its field.
	 * @param string   $cell     What stands there.
	 * @param Problems $problems Gets it.
	 */
	private function unreadable( string $header, string $field, string $cell, Problems $problems ): void {
		$shown = mb_strimwidth( $cell, 0, 60, '…' );
		$how   = match ( true ) {
			in_array( $field, self::MOMENTS, true ) => __( 'Write a date as 2026-01-31.', 'devskyy' ),
			in_array( $field, self::FLAGS, true )   => __( 'Write 1 for yes or 0 for no.', 'devskyy' ),
			'published' === $field                  => __( 'Write 1 for published, 0 for private or -1 for a draft.', 'devskyy' ),
			'stock_status' === $field               => __( 'Write 1, 0 or backorder.', 'devskyy' ),
			'backorders' === $field                 => __( 'Write 1, 0 or notify.', 'devskyy' ),
			'catalog_visibility' === $field         => __( 'Write visible, catalog, search or hidden.', 'devskyy' ),
			'tax_status' === $field                 => __( 'Write taxable, shipping or none.', 'devskyy' ),
			'product_url' === $field                => __( 'Write a whole address, like https://example.com/product.', 'devskyy' ),
			default                                 => __( 'Write a number that is not below 0, with a point and without separators of thousands, like 1299.90.', 'devskyy' ),
		};
		/* translators: 1: what stands in a cell, 2: how to write it instead. */
		$problems->error( $header, 'unreadable', sprintf( __( '"%1$s" cannot be read here. %2$s', 'devskyy' ), $shown, $how ) );
	}

	/**
	 * The header of a field's column.
	 *
	 * @param string $field The field.
	 */
	public function header( string $field ): string {
		foreach ( $this->columns as $column ) {
			if ( $column['field'] === $field ) {
				return $column['header'];
			}
		}
		return $field;
	}
}
