<?php
/**
 * Texts for the editor: who may, what comes back, and the token of the stream.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\KeyPair;
use DevSkyy\Vendor\Firebase\JWT\JWT;
use DevSkyy\Vendor\Firebase\JWT\Key;

require_once __DIR__ . '/ConnectionTestCase.php';

final class TextsTest extends ConnectionTestCase {

	private const ID = '5f0c2a52-8f0e-4a39-9a53-6a7d2f3b4c5d';

	/**
	 * A text as the service answers it.
	 *
	 * @param array<string,mixed> $change Replaces members.
	 * @return array<string,mixed>
	 */
	private function text( array $change = array() ): array {
		return $change + array(
			'id'       => self::ID,
			'action'   => 'rewrite',
			'status'   => 'running',
			'offset'   => 0,
			'text'     => '',
			'length'   => 0,
			'author'   => array(
				'agent'    => 'editor-text',
				'provider' => 'anthropic',
				'model'    => 'm',
			),
			'cost'     => array(
				'amount'   => 0,
				'currency' => 'USD',
				'tokens'   => array(
					'input'  => 0,
					'output' => 0,
				),
			),
			'notes'    => array(),
			'figures'  => null,
			'error'    => null,
			'actor'    => get_current_user_id(),
			'created'  => '2026-01-02T03:04:05.000Z',
			'finished' => null,
		);
	}

	/** @return array{array<string,mixed>,array<string,mixed>} Claims and header. */
	private function opened( ConnectionStore $store, string $token ): array {
		$keys   = new KeyPair();
		$jwk    = $keys->public_jwk( $store->private_key() );
		$header = new \stdClass();
		$public = openssl_pkey_get_details( $keys->private_key( $store->private_key() ) )['key'];
		$claims = (array) JWT::decode( $token, array( $jwk['kid'] => new Key( $public, 'ES256' ) ), $header );
		return array( $claims, (array) $header );
	}

	public function test_an_editor_starts_a_text_and_gets_a_token_for_its_stream(): void {
		$store = $this->service->pair();
		$user  = $this->as_user( 'editor' );

		$this->service->answers['POST /api/v1/texts'] = array( 201, $this->text() );

		$answer = $this->rest(
			'POST',
			'/devskyy/v1/texts',
			array(
				'action'  => 'rewrite',
				'passage' => 'A dress.',
				'tone'    => null,
				'post'    => array(
					'title' => 'Summer',
					'kind'  => 'post',
				),
				'actor'   => array( 'id' => 1 ),
				'secret'  => 'x',
			)
		);
		$data   = $answer->get_data();
		self::assertSame( 201, $answer->get_status(), (string) wp_json_encode( $data ) );
		$last = end( $this->service->calls );
		self::assertSame(
			array(
				'actor'   => array(
					'id'   => $user->ID,
					'name' => $user->display_name,
				),
				'action'  => 'rewrite',
				'passage' => 'A dress.',
				'tone'    => null,
				'post'    => array(
					'title' => 'Summer',
					'kind'  => 'post',
				),
			),
			$last['body']
		);
		self::assertArrayNotHasKey( 'actor', $data );
		self::assertSame( FakeService::ORIGIN . '/api/v1/texts/' . self::ID . '/stream', $data['stream']['url'] );

		list( $claims, $header ) = $this->opened( $store, $data['stream']['token'] );
		self::assertSame( 'devskyy-stream+jwt', $header['typ'] );
		self::assertSame(
			array( FakeService::SITE_ID, FakeService::ORIGIN, (string) $user->ID, 'GET', $data['stream']['url'], 60 ),
			array( $claims['iss'], $claims['aud'], $claims['sub'], $claims['htm'], $claims['htu'], $claims['exp'] - $claims['iat'] )
		);
		$this->service->answers[ 'GET /api/v1/texts/' . self::ID ] = array( 200, $this->text() );
		$again = $this->rest( 'POST', '/devskyy/v1/texts/' . self::ID . '/stream' );
		self::assertSame( 'no-store', $again->get_headers()['Cache-Control'] );
		self::assertNotSame( $claims['jti'], $this->opened( $store, $again->get_data()['token'] )[0]['jti'] );
	}

	public function test_a5_authors_and_contributors_may_not_spend_the_owner_s_money(): void {
		$this->service->pair();
		foreach ( array( 'author', 'contributor', 'subscriber' ) as $role ) {
			$this->as_user( $role );
			foreach ( array( 'GET /texts', 'POST /texts', 'GET /texts/' . self::ID, 'POST /texts/' . self::ID . '/cancel', 'POST /texts/' . self::ID . '/stream' ) as $call ) {
				list( $method, $path ) = explode( ' ', $call );
				self::assertSame( 403, $this->rest( $method, '/devskyy/v1' . $path, array( 'action' => 'shorten' ) )->get_status(), "$role $call" );
			}
		}
		self::assertSame( array(), $this->service->calls );
	}

	public function test_somebody_else_s_text_is_not_found(): void {
		$this->service->pair();
		$this->as_user( 'editor' );
		$theirs = $this->text( array( 'actor' => 1 ) );

		$this->service->answers[ 'GET /api/v1/texts/' . self::ID ]              = array( 200, $theirs );
		$this->service->answers[ 'POST /api/v1/texts/' . self::ID . '/cancel' ] = array( 200, $theirs );

		foreach ( array( array( 'GET', '' ), array( 'POST', '/cancel' ), array( 'POST', '/stream' ) ) as list( $method, $tail ) ) {
			$answer = $this->rest( $method, '/devskyy/v1/texts/' . self::ID . $tail );
			self::assertSame( array( 404, 'unknown_text' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		}
		self::assertNotContains( '/api/v1/texts/' . self::ID . '/cancel', array_column( $this->service->calls, 'path' ) );
	}

	public function test_h4_what_a_model_wrote_arrives_as_words(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		$evil = '<script>alert(1)</script> <img src=x onerror=alert(1)> [gallery] <!-- wp:html -->';
		$this->service->answers[ 'GET /api/v1/texts/' . self::ID ] = array(
			200,
			$this->text(
				array(
					'text'   => $evil,
					'offset' => 3,
				)
			),
		);
		$text = $this->rest( 'GET', '/devskyy/v1/texts/' . self::ID, array( 'after' => 3 ) )->get_data()['text'];
		self::assertSame( mb_strlen( $evil ), mb_strlen( $text ) );
		self::assertDoesNotMatchRegularExpression( '/[<>\[\]]/', $text );
		self::assertSame( $text, do_shortcode( wp_kses_post( $text ) ) );
	}

	public function test_the_offer_says_where_the_browser_may_look_for_the_service(): void {
		$this->service->pair();
		$this->as_user( 'editor' );
		$this->service->answers['GET /api/v1/texts/offer'] = array(
			200,
			array(
				'model'         => null,
				'missing'       => array(
					'message' => 'No key.',
					'next'    => null,
				),
				'without_model' => array( 'shorten' ),
			),
		);
		$answer = $this->rest( 'GET', '/devskyy/v1/texts' );
		self::assertSame( array( 200, FakeService::ORIGIN . '/health/live', null ), array( $answer->get_status(), $answer->get_data()['probe'], $answer->get_data()['model'] ) );
	}

	public function test_without_the_service_it_says_so_and_unpaired_it_says_that(): void {
		$this->as_user( 'administrator' );
		self::assertSame( 'devskyy_unpaired', $this->rest( 'POST', '/devskyy/v1/texts', array( 'action' => 'shorten' ) )->get_data()['code'] );
		$this->service->pair();
		$this->service->up = false;
		$answer            = $this->rest(
			'POST',
			'/devskyy/v1/texts',
			array(
				'action'  => 'shorten',
				'passage' => 'A',
			)
		);
		self::assertSame( array( 503, 'devskyy_unreachable' ), array( $answer->get_status(), $answer->get_data()['code'] ) );
		self::assertNotEmpty( $answer->get_data()['data']['next'] );
	}

	public function test_parameters_of_the_wrong_kind_are_refused(): void {
		$this->service->pair();
		$this->as_user( 'administrator' );
		foreach ( array(
			array(),
			array( 'action' => array() ),
			array(
				'action'  => 'shorten',
				'passage' => str_repeat( 'a', 20001 ),
			),
			array(
				'action' => 'shorten',
				'post'   => array( 'x' => 1 ),
			),
		) as $body ) {
			self::assertSame( 400, $this->rest( 'POST', '/devskyy/v1/texts', $body )->get_status(), (string) wp_json_encode( $body ) );
		}
	}

	public function test_a_block_that_nobody_accepted_prints_nothing(): void {
		$content = '<!-- wp:paragraph --><p>Mine.</p><!-- /wp:paragraph --><!-- wp:devskyy/ai-text {"prompt":"A <b>text</b>","text":"' . self::ID . '"} /-->';
		self::assertTrue( \WP_Block_Type_Registry::get_instance()->is_registered( 'devskyy/ai-text' ) );
		self::assertSame( '<p>Mine.</p>', trim( (string) preg_replace( '/ class="[^"]*"/', '', do_blocks( $content ) ) ) );
		$type = unregister_block_type( 'devskyy/ai-text' );
		self::assertInstanceOf( \WP_Block_Type::class, $type );
		self::assertSame( '<p>Mine.</p>', trim( (string) preg_replace( '/ class="[^"]*"/', '', do_blocks( $content ) ) ), 'without the plugin' );
		register_block_type( $type );
	}
}
