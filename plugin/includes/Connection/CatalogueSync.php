<?php
/**
 * Keeps the service's snapshot of the catalogue up to date.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Catalogue\ChangeTracker;
use DevSkyy\Catalogue\Held;
use DevSkyy\Targets\SiteTargets;
use WP_Error;

/**
 * Sends products, posts and pages in batches of at most 200 and about 1 MB: all of them at pairing (in steps that can be continued), then what
 * has changed, and before a run always its targets.
 */
final class CatalogueSync {

	private const BATCH_ITEMS = 200;
	private const BATCH_BYTES = 900 * KB_IN_BYTES;

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient $client    Signed requests.
	 * @param Catalogue     $catalogue The active catalogue.
	 * @param SiteTargets   $targets   All that agents may work on.
	 * @param ChangeTracker $tracker   What has changed.
	 * @param SiteFacts     $facts     Facts of the site.
	 * @param Json          $json      JSON of the wire.
	 */
	public function __construct(
		private readonly ServiceClient $client,
		private readonly Catalogue $catalogue,
		private readonly SiteTargets $targets,
		private readonly ChangeTracker $tracker,
		private readonly SiteFacts $facts,
		private readonly Json $json
	) {}

	/**
	 * How far the snapshot is: when a full sync last ended (ISO 8601, null: never), and how many products, and how many posts and pages, the service holds.
	 *
	 * @return array{generation:string|null,cursor:int,synced:string|null,products:int|null,posts:int|null}
	 */
	public function state(): array {
		$state = get_option( ConnectionStore::SYNC );
		$state = is_array( $state ) ? $state : array();
		return array(
			'generation' => is_string( $state['generation'] ?? null ) ? $state['generation'] : null,
			'cursor'     => (int) ( $state['cursor'] ?? 0 ),
			'synced'     => is_string( $state['synced'] ?? null ) ? $state['synced'] : null,
			'products'   => is_int( $state['products'] ?? null ) ? $state['products'] : null,
			'posts'      => is_int( $state['posts'] ?? null ) ? $state['posts'] : null,
		);
	}

	/** Asks for a full sync; the next step begins it. */
	public function restart(): void {
		delete_option( ConnectionStore::SYNC );
	}

	/**
	 * Goes on for some seconds: a full sync when none has ended yet (or the last is older than a day), then the changes.
	 *
	 * @param int $seconds Time to spend.
	 * @return true|WP_Error
	 */
	public function step( int $seconds ): bool|WP_Error {
		if ( $this->catalogue instanceof Held ) {
			return $this->catalogue->error();
		}
		if ( ! $this->catalogue->available() ) {
			return new WP_Error(
				'devskyy_catalogue_unavailable',
				__( 'The shop’s products cannot be read: the shop plugin that holds them is switched off.', 'devskyy' ),
				array(
					'status' => 409,
					'next'   => __( 'Activate it again on the Plugins screen.', 'devskyy' ),
				)
			);
		}
		$until = time() + $seconds;
		$state = $this->state();
		if ( null !== $state['generation'] || null === $state['synced'] || null === $state['posts'] || strtotime( $state['synced'] ) < time() - DAY_IN_SECONDS ) {
			$done = $this->full( $state, $until );
			if ( is_wp_error( $done ) || ! $done ) {
				return is_wp_error( $done ) ? $done : true;
			}
		}
		return $this->changes( $until );
	}

	/**
	 * Before a run: the changes and, for named targets, those whatever the tracker says.
	 *
	 * @param list<int>|'all' $targets Ids of targets, or all.
	 * @return true|WP_Error
	 */
	public function before_run( array|string $targets ): bool|WP_Error {
		$done = $this->step( 20 );
		if ( is_wp_error( $done ) ) {
			return $done;
		}
		if ( null === $this->state()['synced'] ) {
			return new WP_Error(
				'devskyy_sync_pending',
				__( 'The service does not know the whole catalogue yet.', 'devskyy' ),
				array(
					'status' => 503,
					'next'   => __( 'Its first copy is on the way; try again in a minute.', 'devskyy' ),
				)
			);
		}
		return 'all' === $targets ? true : $this->send_all( $targets, array(), time() + 20 );
	}

	/**
	 * One or more batches of a full sync; true when it is complete, false when time ran out.
	 *
	 * @param array{generation:string|null,cursor:int,synced:string|null,products:int|null,posts:int|null} $state As state() answers it.
	 * @param int                                                                           $until Unix time.
	 */
	private function full( array $state, int $until ): bool|WP_Error {
		$state['cursor']     = null === $state['generation'] ? 0 : $state['cursor'];
		$state['generation'] = $state['generation'] ?? wp_generate_uuid4();
		$ids                 = $this->targets->ids();
		sort( $ids );
		$ids = array_values( array_filter( $ids, static fn( int $id ): bool => $id > $state['cursor'] ) );
		do {
			$batch = $this->batch( $ids );
			$ids   = array_slice( $ids, $batch['taken'] );
			$last  = array() === $ids;
			$sent  = $this->send( $state['generation'], $last, $batch );
			if ( is_wp_error( $sent ) ) {
				return $sent;
			}
			$state = array(
				'generation' => $last ? null : $state['generation'],
				'cursor'     => $last ? 0 : $ids[0] - 1,
				'synced'     => $last ? gmdate( 'Y-m-d\TH:i:s\Z' ) : $state['synced'],
			) + $sent;
			update_option( ConnectionStore::SYNC, $state, false );
		} while ( ! $last && time() < $until );
		return $last;
	}

	/**
	 * Sends what has changed since.
	 *
	 * @param int $until Unix time.
	 * @return true|WP_Error
	 */
	private function changes( int $until ): bool|WP_Error {
		do {
			$dirty = $this->tracker->take( self::BATCH_ITEMS );
			if ( array() === $dirty['changed'] && array() === $dirty['deleted'] ) {
				return true;
			}
			$sent = $this->send_all( $dirty['changed'], $dirty['deleted'], $until );
			if ( is_wp_error( $sent ) ) {
				return $sent;
			}
			$this->tracker->clear( $dirty['token'] );
		} while ( time() < $until );
		return true;
	}

	/**
	 * Sends these products; those that are gone are sent as deleted.
	 *
	 * @param list<int> $ids     Products.
	 * @param list<int> $deleted Known to be gone.
	 * @param int       $until   Unix time.
	 * @return true|WP_Error
	 */
	private function send_all( array $ids, array $deleted, int $until ): bool|WP_Error {
		do {
			$batch   = $this->batch( $ids );
			$ids     = array_slice( $ids, $batch['taken'] );
			$deleted = array_merge( $deleted, $batch['gone'] );
			$sent    = $this->send( null, false, array( 'gone' => array_slice( $deleted, 0, 1000 ) ) + $batch );
			if ( is_wp_error( $sent ) ) {
				return $sent;
			}
			$this->count( $sent );
			$deleted = array_slice( $deleted, 1000 );
			$left    = array() !== $ids || array() !== $deleted;
		} while ( $left && time() < $until );
		return ! $left ? true : new WP_Error(
			'devskyy_sync_pending',
			__( 'There was not time enough to tell the service about all changed products.', 'devskyy' ),
			array(
				'status' => 503,
				'next'   => __( 'It goes on by itself each minute; try again, or choose fewer products.', 'devskyy' ),
			)
		);
	}

	/**
	 * Remembers how many the service holds now.
	 *
	 * @param array{products:int,posts:int} $held Their numbers.
	 */
	private function count( array $held ): void {
		$state = $this->state();
		if ( null === $state['generation'] && array_intersect_key( $state, $held ) !== $held ) {
			update_option( ConnectionStore::SYNC, $held + $state, false );
		}
	}

	/**
	 * Reads as many as fit into one batch. What agents may not see counts as gone.
	 *
	 * @param list<int> $ids Those that wait.
	 * @return array{products:list<array<string,mixed>>,posts:list<array<string,mixed>>,gone:list<int>,taken:int}
	 */
	private function batch( array $ids ): array {
		$batch = array(
			'products' => array(),
			'posts'    => array(),
			'gone'     => array(),
			'taken'    => 0,
		);
		$bytes = 0;
		foreach ( array_slice( $ids, 0, self::BATCH_ITEMS ) as $id ) {
			$target = null === $this->targets->closed( $id ) ? $this->targets->find( $id ) : null;
			$bytes += null === $target ? 0 : strlen( $this->json->encode( $target ) );
			if ( $bytes > self::BATCH_BYTES && $batch['taken'] > 0 ) {
				break;
			}
			++$batch['taken'];
			if ( null === $target ) {
				$batch['gone'][] = $id;
			} else {
				$batch[ 'product' === $target['kind'] ? 'products' : 'posts' ][] = $target;
			}
		}
		return $batch;
	}

	/**
	 * One request; answers how many the service holds now.
	 *
	 * @param string|null $generation Of a full sync.
	 * @param bool        $complete   Ends a full sync.
	 * @param array       $batch      Shapes, and ids of what is gone.
	 *
	 * @phpstan-param array{products:list<array<string,mixed>>,posts:list<array<string,mixed>>,gone:list<int>,taken:int} $batch
	 * @return array{products:int,posts:int}|WP_Error
	 */
	private function send( ?string $generation, bool $complete, array $batch ): array|WP_Error {
		$answer = $this->client->request(
			'POST',
			'catalogue/batches',
			array(
				'generation' => $generation,
				'complete'   => $complete,
				'site'       => $this->facts->read(),
				'products'   => $batch['products'],
				'posts'      => $batch['posts'],
				'deleted'    => $batch['gone'],
			)
		);
		return is_wp_error( $answer ) ? $answer : array(
			'products' => (int) ( $answer['products'] ?? 0 ),
			'posts'    => (int) ( $answer['posts'] ?? 0 ),
		);
	}
}
