<?php
/**
 * 3D models on their way to the service and back.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Models\Model;
use DevSkyy\Models\ModelFolder;

require_once __DIR__ . '/ModelTestCase.php';

final class ModelExchangeTest extends ModelTestCase {

	private const REMOTE = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

	/** What the service has of the upload. */
	private string $received = '';

	/** @var array<string,array{array<string,mixed>,string}> What the service made: name → artefact and bytes. */
	private array $made = array();

	private string $status = 'queued';

	private int $revision = 1;

	protected function setUp(): void {
		parent::setUp();
		$this->service->pair();
		$this->made = $this->made();
		$upload     = fn(): array => array(
			'id'     => self::REMOTE,
			'offset' => strlen( $this->received ),
		);

		$this->service->answers['POST /api/v1/3d/uploads'] = fn(): array => array( 201, $upload() );

		$this->service->answers[ 'GET /api/v1/3d/uploads/' . self::REMOTE ] = fn(): array => array( 200, $upload() );
		$this->service->answers[ 'PUT /api/v1/3d/uploads/' . self::REMOTE ] = function ( array $call ) use ( $upload ): array {
			parse_str( (string) wp_parse_url( $call['path'], PHP_URL_QUERY ), $query );
			if ( (int) $query['offset'] !== strlen( $this->received ) ) {
				return array( 409, $this->service->problem( 'upload_offset', 409 ) );
			}
			$this->received .= $call['bytes'];
			return array( 200, $upload() );
		};

		$this->service->answers['POST /api/v1/3d/models/upload'] = function ( array $call ): array {
			$this->serve( $call['body']['id'] );
			return array( 202, $this->remote( $call['body']['id'] ) );
		};
	}

	/** Answers about a model, and its files. */
	private function serve( string $id ): void {
		$this->service->answers[ "GET /api/v1/3d/models/$id" ]          = fn(): array => array( 200, $this->remote( $id ) );
		$this->service->answers[ "DELETE /api/v1/3d/models/$id" ]       = array( 204, null );
		$this->service->answers[ "POST /api/v1/3d/models/$id/process" ] = function () use ( $id ): array {
			++$this->revision;
			$this->status = 'queued';
			return array( 202, $this->remote( $id ) );
		};
		$this->service->answers[ "POST /api/v1/3d/models/$id/cancel" ]  = function () use ( $id ): array {
			$this->status = 'cancelled';
			return array( 200, $this->remote( $id ) );
		};
		foreach ( array_keys( $this->made ) as $name ) {
			$this->service->answers[ "GET /api/v1/3d/models/$id/files/$name" ] = fn(): array => array( 200, $this->made[ $name ][1] );
		}
	}

	/**
	 * The contract's Model.
	 *
	 * @return array<string,mixed>
	 */
	private function remote( string $id ): array {
		$done = 'done' === $this->status;
		return array(
			'id'       => $id,
			'title'    => 'Bag',
			'kind'     => 'model',
			'status'   => $this->status,
			'revision' => $this->revision,
			'stage'    => 'processing' === $this->status ? 'optimise' : null,
			'progress' => 'processing' === $this->status ? 0.4 : ( $done ? 1 : 0 ),
			'source'   => array(
				'name'   => 'bag.glb',
				'bytes'  => 48,
				'sha256' => str_repeat( 'a', 64 ),
			),
			'options'  => array(
				'category'  => null,
				'scale'     => null,
				'finishes'  => (object) array(),
				'turntable' => true,
			),
			'report'   => $done ? $this->report( array_column( $this->made, 0 ) ) : null,
			'problem'  => null,
			'files'    => $done ? array_column( $this->made, 0 ) : array(),
			'madeOf'   => array(),
			'created'  => '2026-01-02T03:04:05.000Z',
			'updated'  => '2026-01-02T03:04:05.000Z',
		);
	}

	/** A model of a fresh upload. */
	private function start( int $padding = 0 ): string {
		$this->as_user( 'administrator' );
		$answer = $this->rest( 'POST', '/devskyy/v1/models', array( 'upload' => $this->upload( 'bag.glb', $this->glb( $padding ) ) ) );
		self::assertSame( 202, $answer->get_status() );
		return $answer->get_data()['id'];
	}

	/** One poll of the open screen, a second later. */
	private function poll( string $id ): Model {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}devskyy_models SET looked = 0" );
		$this->rest( 'GET', '/devskyy/v1/models/' . $id );
		$model = $this->parts->store->row( $id );
		self::assertNotNull( $model );
		return $model;
	}

	public function test_a_file_goes_to_the_service_and_what_it_makes_comes_back(): void {
		$id    = $this->start( 200000 );
		$bytes = $this->glb( 200000 );
		self::assertSame( Model::QUEUED, $this->poll( $id )->status );
		self::assertSame( $bytes, $this->received );
		$asked = array_values( array_filter( $this->service->calls, static fn( array $call ): bool => '/api/v1/3d/uploads' === $call['path'] ) );
		self::assertSame( hash( 'sha256', $bytes ), $asked[0]['body']['sha256'] );
		self::assertNull( $this->uploads->get( $this->parts->store->get( $id )->state['upload'] ?? '' ) );

		$this->status = 'processing';
		$shape        = fn(): array => $this->rest( 'GET', '/devskyy/v1/models/' . $id )->get_data();
		self::assertSame( Model::PROCESSING, $this->poll( $id )->status );
		self::assertSame( 'optimise', $shape()['stage'] );
		self::assertSame( 0.4, $shape()['progress'] );

		$this->status = 'done';
		self::assertSame( Model::PUBLISHED, $this->poll( $id )->status );
		self::assertCount( count( $this->made ), $shape()['files'] );
		$path = str_replace( wp_upload_dir()['baseurl'], wp_upload_dir()['basedir'], $shape()['files'][0]['url'] );
		self::assertSame( $this->made['viewer.glb'][1], file_get_contents( $path ) );
	}

	public function test_while_the_service_is_away_the_file_waits_and_goes_on_where_it_was(): void {
		$id                = $this->start( 150000 );
		$this->service->up = false;
		$waiting           = $this->poll( $id );
		self::assertSame( Model::SENDING, $waiting->status );
		self::assertSame( 'devskyy_unreachable', $waiting->state['problem']['code'] ?? '' );

		$this->service->up = true;
		$this->received    = substr( $this->glb( 150000 ), 0, 65536 ); // An earlier poll had come so far.
		( new \DevSkyy\Connection\ConnectionStore() )->note( 'ok' );
		self::assertSame( Model::QUEUED, $this->poll( $id )->status );
		self::assertSame( $this->glb( 150000 ), $this->received );
		self::assertNull( $this->parts->store->get( $id )->state['problem'] ?? null );
	}

	public function test_the_message_of_a_finished_model_publishes_it_and_a_second_one_changes_nothing(): void {
		$id = $this->start();
		$this->poll( $id );
		$this->status = 'done';
		$message      = array(
			'id'      => wp_generate_uuid4(),
			'type'    => 'model',
			'payload' => $this->remote( $id ),
		);
		self::assertSame( array( $message['id'] ), $this->inbox( array( $message ) )->get_data()['accepted'] );
		self::assertSame( Model::PUBLISHING, $this->parts->store->get( $id )->status ?? '' );
		self::assertSame( Model::PUBLISHED, $this->poll( $id )->status );
		$version = $this->parts->store->get( $id )->version ?? 0;
		self::assertSame( array( $message['id'] ), $this->inbox( array( $message ) )->get_data()['duplicates'] );
		$again = array( 'id' => wp_generate_uuid4() ) + $message;
		self::assertSame( array( $again['id'] ), $this->inbox( array( $again ) )->get_data()['accepted'] );
		self::assertSame( $version, $this->parts->store->get( $id )->version ?? 0 );
	}

	public function test_a_message_of_a_model_that_is_not_here_is_refused(): void {
		$message = array(
			'id'      => wp_generate_uuid4(),
			'type'    => 'model',
			'payload' => $this->remote( wp_generate_uuid4() ),
		);
		self::assertSame( 'unknown_model', $this->inbox( array( $message ) )->get_data()['refused'][0]['code'] );
	}

	public function test_an_older_processing_says_nothing_any_more(): void {
		$id           = $this->start();
		$this->status = 'done';
		$this->poll( $id );
		$this->poll( $id );
		$old = $this->remote( $id );
		self::assertSame( 202, $this->rest( 'POST', "/devskyy/v1/models/$id/process", array() )->get_status() );
		$message = array(
			'id'      => wp_generate_uuid4(),
			'type'    => 'model',
			'payload' => $old,
		);
		$this->inbox( array( $message ) );
		self::assertSame( Model::QUEUED, $this->parts->store->get( $id )->status ?? '' );
	}

	public function test_processing_again_keeps_what_is_shown_until_all_new_files_are_here(): void {
		$id           = $this->start();
		$this->status = 'done';
		$this->poll( $id );
		self::assertSame( Model::PUBLISHED, $this->poll( $id )->status );
		$old = $this->parts->store->published( $id )?->viewer()['url'] ?? '';
		$this->rest( 'POST', "/devskyy/v1/models/$id/process", array() );
		$asked = array_values( array_filter( $this->service->calls, static fn( array $call ): bool => str_ends_with( $call['path'], '/process' ) ) );
		self::assertStringContainsString( '"finishes":{}', $asked[0]['bytes'], 'an empty object stays one' );
		self::assertSame( $old, $this->parts->store->published( $id )?->viewer()['url'] );

		$this->made   = $this->made( 'two' );
		$this->status = 'done';
		$this->serve( $id );
		$this->service->answers[ "GET /api/v1/3d/models/$id/files/poster.webp" ] = array( 200, 'not the bytes that were announced' );
		$broken = $this->poll( $id );
		self::assertSame( Model::PUBLISHING, $broken->status );
		self::assertSame( 'devskyy_model_file', $broken->state['problem']['code'] ?? '' );
		self::assertSame( $old, $this->parts->store->published( $id )?->viewer()['url'] );

		$this->serve( $id );
		$fetched = $this->service->count( 'GET', "/api/v1/3d/models/$id/files/viewer.glb" );
		self::assertSame( Model::PUBLISHED, $this->poll( $id )->status );
		self::assertSame( $fetched, $this->service->count( 'GET', "/api/v1/3d/models/$id/files/viewer.glb" ), 'what was here is not fetched again' );
		self::assertNotSame( $old, $this->parts->store->published( $id )?->viewer()['url'] );
		$this->stale( $id, $old );
	}

	/** Old files stay for a day, for pages in caches. */
	private function stale( string $id, string $url ): void {
		$path = str_replace( wp_upload_dir()['baseurl'], wp_upload_dir()['basedir'], $url );
		$this->parts->work->tick();
		self::assertFileExists( $path );
		$model = $this->parts->store->get( $id );
		self::assertNotNull( $model );
		$aged = array_map( static fn( array $one ): array => array( 'at' => $one['at'] - 2 * DAY_IN_SECONDS ) + $one, $model->state['stale'] ?? array() );
		self::assertNotNull( $this->parts->store->change( $model, array( 'state' => array( 'stale' => $aged ) + $model->state ) ) );
		$this->parts->work->tick();
		self::assertFileDoesNotExist( $path );
		self::assertCount( count( $this->made ), (array) glob( dirname( $path ) . '/*' ) );
	}

	public function test_a_changed_file_is_never_shown(): void {
		$id = $this->start();
		$this->poll( $id );
		$this->status = 'done';

		$this->service->answers[ "GET /api/v1/3d/models/$id/files/viewer.glb" ] = array( 200, 'evil' . substr( $this->made['viewer.glb'][1], 4 ) ); // As long as it should be.
		self::assertSame( Model::PUBLISHING, $this->poll( $id )->status );
		self::assertNull( $this->parts->store->published( $id ) );
		$left = array_filter( (array) glob( wp_upload_dir()['basedir'] . "/devskyy/models/$id/{,.}*", GLOB_BRACE ), 'is_file' );
		self::assertSame( array(), array_filter( $left, static fn( mixed $file ): bool => str_contains( (string) file_get_contents( (string) $file ), 'evil' ) ) );
	}

	public function test_what_the_service_refuses_for_good_is_told_with_the_next_step(): void {
		$id = $this->start();
		$this->service->answers['POST /api/v1/3d/uploads'] = array( 413, $this->service->problem( 'too_large', 413 ) );
		$refused = $this->poll( $id );
		self::assertSame( Model::REFUSED, $refused->status );
		self::assertSame( 'Do this.', $refused->state['problem']['next'] ?? '' );
		self::assertSame( 0, (int) $GLOBALS['wpdb']->get_var( "SELECT COUNT(*) FROM {$GLOBALS['wpdb']->prefix}devskyy_uploads" ) );
	}

	public function test_above_the_quota_the_file_stays_and_can_be_sent_again(): void {
		$id     = $this->start();
		$before = $this->service->answers['POST /api/v1/3d/uploads'];

		$this->service->answers['POST /api/v1/3d/uploads'] = array( 409, $this->service->problem( 'quota_exceeded', 409 ) );
		self::assertSame( Model::FAILED, $this->poll( $id )->status );
		$this->service->answers['POST /api/v1/3d/uploads'] = $before;
		self::assertSame( 202, $this->rest( 'POST', "/devskyy/v1/models/$id/process", array() )->get_status() );
		self::assertSame( Model::QUEUED, $this->poll( $id )->status );
	}

	public function test_a_model_is_stopped_on_its_way_and_in_the_service(): void {
		$id = $this->start();
		self::assertSame( 'cancelled', $this->rest( 'POST', "/devskyy/v1/models/$id/cancel" )->get_data()['status'] );
		self::assertSame( 409, $this->rest( 'POST', "/devskyy/v1/models/$id/cancel" )->get_status() );
		$this->received = '';
		$other          = $this->start();
		$this->poll( $other );
		self::assertSame( 'cancelled', $this->rest( 'POST', "/devskyy/v1/models/$other/cancel" )->get_data()['status'] );
	}

	public function test_a_model_is_stopped_though_the_services_message_of_it_comes_before_its_answer(): void {
		$id = $this->start();
		$this->poll( $id );
		$this->service->answers[ "POST /api/v1/3d/models/$id/cancel" ] = function () use ( $id ): array {
			$this->status = 'cancelled';
			self::assertTrue( $this->parts->receive->receive( $this->remote( $id ) ) );
			return array( 200, $this->remote( $id ) );
		};
		$answer = $this->rest( 'POST', "/devskyy/v1/models/$id/cancel" );
		self::assertSame( array( 200, 'cancelled' ), array( $answer->get_status(), $answer->get_data()['status'] ?? $answer->get_data()['message'] ) );
	}

	public function test_a_model_that_is_deleted_while_the_service_is_away_is_deleted_there_later(): void {
		$id           = $this->start();
		$this->status = 'done';
		$this->poll( $id );
		$this->poll( $id );
		$this->service->up = false;
		self::assertSame( 204, $this->rest( 'DELETE', "/devskyy/v1/models/$id" )->get_status() );
		self::assertDirectoryDoesNotExist( wp_upload_dir()['basedir'] . '/devskyy/models/' . $id );
		self::assertTrue( $this->parts->store->row( $id )->gone ?? false );
		self::assertSame( 0, $this->rest( 'GET', '/devskyy/v1/models' )->get_data()['total'] );
		$this->service->up = true;
		$tried             = $this->service->count( 'DELETE', "/api/v1/3d/models/$id" );
		( new \DevSkyy\Connection\ConnectionStore() )->note( 'ok' );
		$GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->prefix}devskyy_models SET looked = 0" );
		$this->parts->work->tick();
		self::assertSame( $tried + 1, $this->service->count( 'DELETE', "/api/v1/3d/models/$id" ) );
		self::assertNull( $this->parts->store->row( $id ) );
	}

	public function test_of_two_polls_at_once_one_works_at_a_model(): void {
		$id    = $this->start();
		$model = $this->parts->store->get( $id );
		self::assertNotNull( $model );
		$held = $this->parts->store->change( $model, array( 'leased_until' => time() + 60 ) );
		self::assertNotNull( $held );
		self::assertSame( Model::SENDING, $this->poll( $id )->status );
		self::assertSame( '', $this->received );
		$this->parts->store->change( $held, array( 'leased_until' => 0 ) );
		self::assertSame( Model::QUEUED, $this->poll( $id )->status );
	}

	public function test_a_service_that_has_lost_the_model_ends_it_with_what_to_do(): void {
		$id = $this->start();
		$this->poll( $id );
		$this->service->answers[ "GET /api/v1/3d/models/$id" ] = array( 404, $this->service->problem( 'unknown_model', 404 ) );
		$lost = $this->poll( $id );
		self::assertSame( Model::FAILED, $lost->status );
		self::assertSame( 'Upload the file again.', $lost->state['problem']['next'] ?? '' );
	}

	public function test_an_avatar_is_dressed_by_the_service(): void {
		$this->as_user( 'administrator' );
		$avatar  = $this->published( 'Girl' );
		$garment = $this->published( 'Tunic' );

		$this->service->answers['POST /api/v1/avatars/create'] = fn( array $call ): array => array(
			202,
			array(
				'id'     => $call['body']['id'],
				'kind'   => 'dressed',
				'madeOf' => array( $avatar->id, $garment->id ),
			) + $this->remote( $call['body']['id'] ),
		);
		$ask    = array(
			'avatar'   => $avatar->id,
			'garments' => array( $garment->id ),
			'title'    => 'Girl in a tunic',
		);
		$answer = $this->rest( 'POST', '/devskyy/v1/avatars', $ask );
		self::assertSame( 202, $answer->get_status() );
		self::assertSame( 'dressed', $answer->get_data()['kind'] );
		self::assertSame( array( $avatar->id, $garment->id ), $answer->get_data()['madeOf'] );
		self::assertSame( 1, $this->rest( 'GET', '/devskyy/v1/avatars' )->get_data()['total'] );
		self::assertSame( 404, $this->rest( 'POST', '/devskyy/v1/avatars', array( 'avatar' => wp_generate_uuid4() ) + $ask )->get_status() );
	}
}
