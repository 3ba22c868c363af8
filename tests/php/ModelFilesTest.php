<?php
/**
 * 3D files in the media library, and what search engines read of them.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Models\StructuredData;

require_once __DIR__ . '/ModelTestCase.php';

final class ModelFilesTest extends ModelTestCase {

	/**
	 * What core's upload makes of a file.
	 *
	 * @return array<string,mixed>
	 */
	private function sideload( string $name, string $bytes ): array {
		$path = wp_tempnam( 'devskyy' );
		file_put_contents( $path, $bytes );
		$file = array(
			'name'     => $name,
			'tmp_name' => $path,
			'size'     => strlen( $bytes ),
			'error'    => 0,
			'type'     => 'application/octet-stream',
		);
		$done = wp_handle_sideload( $file, array( 'test_form' => false ) );
		array_map( 'wp_delete_file', array_filter( array( $path, $done['file'] ?? '' ) ) );
		return $done;
	}

	public function test_who_may_upload_brings_a_3d_file_into_the_media_library(): void {
		$this->as_user( 'author' );
		foreach ( array(
			'bag.glb'  => array( $this->glb(), 'model/gltf-binary' ),
			'bag.gltf' => array( '{"asset":{"version":"2.0"}}', 'model/gltf+json' ),
			'bag.usdz' => array( "PK\x03\x04" . str_repeat( "\0", 60 ), 'model/vnd.usdz+zip' ),
			'girl.vrm' => array( $this->glb(), 'model/gltf-binary' ),
		) as $name => list( $bytes, $type ) ) {
			$done = $this->sideload( $name, $bytes );
			self::assertSame( $type, $done['type'] ?? $done['error'] ?? '', $name );
			self::assertStringEndsWith( '.' . pathinfo( $name, PATHINFO_EXTENSION ), $done['url'] );
		}
	}

	public function test_who_may_not_upload_has_no_3d_types(): void {
		$this->as_user( 'subscriber' );
		self::assertArrayNotHasKey( 'glb', get_allowed_mime_types() );
		self::assertArrayHasKey( 'error', $this->sideload( 'bag.glb', $this->glb() ) );
		$author = $this->as_user( 'author' );
		wp_set_current_user( 0 );
		self::assertArrayHasKey( 'glb', get_allowed_mime_types( $author ) );
	}

	/** @dataProvider lies */
	public function test_c1_a_3d_name_on_other_bytes_and_a_second_ending_are_refused( string $name, string $bytes ): void {
		$this->as_user( 'administrator' );
		$path = wp_tempnam( 'devskyy' );
		file_put_contents( $path, $bytes );
		$verdict = wp_check_filetype_and_ext( $path, $name );
		unlink( $path );
		self::assertFalse( $verdict['ext'] );
		self::assertFalse( $verdict['type'] );
	}

	/** @return array<string,array{string,string}> */
	public function lies(): array {
		$glb = 'glTF' . pack( 'VVV', 2, 48, 28 ) . 'JSON' . str_pad( '{"asset":{"version":"2.0"}}', 28 );
		return array(
			'PHP as GLB'          => array( 'x.glb', '<?php echo 1;' ),
			'HTML as glTF'        => array( 'x.gltf', '<script>alert(1)</script>' ),
			'GLB as USDZ'         => array( 'x.usdz', $glb ),
			'GLB as PHP'          => array( 'x.php', $glb ),
			'a second ending'     => array( 'x.php.glb', $glb ),
			'a second ending, js' => array( 'x.js.gltf', '{"asset":{}}' ),
			'nothing'             => array( 'x.glb', '' ),
		);
	}

	public function test_c2_a_file_keeps_its_ending_whatever_it_is_called(): void {
		$this->as_user( 'administrator' );
		$model = $this->published();
		$put   = fn( string $name ) => $this->rest( 'PUT', '/devskyy/v1/models/' . $model->id, array( 'name' => $name ) );
		foreach ( array( 'bag.php', 'bag.phtml', 'bag.php.glb', 'bag', "bag.glb\0.php", 'bag.glb%00.php', '../bag.php', 'bag.usdz', 'bag.htaccess' ) as $name ) {
			self::assertSame( 400, $put( $name )->get_status(), $name );
		}
		self::assertSame( 'bag.glb', $this->parts->store->get( $model->id )->source['name'] ?? '' );
		self::assertSame( 'evening-bag.glb', $put( 'evening bag.glb' )->get_data()['source']['name'] );
	}

	public function test_a_piece_of_the_built_in_catalogue_tells_search_engines_of_its_model(): void {
		$this->as_user( 'administrator' );
		if ( ! post_type_exists( 'devskyy_product' ) ) {
			register_post_type( 'devskyy_product', array( 'public' => true ) ); // Where WooCommerce is the catalogue, it is not.
		}
		$product = wp_insert_post(
			array(
				'post_type'   => 'devskyy_product',
				'post_status' => 'publish',
				'post_title'  => 'Bag </script> & more',
			)
		);
		$data    = new StructuredData( $this->parts->store );
		$this->go_to( $product );
		self::assertSame( '', $this->head( $data ) );
		$model = $this->published( 'Bag in 3D' );
		$this->parts->models->edit( $model, null, array( $product => null ) );
		$html = $this->head( $data );
		self::assertSame( 1, substr_count( $html, '</script>' ) );
		$told = json_decode( wp_strip_all_tags( str_replace( array( '<script type="application/ld+json">', '</script>' ), '', $html ) ), true );
		self::assertSame( 'Product', $told['@type'] );
		self::assertSame( '3DModel', $told['subjectOf']['@type'] );
		self::assertSame( 'model/gltf-binary', $told['subjectOf']['encoding'][0]['encodingFormat'] );
		self::assertSame( 'model/vnd.usdz+zip', $told['subjectOf']['encoding'][1]['encodingFormat'] );
		self::assertStringContainsString( $model->id, $told['subjectOf']['encoding'][0]['contentUrl'] );
		$this->parts->models->delete( $this->parts->store->get( $model->id ) );
		self::assertSame( '', $this->head( $data ) );
	}

	public function test_a_model_whose_files_belong_to_another_account_is_not_deleted_but_told(): void {
		if ( 0 === posix_geteuid() ) {
			self::markTestSkipped( 'Root may delete everything: this is seen by running the tests as another account.' );
		}
		$this->as_user( 'administrator' );
		$model  = $this->published( 'Bag in 3D' );
		$folder = wp_upload_dir( null, false )['basedir'] . '/devskyy/models/' . $model->id;
		chmod( $folder, 0555 ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- As a folder of another account is.
		$refused = $this->parts->models->delete( $this->parts->store->get( $model->id ) );
		chmod( $folder, 0755 ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- As it was.
		self::assertInstanceOf( \WP_Error::class, $refused );
		self::assertSame( 'devskyy_model_disk', $refused->get_error_code() );
		self::assertSame( 'published', $this->parts->store->get( $model->id )->status );
		self::assertTrue( $this->parts->models->delete( $this->parts->store->get( $model->id ) ) );
		self::assertDirectoryDoesNotExist( $folder );
	}

	private function head( StructuredData $data ): string {
		ob_start();
		$data->built_in();
		return (string) ob_get_clean();
	}

	private function go_to( int $post ): void {
		global $wp_query;
		$wp_query = new \WP_Query(
			array(
				'p'         => $post,
				'post_type' => 'devskyy_product',
			)
		);
	}
}
