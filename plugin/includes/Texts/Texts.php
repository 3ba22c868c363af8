<?php
/**
 * Texts that the service writes for the editor.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Texts;

use DevSkyy\Connection\ConnectionStore;
use DevSkyy\Connection\ServiceClient;
use DevSkyy\Connection\TokenSigner;
use WP_Error;

/**
 * Starts, reads and stops texts, each for the user who asked only, and makes the token with which that user's browser streams one
 * straight from the service. What a model wrote leaves here as words: nothing in it can be a tag, a comment or a shortcode.
 */
final class Texts {

	/**
	 * Who may write with it: who may write posts, and was let into DevSkyy (administrators, shop managers and editors). Authors and
	 * contributors may not, as each call may cost the owner money.
	 */
	public const CAPABILITIES = array( 'edit_posts', \DevSkyy\Roles::VIEW );

	/** Signs of markup, and the harmless ones that stand for them. */
	private const INERT = array(
		'<' => '‹',
		'>' => '›',
		'[' => '(',
		']' => ')',
	);

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient   $client Signed requests.
	 * @param ConnectionStore $store  The pinned connection.
	 * @param TokenSigner     $signer Signs the browser's token.
	 */
	public function __construct(
		private readonly ServiceClient $client,
		private readonly ConnectionStore $store,
		private readonly TokenSigner $signer
	) {}

	/**
	 * What can be had, and where a browser finds out whether it reaches the service.
	 *
	 * @return array<string,mixed>|WP_Error
	 */
	public function offer(): array|WP_Error {
		$answer     = $this->client->request( 'GET', 'texts/offer' );
		$connection = $this->store->connection();
		return is_wp_error( $answer ) || null === $connection ? $answer : $answer + array( 'probe' => $connection['service'] . '/health/live' );
	}

	/**
	 * Starts a text.
	 *
	 * @param array<string,mixed> $ask The contract's textRequest, without its actor.
	 * @return array<string,mixed>|WP_Error The text; `stream` has the browser's address and token while it is written.
	 */
	public function start( array $ask ): array|WP_Error {
		$user   = wp_get_current_user();
		$actor  = array(
			'id'   => $user->ID,
			'name' => mb_substr( $user->display_name, 0, 250 ),
		);
		$answer = $this->client->request( 'POST', 'texts', array( 'actor' => $actor ) + $ask );
		return is_wp_error( $answer ) ? $answer : $this->own( $answer, true );
	}

	/**
	 * A text from an offset on.
	 *
	 * @param string $id    Its id.
	 * @param int    $after UTF-16 code units that the reader has.
	 * @return array<string,mixed>|WP_Error
	 */
	public function read( string $id, int $after ): array|WP_Error {
		$answer = $this->client->request( 'GET', 'texts/' . rawurlencode( $id ) . '?after=' . $after );
		return is_wp_error( $answer ) ? $answer : $this->own( $answer );
	}

	/**
	 * Stops a text; its words so far stay.
	 *
	 * @param string $id Its id.
	 * @return array<string,mixed>|WP_Error
	 */
	public function cancel( string $id ): array|WP_Error {
		$mine = $this->read( $id, 0 );
		if ( is_wp_error( $mine ) ) {
			return $mine;
		}
		$answer = $this->client->request( 'POST', 'texts/' . rawurlencode( $id ) . '/cancel', array() );
		return is_wp_error( $answer ) ? $answer : $this->own( $answer );
	}

	/**
	 * The address of a text's stream and a token for it: 60 seconds, once, for the user whose text it is.
	 *
	 * @param string $id The text.
	 * @return array{url:string,token:string}|WP_Error
	 */
	public function ticket( string $id ): array|WP_Error {
		$mine = $this->read( $id, 0 );
		return is_wp_error( $mine ) ? $mine : $this->sign( $id );
	}

	/**
	 * The same without a look at the text; the service checks its user too.
	 *
	 * @param string $id The text.
	 * @return array{url:string,token:string}|WP_Error
	 */
	private function sign( string $id ): array|WP_Error {
		$connection = $this->store->connection();
		if ( null === $connection ) {
			return $this->client->unpaired();
		}
		$url = $connection['service'] . '/api/v1/texts/' . $id . '/stream';
		$who = array(
			'pem' => $this->store->private_key(),
			'iss' => $connection['site_id'],
			'aud' => $connection['service'],
		);
		return array(
			'url'   => $url,
			'token' => $this->signer->stream( $who, $url, get_current_user_id() ),
		);
	}

	/**
	 * The text as its reader gets it: inert, and only when it is theirs.
	 *
	 * @param array<array-key,mixed> $text   The contract's textState.
	 * @param bool                   $ticket With a token for its stream, while it is written.
	 * @return array<string,mixed>|WP_Error
	 */
	private function own( array $text, bool $ticket = false ): array|WP_Error {
		$id = (string) ( $text['id'] ?? '' );
		if ( ! wp_is_uuid( $id ) || ! is_string( $text['text'] ?? null ) ) {
			return new WP_Error( 'devskyy_answer', __( 'The service’s answer cannot be read.', 'devskyy' ), array( 'status' => 502 ) );
		}
		if ( get_current_user_id() !== ( $text['actor'] ?? 0 ) ) {
			return new WP_Error( 'unknown_text', __( 'There is no text of this id.', 'devskyy' ), array( 'status' => 404 ) );
		}
		$text['text'] = strtr( wp_check_invalid_utf8( $text['text'], true ), self::INERT );
		unset( $text['actor'] );
		if ( $ticket ) {
			$text['stream'] = 'running' === ( $text['status'] ?? '' ) ? $this->sign( $id ) : null;
		}
		return $text;
	}
}
