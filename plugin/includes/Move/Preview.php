<?php
/**
 * What a move will do.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Move;

use DevSkyy\Catalogue\BuiltIn\PostType;
use DevSkyy\Catalogue\BuiltIn\Units;
use DevSkyy\Catalogue\CatalogueFactory;
use DevSkyy\Proposals\ProposalStore;
use WP_Error;
use wpdb;

/**
 * Reads every product and says what will be made of it, what cannot be carried, and what stands in the way. Changes
 * nothing.
 */
final class Preview {

	/** The oldest WooCommerce that the plugin works with. */
	private const FLOOR = '9.9';

	/**
	 * Takes its parts.
	 *
	 * @param wpdb          $wpdb      The site's database.
	 * @param Findings      $findings  Looks at one product.
	 * @param Units         $units     The built-in catalogue's units.
	 * @param ProposalStore $proposals The table of proposals.
	 */
	public function __construct( private readonly wpdb $wpdb, private readonly Findings $findings, private readonly Units $units, private readonly ProposalStore $proposals ) {}

	/** Whether WooCommerce is active and new enough. */
	public function woocommerce_ready(): bool {
		return class_exists( 'WooCommerce' ) && defined( 'WC_VERSION' ) && version_compare( (string) WC_VERSION, self::FLOOR, '>=' );
	}

	/** The built-in catalogue's currency. */
	public function currency(): string {
		return $this->units->currency();
	}

	/**
	 * WooCommerce on this site.
	 *
	 * @return array{active:bool,version:string|null,required:string,ready:bool,installed:bool,url:string}
	 */
	public function woocommerce(): array {
		$active    = class_exists( 'WooCommerce' );
		$installed = $active || is_file( constant( 'WP_PLUGIN_DIR' ) . '/woocommerce/woocommerce.php' );
		return array(
			'active'    => $active,
			'version'   => $active && defined( 'WC_VERSION' ) ? (string) WC_VERSION : null,
			'required'  => self::FLOOR,
			'ready'     => $this->woocommerce_ready(),
			'installed' => $installed,
			'url'       => $installed ? admin_url( 'plugins.php' ) : admin_url( 'plugin-install.php?s=woocommerce&tab=search&type=term' ),
		);
	}

	/**
	 * Why a move cannot start; null when it can.
	 *
	 * @param bool $currency Whether WooCommerce shall take over the currency.
	 */
	public function refusal( bool $currency ): ?WP_Error {
		if ( CatalogueFactory::BUILT_IN !== ( new CatalogueFactory() )->chosen() ) {
			return $this->refuse( 'devskyy_move_done', __( 'This shop\'s products are WooCommerce\'s already.', 'devskyy' ), __( 'There is nothing to move.', 'devskyy' ) );
		}
		if ( ! $this->woocommerce_ready() ) {
			return $this->refuse(
				'devskyy_move_woocommerce',
				/* translators: %s: a version number. */
				sprintf( __( 'The move needs WooCommerce %s or newer, active on this site.', 'devskyy' ), self::FLOOR ),
				__( 'Install and activate WooCommerce under Plugins, then come back.', 'devskyy' )
			);
		}
		$preview  = $this->read();
		$blockers = $preview['blockers'];
		if ( $currency ) {
			$blockers = array_values( array_filter( $blockers, static fn( array $one ): bool => 'currency' !== $one['code'] ) );
		}
		return array() === $blockers ? null : $this->refuse( 'devskyy_move_blocked', $blockers[0]['message'], $blockers[0]['next'], array( 'blockers' => $blockers ) );
	}

	/**
	 * The whole preview.
	 *
	 * @return array{woocommerce:array<string,mixed>,totals:array<string,int>,currency:array{from:string,to:string|null},blockers:list<array<string,mixed>>,notes:list<array<string,mixed>>,consequences:list<string>}
	 */
	public function read(): array {
		$ids    = $this->ids();
		$report = new Report();
		foreach ( array_chunk( $ids, 200 ) as $some ) {
			_prime_post_caches( $some, true, true );
			foreach ( $some as $id ) {
				$this->findings->look( $id, $report );
			}
		}
		$this->findings->look_at_all( $report );
		$counts = $this->proposals->counts();
		return array(
			'woocommerce'  => $this->woocommerce(),
			'totals'       => array(
				'products'   => count( $ids ),
				'categories' => $this->terms( PostType::CATEGORY ),
				'tags'       => $this->terms( PostType::TAG ),
				'proposals'  => (int) ( $counts['pending'] ?? 0 ),
			) + $report->counts(),
			'currency'     => array(
				'from' => $this->units->currency(),
				'to'   => $this->woocommerce_ready() ? get_woocommerce_currency() : null,
			),
			'blockers'     => $report->blockers(),
			'notes'        => $report->notes(),
			'consequences' => $this->consequences(),
		);
	}

	/**
	 * What everybody must know before.
	 *
	 * @return list<string>
	 */
	private function consequences(): array {
		return array(
			__( 'There is no way back: DevSkyy cannot turn WooCommerce products into built-in ones again. Make a backup of the database first.', 'devskyy' ),
			__( 'The button "Enquire about this piece" is gone afterwards. WooCommerce\'s product page takes its place, with the basket for every piece that has a price.', 'devskyy' ),
			__( 'Old addresses of products, categories, tags and the shop lead to the new ones for as long as DevSkyy is active.', 'devskyy' ),
			__( 'Waiting proposals stay and can be approved afterwards. Until the last piece is moved, nothing can be approved and no agent can be started.', 'devskyy' ),
			__( 'Templates that you edited for the built-in product page and shop are not used any more.', 'devskyy' ),
		);
	}

	/**
	 * Every product of the built-in catalogue, those in the trash included.
	 *
	 * @return list<int>
	 */
	private function ids(): array {
		return array_values( array_map( 'intval', $this->wpdb->get_col( (string) $this->wpdb->prepare( "SELECT ID FROM %i WHERE post_type = %s AND post_status NOT IN ('auto-draft', 'inherit') ORDER BY ID", $this->wpdb->posts, PostType::NAME ) ) ) );
	}

	/**
	 * How many terms a taxonomy has.
	 *
	 * @param string $taxonomy The taxonomy.
	 */
	private function terms( string $taxonomy ): int {
		$count = taxonomy_exists( $taxonomy ) ? wp_count_terms( array( 'taxonomy' => $taxonomy ) ) : 0;
		return is_wp_error( $count ) ? 0 : (int) $count;
	}

	/**
	 * A refusal.
	 *
	 * @param string              $code    Its code.
	 * @param string              $message What is wrong.
	 * @param string              $next    What to do.
	 * @param array<string,mixed> $more    More of its data.
	 */
	private function refuse( string $code, string $message, string $next, array $more = array() ): WP_Error {
		return new WP_Error(
			$code,
			$message,
			array(
				'status' => 409,
				'next'   => $next,
			) + $more
		);
	}
}
