<?php
/**
 * The product's data on its edit screen.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

use WP_Post;

/**
 * A box below core's editor for price, stock, measures, pictures, attributes and variations. It works without scripts;
 * only choosing pictures uses core's media window.
 */
final class ProductBox {

	private const NONCE = 'devskyy_product_nonce';

	/** Empty rows for new attributes and variations. */
	private const SPARE = 3;

	/**
	 * Takes its helpers.
	 *
	 * @param ProductData $data  What is stored.
	 * @param ProductForm $form  Stores what the form sends.
	 * @param Units       $units Currency and units.
	 * @param string      $file  The plugin's entry file.
	 */
	public function __construct(
		private readonly ProductData $data,
		private readonly ProductForm $form,
		private readonly Units $units,
		private readonly string $file
	) {}

	/** Hangs it on the edit screen. */
	public function register(): void {
		add_action(
			'add_meta_boxes_' . PostType::NAME,
			function (): void {
				add_meta_box( 'devskyy-product-data', __( 'Product data', 'devskyy' ), $this->show( ... ), PostType::NAME, 'normal', 'high' );
			}
		);
		add_action( 'save_post_' . PostType::NAME, $this->save( ... ) );
		add_action( 'admin_enqueue_scripts', $this->scripts( ... ) );
	}

	/** The media window for the gallery, on this screen alone. */
	public function scripts(): void {
		$screen = get_current_screen();
		if ( null === $screen || PostType::NAME !== $screen->id ) {
			return;
		}
		wp_enqueue_media();
		// Price and stock are what a shop edits most; core's editor keeps boxes folded away until one unfolds them.
		wp_add_inline_script( 'wp-edit-post', "wp.data.dispatch( 'core/preferences' ).setDefaults( 'core/edit-post', { metaBoxesMainIsOpen: true, metaBoxesMainOpenHeight: 420 } );" );
		wp_enqueue_script( 'devskyy-product-gallery', plugins_url( 'includes/Catalogue/BuiltIn/gallery.js', $this->file ), array( 'media-editor' ), (string) filemtime( __DIR__ . '/gallery.js' ), true );
	}

	/**
	 * Stores the form when it was sent from the edit screen.
	 *
	 * @param int $id The product's id.
	 */
	public function save( int $id ): void {
		$nonce = isset( $_POST[ self::NONCE ] ) ? sanitize_text_field( wp_unslash( $_POST[ self::NONCE ] ) ) : '';
		if ( ! wp_verify_nonce( $nonce, self::NONCE . $id ) || ! current_user_can( 'edit_post', $id ) || ! isset( $_POST[ ProductForm::NAME ] ) ) {
			return;
		}
		$notes = $this->form->store( $id, (array) wp_unslash( $_POST[ ProductForm::NAME ] ) ); // phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- ProductForm sanitises field by field.
		set_transient( $this->notes_key( $id ), $notes, HOUR_IN_SECONDS );
	}

	/**
	 * Prints the box.
	 *
	 * @param WP_Post $post The product's post.
	 */
	public function show( WP_Post $post ): void {
		wp_nonce_field( self::NONCE . $post->ID, self::NONCE );
		foreach ( (array) get_transient( $this->notes_key( $post->ID ) ) as $note ) {
			if ( is_string( $note ) && '' !== $note ) {
				printf( '<div class="notice notice-warning inline"><p>%s</p></div>', esc_html( $note ) );
			}
		}
		delete_transient( $this->notes_key( $post->ID ) );
		echo '<style>.devskyy-fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.75rem 1rem;margin:0 0 1rem}.devskyy-fields label span,.devskyy-rows th{display:block;font-weight:600;margin-bottom:.25rem}.devskyy-fields input,.devskyy-fields select,.devskyy-rows input[type=text],.devskyy-rows select{width:100%;max-width:100%}.devskyy-rows{width:100%;border-spacing:0 .35rem;margin-bottom:1rem}.devskyy-rows th{display:table-cell;text-align:start}.devskyy-gallery{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}.devskyy-gallery img{width:72px;height:90px;object-fit:cover;display:block}</style>';
		$this->facts( $post->ID );
		$this->gallery( $post->ID );
		$this->attributes( $post->ID );
		$this->variations( $post->ID );
	}

	/**
	 * Prints prices, SKU, stock and measures.
	 *
	 * @param int $id The product's id.
	 */
	private function facts( int $id ): void {
		$money = $this->units->currency();
		$long  = $this->units->length();
		echo '<div class="devskyy-fields">';
		$this->field( $id, ProductData::SKU, __( 'SKU', 'devskyy' ) );
		/* translators: %s: currency code. */
		$this->field( $id, ProductData::REGULAR_PRICE, sprintf( __( 'Price (%s)', 'devskyy' ), $money ) );
		/* translators: %s: currency code. */
		$this->field( $id, ProductData::SALE_PRICE, sprintf( __( 'Sale price (%s)', 'devskyy' ), $money ) );
		$this->field( $id, ProductData::STOCK, __( 'Pieces in stock', 'devskyy' ) );
		$status = $this->data->text( $id, ProductData::STOCK_STATUS );
		printf( '<label><span>%s</span><select name="%s[%s]">', esc_html__( 'When not counted', 'devskyy' ), esc_attr( ProductForm::NAME ), esc_attr( ProductData::STOCK_STATUS ) );
		foreach ( array(
			''            => __( 'In stock', 'devskyy' ),
			'outofstock'  => __( 'Sold out', 'devskyy' ),
			'onbackorder' => __( 'Available to order', 'devskyy' ),
		) as $value => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $status, $value, false ), esc_html( $label ) );
		}
		echo '</select></label>';
		/* translators: %s: unit of weight. */
		$this->field( $id, ProductData::WEIGHT, sprintf( __( 'Weight (%s)', 'devskyy' ), $this->units->weight() ) );
		/* translators: %s: unit of length. */
		$this->field( $id, ProductData::LENGTH, sprintf( __( 'Length (%s)', 'devskyy' ), $long ) );
		/* translators: %s: unit of length. */
		$this->field( $id, ProductData::WIDTH, sprintf( __( 'Width (%s)', 'devskyy' ), $long ) );
		/* translators: %s: unit of length. */
		$this->field( $id, ProductData::HEIGHT, sprintf( __( 'Height (%s)', 'devskyy' ), $long ) );
		echo '</div>';
	}

	/**
	 * Prints one text field.
	 *
	 * @param int    $id    The product's id.
	 * @param string $key   The meta key.
	 * @param string $label The label.
	 */
	private function field( int $id, string $key, string $label ): void {
		printf( '<label><span>%s</span><input type="text" name="%s[%s]" value="%s" autocomplete="off"></label>', esc_html( $label ), esc_attr( ProductForm::NAME ), esc_attr( $key ), esc_attr( $this->data->text( $id, $key ) ) );
	}

	/**
	 * Prints the gallery.
	 *
	 * @param int $id The product's id.
	 */
	private function gallery( int $id ): void {
		$ids = $this->data->gallery( $id );
		printf( '<h3>%s</h3><p class="howto">%s</p><div class="devskyy-gallery">', esc_html__( 'More pictures', 'devskyy' ), esc_html__( 'The main picture is set in the sidebar; these follow it.', 'devskyy' ) );
		foreach ( $ids as $image ) {
			echo wp_get_attachment_image( $image, 'thumbnail' );
		}
		printf( '</div><input type="hidden" class="devskyy-gallery-ids" name="%s[gallery]" value="%s"><p><button type="button" class="button devskyy-gallery-choose">%s</button></p>', esc_attr( ProductForm::NAME ), esc_attr( implode( ',', $ids ) ), esc_html__( 'Choose pictures', 'devskyy' ) );
	}

	/**
	 * Prints the attributes' rows.
	 *
	 * @param int $id The product's id.
	 */
	private function attributes( int $id ): void {
		printf( '<h3>%s</h3><table class="devskyy-rows"><thead><tr><th style="width:30%%">%s</th><th>%s</th><th style="width:9rem">%s</th></tr></thead><tbody>', esc_html__( 'Attributes', 'devskyy' ), esc_html__( 'Name', 'devskyy' ), esc_html__( 'Values, separated by |', 'devskyy' ), esc_html__( 'Makes variations', 'devskyy' ) );
		$rows = $this->data->attributes( $id );
		foreach ( array( ...array_keys( $rows ), ...array_fill( 0, self::SPARE, null ) ) as $index => $slug ) {
			$row  = null === $slug ? array() : $rows[ $slug ];
			$name = ProductForm::NAME . "[attributes][{$index}]";
			printf(
				'<tr><td><input type="hidden" name="%1$s[slug]" value="%2$s"><input type="text" name="%1$s[name]" value="%3$s" aria-label="%4$s"></td><td><input type="text" name="%1$s[values]" value="%5$s" aria-label="%6$s"></td><td><input type="checkbox" name="%1$s[variation]" value="1" aria-label="%7$s"%8$s></td></tr>',
				esc_attr( $name ),
				esc_attr( (string) $slug ),
				esc_attr( (string) ( $row['name'] ?? '' ) ),
				esc_attr__( 'Name', 'devskyy' ),
				esc_attr( implode( ' | ', (array) ( $row['values'] ?? array() ) ) ),
				esc_attr__( 'Values', 'devskyy' ),
				esc_attr__( 'Makes variations', 'devskyy' ),
				checked( ! empty( $row['variation'] ), true, false )
			);
		}
		echo '</tbody></table>';
	}

	/**
	 * Prints the variations' rows.
	 *
	 * @param int $id The product's id.
	 */
	private function variations( int $id ): void {
		$axes = array_filter( $this->data->attributes( $id ), static fn( array $one ): bool => ! empty( $one['variation'] ) );
		printf( '<h3>%s</h3>', esc_html__( 'Variations', 'devskyy' ) );
		if ( array() === $axes ) {
			printf( '<p class="howto">%s</p>', esc_html__( 'Tick "Makes variations" at an attribute such as Size and save; then each size can have its own SKU, price and stock here.', 'devskyy' ) );
			return;
		}
		echo '<table class="devskyy-rows"><thead><tr>';
		foreach ( array( ...array_column( $axes, 'name' ), __( 'SKU', 'devskyy' ), __( 'Price', 'devskyy' ), __( 'Sale price', 'devskyy' ), __( 'Pieces', 'devskyy' ), __( 'Remove', 'devskyy' ) ) as $head ) {
			printf( '<th>%s</th>', esc_html( (string) $head ) );
		}
		echo '</tr></thead><tbody>';
		foreach ( array( ...$this->data->variations( $id ), ...array_fill( 0, self::SPARE, array() ) ) as $index => $one ) {
			$this->variation( ProductForm::NAME . "[variations][{$index}]", $one, $axes );
		}
		echo '</tbody></table>';
	}

	/**
	 * Prints one variation's row.
	 *
	 * @param string                                $name The row's field name.
	 * @param array<string,mixed>                   $one  The variation; empty for a new one.
	 * @param array<int|string,array<string,mixed>> $axes The attributes that make variations.
	 */
	private function variation( string $name, array $one, array $axes ): void {
		echo '<tr>';
		foreach ( $axes as $slug => $axis ) {
			$now = (string) ( $one['attributes'][ $slug ] ?? '' );
			printf( '<td><select name="%s[attributes][%s]" aria-label="%s"><option value=""></option>', esc_attr( $name ), esc_attr( (string) $slug ), esc_attr( (string) $axis['name'] ) );
			foreach ( array_unique( array_filter( array( ...(array) $axis['values'], $now ) ) ) as $value ) {
				printf( '<option value="%1$s"%2$s>%1$s</option>', esc_attr( (string) $value ), selected( $now, $value, false ) );
			}
			echo '</select></td>';
		}
		foreach ( array(
			'sku'           => __( 'SKU', 'devskyy' ),
			'regular_price' => __( 'Price', 'devskyy' ),
			'sale_price'    => __( 'Sale price', 'devskyy' ),
			'stock'         => __( 'Pieces', 'devskyy' ),
		) as $key => $label ) {
			printf( '<td><input type="text" name="%s[%s]" value="%s" aria-label="%s" autocomplete="off"></td>', esc_attr( $name ), esc_attr( $key ), esc_attr( (string) ( $one[ $key ] ?? '' ) ), esc_attr( $label ) );
		}
		printf( '<td>%s</td></tr>', array() === $one ? '' : sprintf( '<input type="checkbox" name="%s[remove]" value="1" aria-label="%s">', esc_attr( $name ), esc_attr__( 'Remove', 'devskyy' ) ) ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped inside.
	}

	/**
	 * Where sentences about the last save wait for the next view.
	 *
	 * @param int $id The product's id.
	 */
	private function notes_key( int $id ): string {
		return 'devskyy_notes_' . get_current_user_id() . '_' . $id;
	}
}
