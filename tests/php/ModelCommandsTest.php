<?php
/**
 * 3D models by wp-cli.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Cli\ModelCommands;
use RuntimeException;
use WP_CLI;

require_once __DIR__ . '/ModelTestCase.php';

final class ModelCommandsTest extends ModelTestCase {

	private ModelCommands $commands;

	protected function setUp(): void {
		parent::setUp();
		if ( ! class_exists( WP_CLI::class, false ) ) {
			require_once __DIR__ . '/fakes/WpCli.php';
		}
		WP_CLI::$lines  = array();
		$this->commands = new ModelCommands( $this->parts );
	}

	private function refusal( callable $command ): string {
		try {
			$command();
		} catch ( RuntimeException $refused ) {
			return $refused->getMessage();
		}
		return '';
	}

	public function test_a_folder_is_published_listed_and_deleted(): void {
		$this->commands->publish( array( $this->written() ), array( 'title' => 'Couch' ) );
		$this->commands->list();
		self::assertCount( 2, WP_CLI::$lines );
		self::assertStringContainsString( 'Couch', WP_CLI::$lines[1] );
		$this->commands->delete( array( substr( WP_CLI::$lines[1], 0, 36 ) ) );
		self::assertSame( 0, $this->parts->store->list( array() )['total'] );
	}

	public function test_a_folder_without_a_report_is_refused_in_one_sentence(): void {
		// WordPress raises a notice of its own for a missing file; PHPUnit would make an exception of that.
		self::assertStringStartsWith( 'There is no report.json', $this->refusal( fn() => $this->commands->publish( array( '/nowhere' ), array() ) ) );
	}

	public function test_a_model_that_cannot_be_attached_is_not_published_either(): void {
		wp_set_current_user( 0 );
		$page    = wp_insert_post(
			array(
				'post_type'   => post_type_exists( 'devskyy_product' ) ? 'devskyy_product' : 'product',
				'post_status' => 'publish',
				'post_title'  => 'Couch',
			)
		);
		$refusal = $this->refusal( fn() => $this->commands->publish( array( $this->written() ), array( 'product' => (string) $page ) ) );
		self::assertStringContainsString( '--user=<login>', $refusal );
		self::assertSame( 0, $this->parts->store->list( array() )['total'] );
	}

	public function test_going_on_ends_at_once_when_nothing_is_left(): void {
		$this->commands->sync( array(), array( 'seconds' => '600' ) );
		self::assertSame( array( 'Success: 0 models are still on their way.' ), WP_CLI::$lines );
	}
}
