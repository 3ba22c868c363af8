<?php
/**
 * Base of the proposals' tests: a catalogue in memory, the real parts and tables.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Proposals\Module;
use DevSkyy\Proposals\Proposal;
use DevSkyy\Rest\Guard;
use DevSkyy\Tests\Fakes\FakeCatalogue;

require_once __DIR__ . '/fakes/FakeCatalogue.php';

abstract class ProposalTestCase extends TestCase {

	protected FakeCatalogue $catalogue;
	protected Module $module;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_proposals" );
		$wpdb->query( "DELETE FROM {$wpdb->prefix}devskyy_bulk" );
		$this->catalogue           = new FakeCatalogue();
		$this->catalogue->products = array(
			7 => array(
				'title'       => 'Linen dress',
				'description' => 'Old text.',
				'tags'        => array( 'summer' ),
			),
			8 => array( 'title' => 'Wool coat' ),
		);
		$this->module              = new Module( $wpdb, $this->catalogue );
	}

	protected function tearDown(): void {
		$GLOBALS['wp_rest_server'] = null;
		parent::tearDown();
	}

	/** Serves devskyy/v1 from this test's parts instead of the plugin's own. */
	protected function serve(): void {
		$GLOBALS['wp_rest_server'] = null;
		$routes                    = $this->module->routes( new Guard() );
		$replace                   = static function () use ( $routes ): void {
			foreach ( rest_get_server()->get_routes( 'devskyy/v1' ) as $path => $handlers ) {
				unset( $handlers );
				if ( 1 === preg_match( '#^/devskyy/v1/(proposals|runs/.*undo)#', $path ) ) {
					$endpoints = ( new \ReflectionProperty( rest_get_server(), 'endpoints' ) );
					$endpoints->setAccessible( true );
					$all = $endpoints->getValue( rest_get_server() );
					unset( $all[ $path ] );
					$endpoints->setValue( rest_get_server(), $all );
				}
			}
			foreach ( $routes as $route ) {
				$route->register();
			}
		};
		add_action( 'rest_api_init', $replace, 1000 );
		rest_get_server();
		remove_action( 'rest_api_init', $replace, 1000 );
	}

	/**
	 * A message's payload.
	 *
	 * @param array<string,mixed> $after  Field → new value.
	 * @param array<string,mixed> $other  Members that differ.
	 * @return array<string,mixed>
	 */
	protected function payload( array $after, array $other = array() ): array {
		$changes = array();
		foreach ( $after as $field => $value ) {
			$changes[] = array(
				'field' => $field,
				'after' => $value,
			);
		}
		return $other + array(
			'id'        => wp_generate_uuid4(),
			'run'       => wp_generate_uuid4(),
			'agent'     => 'product-copy',
			'target'    => array(
				'kind' => 'product',
				'id'   => 7,
			),
			'changes'   => $changes,
			'rationale' => 'The text was short.',
			'evidence'  => array(
				array(
					'label'  => 'Material',
					'value'  => 'linen',
					'source' => 'attributes.material',
				),
			),
			'author'    => array(
				'agent'    => 'product-copy',
				'provider' => 'built-in',
				'model'    => null,
			),
			'cost'      => array(
				'amount'   => 0,
				'currency' => 'USD',
				'tokens'   => array(
					'input'  => 0,
					'output' => 0,
				),
			),
			'risk'      => 'low',
			'expires'   => gmdate( 'Y-m-d\TH:i:s\Z', time() + DAY_IN_SECONDS ),
		);
	}

	/**
	 * Receives a proposal and returns it as stored.
	 *
	 * @param array<string,mixed> $after Field → new value.
	 * @param array<string,mixed> $other Members of the payload that differ.
	 */
	protected function propose( array $after, array $other = array() ): Proposal {
		$payload = $this->payload( $after, $other );
		$result  = $this->module->intake->receive( $payload );
		self::assertTrue( $result, is_wp_error( $result ) ? $result->get_error_code() . ': ' . $result->get_error_message() : '' );
		return $this->stored( $payload['id'] );
	}

	/** The result is a refusal with this code. */
	protected static function assertWPError( mixed $result, string $code ): void {
		self::assertInstanceOf( \WP_Error::class, $result );
		self::assertSame( $code, $result->get_error_code(), $result->get_error_message() );
	}

	/** The proposal as it is in the table now. */
	protected function stored( string $id ): Proposal {
		$proposal = $this->module->store->get( $id );
		self::assertNotNull( $proposal );
		return $proposal;
	}
}
