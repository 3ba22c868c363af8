<?php
/**
 * The connection's state.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Rest\SettingsRoute;
use WP_Error;

/**
 * Says in one answer how the connection is: unpaired, connected, unreachable since when, or refused and why.
 */
final class ConnectionStatus {

	/** Seconds for which the last exchange with the service counts as news. */
	private const FRESH = 15;

	/**
	 * Takes its parts.
	 *
	 * @param ConnectionStore $store     What the site remembers.
	 * @param ServiceClient   $client    Signed requests.
	 * @param Catalogue       $catalogue The active catalogue.
	 * @param CatalogueSync   $sync      How far the snapshot is.
	 * @param array{SafeMode,KeyRotation} $guards Whether the connection may be used, and how old its keys are.
	 * @param string          $version   The plugin's version.
	 */
	public function __construct(
		private readonly ConnectionStore $store,
		private readonly ServiceClient $client,
		private readonly Catalogue $catalogue,
		private readonly CatalogueSync $sync,
		private readonly array $guards,
		private readonly string $version
	) {}

	/**
	 * The answer of `GET connection` (docs/protocol.md). Asks the service when the last exchange is not fresh.
	 *
	 * @param bool $ask Ask the service in any case.
	 * @return array<string,mixed>
	 */
	public function read( bool $ask = false ): array {
		$connection              = $this->store->connection();
		$health                  = $this->store->health();
		list( $safe, $rotation ) = $this->guards;
		$closed                  = $safe->error();
		if ( null !== $connection && null === $closed && ( $ask || 'ok' !== $health['status'] || time() - $health['at'] > self::FRESH ) ) {
			$this->ask( $connection );
			$connection = $this->store->connection();
			$health     = $this->store->health();
		}
		$status = null === $connection ? 'unpaired' : ( 'ok' === $health['status'] ? 'connected' : $health['status'] );
		if ( null !== $closed ) {
			$status = null === $connection ? 'unpaired' : 'refused';
			$health = $this->closed( $closed );
		}
		$clock = 'refused' === $status ? $this->clock( $health ) : null;
		return array(
			'status'      => $status,
			'service_url' => current_user_can( 'devskyy_manage' ) ? ( $connection['service'] ?? null ) : null,
			'site_id'     => $connection['site_id'] ?? null,
			'paired_at'   => $connection['paired_at'] ?? null,
			'paired_by'   => null === $connection ? null : $this->person( $connection['paired_by'] ),
			'since'       => 'connected' === $status ? null : $health['since'],
			'reason'      => null !== $closed ? (string) $closed->get_error_code() : ( null === $clock ? null : 'clock' ),
			'clock'       => $clock,
			'keys'        => $rotation->dates(),
			'original'    => $safe->original(),
			'message'     => $this->message( $status, $health ),
			'next_step'   => $this->next_step( $status, $health ),
			'carrier'     => null === $connection ? null : ( $connection['reachable'] ? 'push' : 'fetch' ),
			'versions'    => array(
				'plugin'   => $this->version,
				'service'  => $connection['version'] ?? null,
				'contract' => Transport::CONTRACT,
			),
			'catalogue'   => array(
				'type'              => $this->catalogue->type(),
				'products'          => $this->products(),
				'synced'            => $this->sync->state()['synced'],
				'uninstall_content' => (bool) get_option( SettingsRoute::UNINSTALL, 0 ),
			),
		);
	}

	/**
	 * Asks the service, and keeps what it says of itself and of its pushes.
	 *
	 * @param array<string,mixed> $connection The pinned connection.
	 */
	private function ask( array $connection ): void {
		$answer = $this->client->request( 'GET', 'connection' );
		if ( is_wp_error( $answer ) ) {
			return;
		}
		$push = $answer['last_push'] ?? null;
		$news = array(
			'version'   => (string) ( $answer['version'] ?? $connection['version'] ),
			'contract'  => (int) ( $answer['contract'] ?? $connection['contract'] ),
			'reachable' => is_array( $push ) ? true === ( $push['ok'] ?? false ) : $connection['reachable'],
		);
		if ( array_intersect_key( $connection, $news ) !== $news ) {
			$this->store->amend( $news );
		}
		if ( 0 === ( $answer['products'] ?? null ) && ( $this->sync->state()['products'] ?? 0 ) > 0 ) {
			$this->sync->restart();
		}
	}

	/**
	 * One line, null when all is well.
	 *
	 * @param string              $status The state.
	 * @param array<string,mixed> $health The last exchange.
	 */
	private function message( string $status, array $health ): ?string {
		return match ( $status ) {
			'connected'   => null,
			'unpaired'    => 'devskyy_disabled' === $health['code'] ? $health['message'] : __( 'This site is not connected to a DevSkyy service.', 'devskyy' ),
			'unreachable' => __( 'The DevSkyy service does not answer. What is approved stays in the shop; proposals can still be approved and undone.', 'devskyy' ),
			default       => is_int( $health['skew'] ?? null ) ? $this->clocks( $health['skew'] ) : $health['message'],
		};
	}

	/**
	 * What to do, null when all is well.
	 *
	 * @param string              $status The state.
	 * @param array<string,mixed> $health The last exchange.
	 */
	private function next_step( string $status, array $health ): ?string {
		return match ( $status ) {
			'connected'   => null,
			'unpaired'    => 'devskyy_disabled' === $health['code'] ? $health['next'] : __( 'Open DevSkyy → Settings and connect the site to its service.', 'devskyy' ),
			'unreachable' => __( 'Start the service, or wait: the connection comes back by itself.', 'devskyy' ),
			default       => is_int( $health['skew'] ?? null ) ? __( 'Set the clock that is off right (NTP keeps it so). The connection comes back by itself.', 'devskyy' ) : ( '' !== $health['next'] ? $health['next'] : __( 'Disconnect in DevSkyy → Settings, then connect again.', 'devskyy' ) ),
		};
	}

	/**
	 * A closed connection as a state of health.
	 *
	 * @param WP_Error $closed Why.
	 * @return array{status:'refused',since:null,code:string,message:string,next:string,at:int}
	 */
	private function closed( WP_Error $closed ): array {
		$data = (array) $closed->get_error_data();
		return array(
			'status'  => 'refused',
			'since'   => null,
			'code'    => (string) $closed->get_error_code(),
			'message' => $closed->get_error_message(),
			'next'    => (string) ( $data['next'] ?? '' ),
			'at'      => time(),
		);
	}

	/**
	 * What the clocks of the site and of the service say, where they are too far apart: the browser's own clock, as a third one, then
	 * tells which of the two is off.
	 *
	 * @param array<string,mixed> $health The last exchange.
	 * @return array{skew_seconds:int,site:string,service:string}|null
	 */
	private function clock( array $health ): ?array {
		$skew = $health['skew'] ?? null;
		return ! is_int( $skew ) ? null : array(
			'skew_seconds' => $skew,
			'site'         => gmdate( 'Y-m-d\TH:i:s\Z' ),
			'service'      => gmdate( 'Y-m-d\TH:i:s\Z', time() - $skew ),
		);
	}

	/**
	 * The measured difference in words.
	 *
	 * @param int $skew Seconds by which the site's clock is ahead.
	 */
	private function clocks( int $skew ): string {
		$time = human_time_diff( time(), time() + abs( $skew ) );
		return $skew > 0
			/* translators: %s: a span of time. */
			? sprintf( __( 'The clocks do not agree: this site’s clock is %s ahead of the service’s, and more than a minute is refused.', 'devskyy' ), $time )
			/* translators: %s: a span of time. */
			: sprintf( __( 'The clocks do not agree: this site’s clock is %s behind the service’s, and more than a minute is refused.', 'devskyy' ), $time );
	}

	/** How many products are not in the trash; counted by core, which caches it, as this is polled. */
	private function products(): int {
		if ( ! $this->catalogue->available() ) {
			return 0;
		}
		$counts = (array) wp_count_posts( $this->catalogue->post_type() );
		return (int) array_sum( array_map( 'intval', array_intersect_key( $counts, array_flip( array( 'publish', 'draft', 'pending', 'private', 'future' ) ) ) ) );
	}

	/**
	 * Who paired the site.
	 *
	 * @param int $id User id.
	 * @return array{id:int,name:string}
	 */
	private function person( int $id ): array {
		$user = get_userdata( $id );
		return array(
			'id'   => $id,
			'name' => false === $user ? '' : $user->display_name,
		);
	}
}
