<?php
/**
 * 3D models in WordPress: what is published, who may see and change it.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Models\Model;
use DevSkyy\Models\ModelFolder;

require_once __DIR__ . '/ModelTestCase.php';

final class ModelsTest extends ModelTestCase {

	public function test_a_folder_of_the_command_line_is_published_under_names_that_bear_their_hash(): void {
		$model = $this->published();
		$shown = $this->parts->store->published( $model->id );
		self::assertNotNull( $shown );
		$viewer = $shown->viewer();
		self::assertNotNull( $viewer );
		$bytes = $this->made()['viewer.glb'][1];
		self::assertStringEndsWith( '/devskyy/models/' . $model->id . '/' . substr( hash( 'sha256', $bytes ), 0, 12 ) . '-viewer.glb', $viewer['url'] );
		$path = str_replace( wp_upload_dir()['baseurl'], wp_upload_dir()['basedir'], $viewer['url'] );
		self::assertSame( $bytes, file_get_contents( $path ) );
		self::assertFileExists( wp_upload_dir()['basedir'] . '/devskyy/models/index.php' );
	}

	public function test_each_colourway_has_its_own_files_and_the_others_take_the_common_one(): void {
		$shown = $this->parts->store->published( $this->published()->id );
		self::assertNotNull( $shown );
		self::assertSame( 'ar-sand.usdz', $shown->usdz( 'Sand' )['name'] ?? '' );
		self::assertSame( 'ar.usdz', $shown->usdz( 'Midnight' )['name'] ?? '' );
		self::assertSame( 'poster.webp', $shown->thumbnail()['name'] ?? '' );
		self::assertSame( array( 'Midnight', 'Sand' ), $shown->variants() );
		self::assertSame(
			array(
				'width'  => 0.3,
				'height' => 0.2,
				'depth'  => 0.1,
			),
			$shown->dimensions()
		);
	}

	public function test_a_changed_file_is_not_published(): void {
		$folder = $this->written();
		file_put_contents( "$folder/poster.webp", strrev( $this->made()['poster.webp'][1] ) );
		$done = $this->parts->local->publish( $folder );
		self::assertSame( 'devskyy_model_file', is_wp_error( $done ) ? $done->get_error_code() : '' );
		self::assertSame( 0, $this->parts->store->list()['total'] );
	}

	public function test_the_list_and_one_model_have_the_same_shape(): void {
		$this->as_user( 'administrator' );
		$model = $this->published();
		$list  = $this->rest( 'GET', '/devskyy/v1/models' );
		self::assertSame( 200, $list->get_status() );
		self::assertSame( 1, $list->get_data()['total'] );
		$one = $this->rest( 'GET', '/devskyy/v1/models/' . $model->id )->get_data();
		self::assertEquals( $list->get_data()['models'][0], $one );
		self::assertSame( 'published', $one['status'] );
		self::assertCount( 6, $one['files'] );
		self::assertSame( 0.3, $one['report']['result']['dimensions']['width'] );
		self::assertSame( 0, $this->rest( 'GET', '/devskyy/v1/models', array( 'search' => 'nothing like it' ) )->get_data()['total'] );
	}

	public function test_a_product_shows_the_model_in_its_colourway(): void {
		$this->as_user( 'administrator' );
		$model   = $this->published();
		$product = $this->product();
		$answer  = $this->rest(
			'PUT',
			'/devskyy/v1/models/' . $model->id,
			array(
				'title'    => 'Bag',
				'products' => array(
					array(
						'id'      => $product,
						'variant' => 'Sand',
					),
				),
			)
		);
		self::assertSame( 200, $answer->get_status() );
		self::assertSame( 'Bag', $answer->get_data()['title'] );
		self::assertSame( $product, $answer->get_data()['products'][0]['id'] );
		self::assertSame( 'Linen dress', $answer->get_data()['products'][0]['title'] );
		$shown = $this->parts->store->of_product( $product );
		self::assertSame( $model->id, $shown['model']->id ?? '' );
		self::assertSame( 'Sand', $shown['variant'] ?? '' );

		wp_delete_post( $product, true );
		self::assertNull( $this->parts->store->of_product( $product ) );
		self::assertSame( array(), $this->rest( 'GET', '/devskyy/v1/models/' . $model->id )->get_data()['products'] );
	}

	public function test_a_colourway_that_the_model_lacks_and_a_post_that_is_no_product_are_refused(): void {
		$this->as_user( 'administrator' );
		$model = $this->published();
		$put   = fn( int $id, ?string $variant ): int => $this->rest(
			'PUT',
			'/devskyy/v1/models/' . $model->id,
			array(
				'products' => array(
					array(
						'id'      => $id,
						'variant' => $variant,
					),
				),
			)
		)->get_status();
		self::assertSame( 400, $put( $this->product(), 'Crimson' ) );
		self::assertSame( 400, $put( (int) wp_insert_post( array( 'post_title' => 'A post' ) ), null ) );
		self::assertSame( 400, $put( 0, null ) );
	}

	public function test_deleting_a_model_takes_its_files_and_links_along(): void {
		$this->as_user( 'administrator' );
		$model   = $this->published();
		$product = $this->product();
		$this->parts->models->edit( $model, null, array( $product => null ) );
		self::assertSame( 204, $this->rest( 'DELETE', '/devskyy/v1/models/' . $model->id )->get_status() );
		self::assertDirectoryDoesNotExist( wp_upload_dir()['basedir'] . '/devskyy/models/' . $model->id );
		self::assertNull( $this->parts->store->of_product( $product ) );
		self::assertNull( $this->parts->store->row( $model->id ) );
		self::assertSame( 404, $this->rest( 'GET', '/devskyy/v1/models/' . $model->id )->get_status() );
	}

	public function test_who_may_only_look_changes_nothing(): void {
		$model = $this->published();
		self::assertSame( 401, $this->rest( 'GET', '/devskyy/v1/models' )->get_status() );
		$this->as_user( 'subscriber' );
		self::assertSame( 403, $this->rest( 'GET', '/devskyy/v1/models' )->get_status() );
		$this->as_user( 'editor' );
		self::assertSame( 200, $this->rest( 'GET', '/devskyy/v1/models' )->get_status() );
		foreach ( array( 'PUT', 'DELETE' ) as $method ) {
			self::assertSame( 403, $this->rest( $method, '/devskyy/v1/models/' . $model->id )->get_status() );
		}
		foreach ( array( '/process', '/cancel' ) as $action ) {
			self::assertSame( 403, $this->rest( 'POST', '/devskyy/v1/models/' . $model->id . $action )->get_status() );
		}
		self::assertSame( 403, $this->rest( 'POST', '/devskyy/v1/models', array( 'upload' => wp_generate_uuid4() ) )->get_status() );
		self::assertSame( 403, $this->rest( 'POST', '/devskyy/v1/avatars' )->get_status() );
	}

	public function test_a_model_of_an_upload_waits_for_the_service(): void {
		$this->as_user( 'administrator' );
		$answer = $this->rest(
			'POST',
			'/devskyy/v1/models',
			array(
				'upload'  => $this->upload( 'bag.glb', $this->glb() ),
				'options' => array( 'category' => 'bag' ),
			)
		);
		self::assertSame( 202, $answer->get_status() );
		self::assertSame( 'sending', $answer->get_data()['status'] );
		self::assertSame( 'bag', $answer->get_data()['title'] );
		self::assertSame( array( 'category' => 'bag' ), (array) $answer->get_data()['options'] );
	}

	public function test_options_that_the_pipeline_does_not_know_are_refused(): void {
		$this->as_user( 'administrator' );
		foreach ( array( array( 'category' => 'spaceship' ), array( 'scale' => -1 ), array( 'turntable' => 'perhaps' ) ) as $options ) {
			$ask = array(
				'upload'  => $this->upload( 'bag.glb', $this->glb() ),
				'options' => $options,
			);
			self::assertSame( 400, $this->rest( 'POST', '/devskyy/v1/models', $ask )->get_status(), (string) wp_json_encode( $options ) );
		}
	}

	/** @dataProvider wrong_files */
	public function test_c1_a_file_of_another_kind_is_refused_and_dropped( string $name, string $bytes ): void {
		$this->as_user( 'administrator' );
		$upload = $this->upload( $name, $bytes );
		$answer = $this->rest( 'POST', '/devskyy/v1/models', array( 'upload' => $upload ) );
		self::assertSame( 415, $answer->get_status() );
		self::assertNotSame( '', $answer->get_data()['data']['next'] );
		self::assertNull( $this->uploads->get( $upload ) );
		self::assertSame( 0, $this->parts->store->list()['total'] );
	}

	/** @return array<string,array{string,string}> */
	public function wrong_files(): array {
		$glb = 'glTF' . pack( 'VVV', 2, 48, 28 ) . 'JSON' . str_pad( '{"asset":{"version":"2.0"}}', 28 );
		return array(
			'PHP'                      => array( 'x.php', '<?php echo 1;' ),
			'PHTML with a GLB inside'  => array( 'x.phtml', $glb ),
			'PHAR'                     => array( 'x.phar', $glb ),
			'a second ending'          => array( 'x.php.glb', $glb ),
			'a second ending, PHAR'    => array( 'x.phar.glb', $glb ),
			'a null byte'              => array( 'x.glb%00.php', $glb ),
			'a dot that looks like it' => array( "x.glb\u{FF0E}php", $glb ),
			'PHP that is called GLB'   => array( 'x.glb', '<?php echo 1;' ),
			'no ending'                => array( 'glb', $glb ),
			'a script in an OBJ'       => array( 'x.obj', "v 0 0 0\n<?php system(1); ?>" ),
			'SVG'                      => array( 'x.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>' ),
		);
	}

	public function test_a_file_in_the_folder_is_only_of_the_closed_lists(): void {
		$artefacts = new \DevSkyy\Models\Artefacts();
		$good      = $this->artefact( 'viewer', 'viewer.glb', 'x' );
		self::assertNotNull( $artefacts->read( array( $good ) ) );
		self::assertNotNull( $artefacts->read( array( $this->artefact( 'vrm', 'avatar.vrm', 'x' ) ) ) );
		foreach ( array(
			array( 'name' => 'x.php' ),
			array( 'name' => '../x.glb' ),
			array( 'name' => 'x.php.glb' ),
			array( 'name' => '.htaccess' ),
			array( 'name' => "x.glb\n" ),
			array( 'media' => 'text/html' ),
			array( 'kind' => 'other' ),
			array( 'sha256' => 'abc' ),
			array( 'bytes' => 0 ),
			array( 'bytes' => 10 ** 10 ),
		) as $wrong ) {
			self::assertNull( $artefacts->read( array( $wrong + $good ) ), (string) wp_json_encode( $wrong ) );
		}
		self::assertNull( $artefacts->read( array( $good, $good ) ) );
	}

	public function test_of_two_changes_of_the_same_moment_one_is_told(): void {
		$model = $this->published();
		self::assertNotNull( $this->parts->store->change( $model, array( 'title' => 'A' ) ) );
		self::assertNull( $this->parts->store->change( $model, array( 'title' => 'B' ) ) );
		self::assertSame( 'A', $this->parts->store->get( $model->id )->title ?? '' );
	}
}
