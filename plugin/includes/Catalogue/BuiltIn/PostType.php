<?php
/**
 * The built-in catalogue's post type.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

/**
 * Registers products, their categories and tags, and the meta that other programs may edit.
 */
final class PostType {

	public const NAME     = 'devskyy_product';
	public const CATEGORY = 'devskyy_category';
	public const TAG      = 'devskyy_tag';

	/** Raised when an address changes, so that the rewrite rules are made anew once. */
	private const REWRITE = '1';

	private const REWRITE_OPTION = 'devskyy_product_rewrite';

	/** Hangs it on WordPress. */
	public function register(): void {
		add_action( 'init', $this->types( ... ), 5 );
		add_action( 'init', $this->rewrite( ... ), 99 );
	}

	/** The post type, its taxonomies and its meta. */
	public function types(): void {
		register_post_type(
			self::NAME,
			array(
				'labels'          => $this->labels(),
				'public'          => true,
				'show_in_rest'    => true,
				'rest_base'       => 'devskyy-products',
				'menu_icon'       => 'dashicons-products',
				'menu_position'   => 56,
				'has_archive'     => 'shop',
				'rewrite'         => array(
					'slug'       => 'product',
					'with_front' => false,
				),
				'supports'        => array( 'title', 'editor', 'excerpt', 'thumbnail', 'custom-fields', 'page-attributes' ),
				'taxonomies'      => array( self::CATEGORY, self::TAG ),
				'capability_type' => array( 'devskyy_product', 'devskyy_products' ),
				'map_meta_cap'    => true,
			)
		);
		$this->taxonomy( self::CATEGORY, true, 'product-category', __( 'Categories', 'devskyy' ), __( 'Category', 'devskyy' ) );
		$this->taxonomy( self::TAG, false, 'product-tag', __( 'Tags', 'devskyy' ), __( 'Tag', 'devskyy' ) );
		$this->meta();
	}

	/** Makes the rewrite rules anew when this catalogue's addresses are new to the site. */
	public function rewrite(): void {
		if ( self::REWRITE !== get_option( self::REWRITE_OPTION ) ) {
			flush_rewrite_rules( false );
			update_option( self::REWRITE_OPTION, self::REWRITE, true );
		}
	}

	/**
	 * One of the two taxonomies.
	 *
	 * @param string $name         Its name.
	 * @param bool   $hierarchical Whether its terms have parents.
	 * @param string $slug         The first part of its addresses.
	 * @param string $plural       Its label.
	 * @param string $singular     The label of one term.
	 */
	private function taxonomy( string $name, bool $hierarchical, string $slug, string $plural, string $singular ): void {
		register_taxonomy(
			$name,
			self::NAME,
			array(
				'labels'            => array(
					'name'          => $plural,
					'singular_name' => $singular,
				),
				'hierarchical'      => $hierarchical,
				'show_in_rest'      => true,
				'show_admin_column' => $hierarchical,
				'rewrite'           => array(
					'slug'         => $slug,
					'with_front'   => false,
					'hierarchical' => $hierarchical,
				),
				'capabilities'      => array(
					'manage_terms' => 'edit_devskyy_products',
					'edit_terms'   => 'edit_devskyy_products',
					'delete_terms' => 'edit_devskyy_products',
					'assign_terms' => 'edit_devskyy_products',
				),
			)
		);
	}

	/** The meta that the REST API shows and edits. */
	private function meta(): void {
		$may = static fn( bool $allowed, string $key, int $id ): bool => current_user_can( 'edit_post', $id );
		foreach ( ProductData::TEXTS as $key ) {
			register_post_meta(
				self::NAME,
				$key,
				array(
					'type'              => 'string',
					'single'            => true,
					'show_in_rest'      => true,
					'sanitize_callback' => static fn( mixed $value ): string => is_scalar( $value ) ? sanitize_text_field( (string) $value ) : '',
					'auth_callback'     => $may,
				)
			);
		}
		register_post_meta(
			self::NAME,
			ProductData::GALLERY,
			array(
				'type'          => 'array',
				'single'        => true,
				'show_in_rest'  => array( 'schema' => array( 'items' => array( 'type' => 'integer' ) ) ),
				'auth_callback' => $may,
			)
		);
	}

	/**
	 * The post type's labels.
	 *
	 * @return array<string,string>
	 */
	private function labels(): array {
		return array(
			'name'                     => __( 'Products', 'devskyy' ),
			'singular_name'            => __( 'Product', 'devskyy' ),
			'add_new'                  => __( 'Add product', 'devskyy' ),
			'add_new_item'             => __( 'Add product', 'devskyy' ),
			'edit_item'                => __( 'Edit product', 'devskyy' ),
			'new_item'                 => __( 'New product', 'devskyy' ),
			'view_item'                => __( 'View product', 'devskyy' ),
			'view_items'               => __( 'View products', 'devskyy' ),
			'search_items'             => __( 'Search products', 'devskyy' ),
			'not_found'                => __( 'No products found.', 'devskyy' ),
			'not_found_in_trash'       => __( 'No products in the trash.', 'devskyy' ),
			'all_items'                => __( 'All products', 'devskyy' ),
			'archives'                 => __( 'Shop', 'devskyy' ),
			'featured_image'           => __( 'Main picture', 'devskyy' ),
			'set_featured_image'       => __( 'Set main picture', 'devskyy' ),
			'remove_featured_image'    => __( 'Remove main picture', 'devskyy' ),
			'item_published'           => __( 'Product published.', 'devskyy' ),
			'item_updated'             => __( 'Product updated.', 'devskyy' ),
			'item_reverted_to_draft'   => __( 'Product reverted to draft.', 'devskyy' ),
			'item_published_privately' => __( 'Product published privately.', 'devskyy' ),
		);
	}
}
