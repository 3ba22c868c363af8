<?php
/**
 * What changed in the catalogue, and of posts and pages.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue;

use DevSkyy\Catalogue\BuiltIn\ProductData;
use DevSkyy\Catalogue\Fields\AltTexts;
use DevSkyy\Content\Posts;
use wpdb;

/**
 * Remembers the products, posts and pages that changed until the service has them. A mark is written when it happens, so that it
 * survives a crash, and once more at the request's end, so that a batch read in between does not swallow a later change.
 */
final class ChangeTracker {

	/** Meta that says nothing about a product. */
	private const NOISE = array( '_edit_lock', '_edit_last', '_wp_old_slug', '_wp_old_date', 'total_sales', '_wp_trash_meta_status', '_wp_trash_meta_time', '_pingme', '_encloseme' );

	/** Products marked in this request → whether they were marked again since the row was written.
	 *
	 * @var array<int,bool>
	 */
	private array $marked = array();

	/**
	 * Takes the database and the catalogue.
	 *
	 * @param wpdb       $wpdb      The site's database.
	 * @param Catalogue  $catalogue The active catalogue.
	 * @param Posts|null $posts     Posts and pages, where they are followed too.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly Catalogue $catalogue, private readonly ?Posts $posts = null ) {}

	/** Hangs it on the hooks of posts, terms, meta and WooCommerce. */
	public function register(): void {
		if ( ! $this->catalogue->available() ) {
			return;
		}
		add_action( 'save_post', fn( int $id ) => $this->mark_post( $id ), 100 );
		add_action( 'transition_post_status', fn( string $to, string $from, \WP_Post $post ) => $this->mark_post( $post->ID ), 100, 3 );
		add_action( 'before_delete_post', $this->deleted( ... ), 1 );
		add_action( 'delete_attachment', fn( int $id ) => $this->mark_users( $id ), 1 );
		foreach ( array( 'added', 'updated', 'deleted' ) as $verb ) {
			add_action( "{$verb}_post_meta", fn( mixed $meta, int $id, string $key ) => $this->meta_changed( $id, $key ), 10, 3 );
		}
		add_action( 'set_object_terms', $this->terms_set( ... ), 10, 6 );
		add_action( 'edited_term', $this->term_edited( ... ), 10, 3 );
		add_action( 'delete_term', fn( int $term, int $tt, string $taxonomy, mixed $old, array $objects ) => $this->term_deleted( $taxonomy, $objects ), 10, 5 );
		foreach ( array( 'woocommerce_update_product', 'woocommerce_new_product', 'woocommerce_update_product_variation', 'woocommerce_new_product_variation', 'woocommerce_updated_product_stock', 'woocommerce_updated_product_price' ) as $hook ) {
			add_action( $hook, fn( mixed $id ) => $this->mark_post( (int) $id ), 100 );
		}
		foreach ( array( 'woocommerce_currency', 'woocommerce_weight_unit', 'woocommerce_dimension_unit', BuiltIn\Units::CURRENCY, BuiltIn\Units::WEIGHT, BuiltIn\Units::LENGTH, 'permalink_structure' ) as $option ) {
			add_action( "update_option_{$option}", fn() => $this->mark( array_merge( $this->catalogue->ids(), 'permalink_structure' === $option && null !== $this->posts ? $this->posts->ids() : array() ) ) );
		}
		add_action( 'shutdown', $this->flush( ... ), 0 );
	}

	/**
	 * The oldest changes.
	 *
	 * @param int $limit How many products at most.
	 * @return array{changed:list<int>,deleted:list<int>,token:string} The token is for clear(); "" when there is nothing.
	 */
	public function take( int $limit ): array {
		$this->flush();
		$rows  = $this->wpdb->get_results( $this->wpdb->prepare( 'SELECT seq, object_id, deleted FROM %i WHERE kind IN (%s, %s) ORDER BY seq LIMIT %d', $this->table(), 'product', null === $this->posts ? 'product' : 'post', max( 1, $limit ) ), ARRAY_A );
		$taken = array(
			'changed' => array(),
			'deleted' => array(),
			'token'   => '',
		);
		$pairs = array();
		$rows  = array_filter( is_array( $rows ) ? $rows : array(), 'is_array' );
		_prime_post_caches( array_map( static fn( array $row ): int => (int) $row['object_id'], $rows ), true, true );
		foreach ( $rows as $row ) {
			$id      = (int) $row['object_id'];
			$pairs[] = $id . ':' . (int) $row['seq'];

			$taken[ $this->is_there( $id ) ? 'changed' : 'deleted' ][] = $id;
		}
		$taken['token'] = implode( ',', $pairs );
		return $taken;
	}

	/**
	 * Forgets the changes of a take(), but not those that came to the same products since.
	 *
	 * @param string $token What take() returned.
	 */
	public function clear( string $token ): void {
		foreach ( array_chunk( array_filter( explode( ',', $token ) ), 100 ) as $pairs ) {
			$wanted = array();
			foreach ( $pairs as $pair ) {
				$seq = strrchr( $pair, ':' );
				if ( false !== $seq ) {
					$wanted[] = (int) substr( $seq, 1 );
				}
			}
			// A product that is marked again gets a new seq, so the old number names exactly the change that was taken.
			$this->wpdb->query( (string) $this->wpdb->prepare( 'DELETE FROM %i WHERE seq IN (' . implode( ',', array_fill( 0, count( $wanted ), '%d' ) ) . ')', $this->table(), ...$wanted ) ); // phpcs:ignore WordPress.DB.PreparedSQL, WordPress.DB.PreparedSQLPlaceholders -- Placeholders only.
		}
	}

	/** How many products wait. */
	public function waiting(): int {
		return (int) $this->wpdb->get_var( $this->wpdb->prepare( 'SELECT COUNT(*) FROM %i', $this->table() ) );
	}

	/**
	 * Marks products as changed.
	 *
	 * @param list<int> $ids Products' ids.
	 */
	public function mark( array $ids ): void {
		foreach ( $ids as $id ) {
			if ( isset( $this->marked[ $id ] ) ) {
				$this->marked[ $id ] = true;
				continue;
			}
			$this->marked[ $id ] = false;
			$this->store( $id );
		}
	}

	/** Writes again what was marked more than once. */
	public function flush(): void {
		foreach ( array_keys( array_filter( $this->marked ) ) as $id ) {
			$this->store( $id );
		}
		$this->marked = array();
	}

	/**
	 * Marks the product that a post is, or belongs to.
	 *
	 * @param int $id A post's id.
	 */
	private function mark_post( int $id ): void {
		$product = $this->product_of( $id );
		if ( null !== $product ) {
			$this->mark( array( $product ) );
		}
	}

	/**
	 * Before a post goes for good.
	 *
	 * @param int $id A post's id.
	 */
	private function deleted( int $id ): void {
		$this->mark_post( $id );
	}

	/**
	 * A post's meta changed.
	 *
	 * @param int    $id  The post's id.
	 * @param string $key The meta key.
	 */
	private function meta_changed( int $id, string $key ): void {
		if ( AltTexts::KEY === $key || ( '_wp_attachment_metadata' === $key ) ) {
			$this->mark_users( $id );
		} elseif ( ! in_array( $key, self::NOISE, true ) ) {
			$this->mark_post( $id );
		}
	}

	/**
	 * A post got terms.
	 *
	 * @param int        $id       The post's id.
	 * @param array<int> $terms    Terms.
	 * @param array<int> $tt       New term-taxonomy ids.
	 * @param string     $taxonomy The taxonomy.
	 * @param bool       $append   Whether they were added.
	 * @param array<int> $old      Earlier term-taxonomy ids.
	 */
	private function terms_set( int $id, array $terms, array $tt, string $taxonomy, bool $append, array $old ): void {
		if ( array_map( 'intval', $tt ) !== array_map( 'intval', $old ) ) {
			$this->mark_post( $id );
		}
	}

	/**
	 * A term's name, or place, changed.
	 *
	 * @param int    $term     The term's id.
	 * @param int    $tt       Its term-taxonomy id.
	 * @param string $taxonomy The taxonomy.
	 */
	private function term_edited( int $term, int $tt, string $taxonomy ): void {
		if ( $this->files( $taxonomy ) ) {
			$objects = get_objects_in_term( $term, $taxonomy );
			$this->term_deleted( $taxonomy, is_array( $objects ) ? $objects : array() );
		}
	}

	/**
	 * A term is gone.
	 *
	 * @param string                $taxonomy The taxonomy.
	 * @param array<int|string|mixed> $objects  The posts that had it.
	 */
	private function term_deleted( string $taxonomy, array $objects ): void {
		if ( $this->files( $taxonomy ) ) {
			array_map( $this->mark_post( ... ), array_map( 'intval', $objects ) );
		}
	}

	/**
	 * Whether what is followed here is filed under the taxonomy.
	 *
	 * @param string $taxonomy The taxonomy.
	 */
	private function files( string $taxonomy ): bool {
		$types = array( $this->catalogue->post_type(), ...( null === $this->posts ? array() : Posts::TYPES ) );
		return array() !== array_filter( $types, static fn( string $type ): bool => is_object_in_taxonomy( $type, $taxonomy ) );
	}

	/**
	 * Marks the products that show a picture.
	 *
	 * @param int $attachment The picture's id.
	 */
	private function mark_users( int $attachment ): void {
		if ( 'attachment' !== get_post_type( $attachment ) ) {
			return;
		}
		$found = get_posts(
			array(
				'post_type'   => array( $this->catalogue->post_type(), 'product_variation' ),
				'post_status' => 'any',
				'numberposts' => -1,
				'fields'      => 'ids',
				'meta_query'  => array( // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- Only when a picture changes.
					'relation' => 'OR',
					array(
						'key'   => '_thumbnail_id',
						'value' => (string) $attachment,
					),
					array(
						'key'         => array( '_product_image_gallery', ProductData::GALLERY ),
						'compare_key' => 'IN',
						'value'       => (string) $attachment,
						'compare'     => 'LIKE',
					),
				),
			)
		);
		array_map( $this->mark_post( ... ), array_map( 'intval', $found ) );
	}

	/**
	 * The product that a post is, or whose variation it is, or the post or page itself; null for anything else.
	 *
	 * @param int $id A post's id.
	 */
	private function product_of( int $id ): ?int {
		$type = get_post_type( $id );
		if ( 'product_variation' === $type && 'product' === $this->catalogue->post_type() ) {
			$parent = (int) wp_get_post_parent_id( $id );
			return 0 === $parent ? null : $parent;
		}
		return ( $this->catalogue->post_type() === $type || $this->is_text( $id ) ) && 'auto-draft' !== get_post_status( $id ) ? $id : null;
	}

	/**
	 * Whether it is a post or a page that is followed here.
	 *
	 * @param int $id A post's id.
	 */
	private function is_text( int $id ): bool {
		return null !== $this->posts && in_array( get_post_type( $id ), Posts::TYPES, true );
	}

	/**
	 * Whether the product is there and not in the trash, or the post may be seen by agents.
	 *
	 * @param int $id A product's id.
	 */
	private function is_there( int $id ): bool {
		if ( null !== $this->posts && $this->is_text( $id ) ) {
			return in_array( get_post_status( $id ), Posts::STATUSES, true ) && null === $this->posts->closed( $id );
		}
		return $this->catalogue->post_type() === get_post_type( $id ) && in_array( get_post_status( $id ), array( 'publish', 'draft', 'pending', 'private', 'future' ), true );
	}

	/**
	 * Writes the mark with a new seq.
	 *
	 * @param int $id A product's id.
	 */
	private function store( int $id ): void {
		$this->wpdb->replace(
			$this->table(),
			array(
				'kind'      => $this->is_text( $id ) ? 'post' : 'product',
				'object_id' => $id,
				'deleted'   => $this->is_there( $id ) ? 0 : 1,
			),
			array( '%s', '%d', '%d' )
		);
	}

	/** The table's full name. */
	private function table(): string {
		return $this->wpdb->prefix . 'devskyy_dirty';
	}
}
