<?php
/**
 * The agents.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Connection;

use WP_Error;

/**
 * The list of agents: the service's, kept for a minute; without the service the last one, else the one that the plugin was built
 * with, marked as not available. Titles and texts of the build are translated and win over the service's English.
 */
final class AgentList {

	private const FRESH = MINUTE_IN_SECONDS;

	/**
	 * Takes its parts.
	 *
	 * @param ServiceClient $client Signed requests.
	 * @param string        $file   plugin/build/agents.php, which returns agents with translated texts.
	 */
	public function __construct( private readonly ServiceClient $client, private readonly string $file ) {}

	/**
	 * All agents.
	 *
	 * @return list<array<string,mixed>>
	 */
	public function read(): array {
		$cache = get_option( ConnectionStore::AGENTS );
		$cache = is_array( $cache ) ? $cache : array(
			'at'     => 0,
			'agents' => array(),
		);
		if ( time() - $cache['at'] < self::FRESH ) {
			return $this->translated( $cache['agents'] );
		}
		$answer = $this->client->request( 'GET', 'agents' );
		if ( is_wp_error( $answer ) ) {
			return $this->unavailable( $cache['agents'], $answer );
		}
		$agents = array_values( is_array( $answer['agents'] ?? null ) ? $answer['agents'] : array() );
		update_option(
			ConnectionStore::AGENTS,
			array(
				'at'     => time(),
				'agents' => $agents,
			),
			false
		);
		return $this->translated( $agents );
	}

	/**
	 * What the screens call the agents, without asking the service: the last list, else the one that the plugin was built with.
	 *
	 * @return list<array{name:string,title:string,output:string,targets:list<string>}>
	 */
	public function titles(): array {
		$cache  = get_option( ConnectionStore::AGENTS );
		$agents = $this->translated( is_array( $cache ) ? $cache['agents'] : array() );
		$short  = static fn( array $agent ): array => array(
			'name'    => (string) ( $agent['name'] ?? '' ),
			'title'   => (string) ( $agent['title'] ?? '' ),
			'output'  => (string) ( $agent['output'] ?? '' ),
			'targets' => array_values( (array) ( $agent['targets'] ?? array( 'product' ) ) ),
		);
		return array_map( $short, array() === $agents ? array_values( $this->built() ) : $agents );
	}

	/**
	 * The kinds of targets that an agent works on, as far as the site knows it: a new agent's kinds come with the service's list.
	 *
	 * @param string $name The agent's name.
	 * @return list<string> Of product, post, page.
	 */
	public function kinds( string $name ): array {
		$cache  = get_option( ConnectionStore::AGENTS );
		$agents = array_column( is_array( $cache ) ? $cache['agents'] : array(), null, 'name' ) + $this->built();
		$kinds  = array_filter( (array) ( $agents[ $name ]['targets'] ?? array() ), 'is_string' );
		return array() === $kinds ? array( 'product' ) : array_values( $kinds );
	}

	/**
	 * The known agents, marked.
	 *
	 * @param list<array<string,mixed>> $agents The last list of the service; empty when there is none.
	 * @param WP_Error                  $error  Why there is no new one.
	 * @return list<array<string,mixed>>
	 */
	private function unavailable( array $agents, WP_Error $error ): array {
		$mark = static fn( array $agent ): array => array_merge(
			$agent,
			array(
				'available' => false,
				'reason'    => $error->get_error_message(),
			)
		);
		return array_map( $mark, array() === $agents ? array_values( $this->built() ) : $this->translated( $agents ) );
	}

	/**
	 * The service's agents with the build's translated texts.
	 *
	 * @param list<array<string,mixed>> $agents The service's.
	 * @return list<array<string,mixed>>
	 */
	private function translated( array $agents ): array {
		$texts = $this->built();
		$keys  = array_flip( array( 'title', 'summary', 'needs', 'risk_note' ) );
		return array_map( static fn( array $agent ): array => array_merge( $agent, array_intersect_key( $texts[ $agent['name'] ?? '' ] ?? array(), $keys ) ), $agents );
	}

	/**
	 * The build's agents by name.
	 *
	 * @return array<string,array<string,mixed>>
	 */
	private function built(): array {
		$agents = is_readable( $this->file ) ? require $this->file : array();
		return array_column( is_array( $agents ) ? $agents : array(), null, 'name' );
	}
}
