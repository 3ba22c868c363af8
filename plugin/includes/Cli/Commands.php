<?php
/**
 * Commands for wp-cli.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Cli;

use DevSkyy\Catalogue\Catalogue;
use DevSkyy\Connection\Module as Connection;
use DevSkyy\Proposals\Module as Proposals;
use DevSkyy\Roles;
use WP_CLI;
use WP_Error;
use WP_REST_Request;

/**
 * Connection, agents and proposals of DevSkyy.
 */
final class Commands {

	/**
	 * Takes its parts.
	 *
	 * @param Connection $connection The connection's parts.
	 * @param Proposals  $proposals  The proposals' parts.
	 * @param Catalogue  $catalogue  The active catalogue.
	 */
	public function __construct( private readonly Connection $connection, private readonly Proposals $proposals, private readonly Catalogue $catalogue ) {}

	/**
	 * Shows how the connection is.
	 */
	public function status(): void {
		$status = $this->connection->status->read( true );
		foreach ( array( 'status', 'since', 'message', 'next_step', 'carrier' ) as $name ) {
			if ( null !== $status[ $name ] ) {
				WP_CLI::line( $name . ': ' . $status[ $name ] );
			}
		}
		WP_CLI::line( sprintf( 'catalogue: %s, %d products, synced %s', $this->catalogue->type(), $status['catalogue']['products'], $status['catalogue']['synced'] ?? 'never' ) );
	}

	/**
	 * Fetches results that wait and sends the catalogue's changes.
	 *
	 * ## OPTIONS
	 *
	 * [--full]
	 * : Send the whole catalogue again.
	 *
	 * @param string[]             $args Unused.
	 * @param array<string,string> $options `full`.
	 */
	public function sync( array $args, array $options ): void {
		if ( ! $this->connection->client->paired() ) {
			$this->stop( $this->connection->client->unpaired() );
		}
		if ( isset( $options['full'] ) ) {
			$this->connection->sync->restart();
		}
		$count = $this->connection->drain->drain( 300 );
		$this->stop( $count );
		$this->stop( $this->connection->sync->step( 300 ) );
		WP_CLI::success( sprintf( '%d messages fetched; the service holds %d products.', is_int( $count ) ? $count : 0, (int) $this->connection->sync->state()['products'] ) );
	}

	/**
	 * Starts a run.
	 *
	 * ## OPTIONS
	 *
	 * <agent>
	 * : Name of the agent, e.g. product-copy.
	 *
	 * [--targets=<ids>]
	 * : Product ids, separated by commas; all products when absent.
	 *
	 * [--mode=<mode>]
	 * : fill-empty (the default) or improve.
	 *
	 * Needs --user=<login> with the permission to run agents.
	 *
	 * @param string[]             $args    Agent.
	 * @param array<string,string> $options `targets`, `mode`.
	 */
	public function run( array $args, array $options ): void {
		$request = new WP_REST_Request( 'POST', '/devskyy/v1/agents/' . $args[0] . '/runs' );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body(
			(string) wp_json_encode(
				array(
					'targets' => isset( $options['targets'] ) ? array_map( 'intval', explode( ',', $options['targets'] ) ) : 'all',
					'options' => array( 'mode' => $options['mode'] ?? 'fill-empty' ),
				)
			)
		);
		$answer = rest_do_request( $request );
		$this->stop( $answer->is_error() ? $answer->as_error() : true );
		WP_CLI::success( 'Run ' . $answer->get_data()['id'] );
	}

	/**
	 * Counts proposals by their status.
	 */
	public function proposals(): void {
		foreach ( $this->proposals->store->counts() as $status => $count ) {
			WP_CLI::line( $status . ': ' . $count );
		}
	}

	/**
	 * Ends the command with an error's text and next step.
	 *
	 * @param mixed $result What a part answered.
	 */
	private function stop( mixed $result ): void {
		if ( $result instanceof WP_Error ) {
			$data = (array) $result->get_error_data();
			WP_CLI::error( trim( $result->get_error_message() . ' ' . ( is_string( $data['next'] ?? null ) ? $data['next'] : '' ) ) );
		}
	}
}
