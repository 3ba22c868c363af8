<?php
/**
 * Proposals from the service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Proposals;

use DevSkyy\Targets\Targets;
use RuntimeException;
use WP_Error;

/**
 * The inbox's handler for messages of type `proposal`. It can only add a pending proposal: nothing in the shop changes,
 * and every `before` is read here, from the shop, never taken from the message.
 *
 * @phpstan-import-type Change from Proposal
 */
final class ProposalIntake {

	private const UUID  = '/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z/i';
	private const RISKS = array( 'low', 'medium', 'high' );

	/** Changes and pieces of evidence at most; the contract's own limits. */
	private const MOST = 50;

	/**
	 * Takes its parts.
	 *
	 * @param ProposalStore $store     The table.
	 * @param Targets       $targets   What proposals are about.
	 * @param Fields        $fields    The closed list.
	 * @param ValueIntake   $values    Cleans new values.
	 * @param Sanitiser     $sanitiser Makes texts harmless.
	 */
	public function __construct(
		private readonly ProposalStore $store,
		private readonly Targets $targets,
		private readonly Fields $fields,
		private readonly ValueIntake $values,
		private readonly Sanitiser $sanitiser
	) {}

	/**
	 * Stores a pending proposal. One that is here already is received again without effect.
	 *
	 * @param array<string,mixed> $payload Member `payload` of the message (proposalMessage in the outbox's contract).
	 * @return true|WP_Error Codes: malformed, kind_unsupported, target_missing, hands_off, translation, not_public, unknown_field, foreign_field, double_field,
	 *                       those of ValueIntake and the target's door, nothing_to_change. With data.status 503 (catalogue_unavailable, database) it is not final.
	 */
	public function receive( array $payload ): bool|WP_Error {
		$wrong = $this->malformed( $payload );
		if ( null !== $wrong ) {
			return new WP_Error( 'malformed', sprintf( /* translators: %s: name of a member of the message. */ __( 'The proposal\'s "%s" is missing or wrong.', 'devskyy' ), $wrong ) );
		}
		if ( ! in_array( $payload['target']['kind'], Fields::KINDS, true ) ) {
			return new WP_Error( 'kind_unsupported', __( 'Proposals are taken for products, posts and pages only.', 'devskyy' ) );
		}
		$away = $this->targets->unreachable( $payload['target']['id'] );
		if ( null !== $away ) {
			return new WP_Error( 'catalogue_unavailable', $away->get_error_message(), array( 'status' => 503 ) );
		}
		if ( null !== $this->store->get( strtolower( $payload['id'] ) ) ) {
			return true;
		}
		$target = $this->target( $payload['target'] );
		if ( is_wp_error( $target ) ) {
			return $target;
		}
		$changes = $this->changes( $payload['changes'], $target );
		return is_wp_error( $changes ) ? $changes : $this->store( $payload, $target, $changes );
	}

	/**
	 * What the proposal is about, when agents may work on it.
	 *
	 * @param array{kind:string,id:int} $named As the message names it.
	 * @return array<string,mixed>|WP_Error In the shape that goes to the service.
	 */
	private function target( array $named ): array|WP_Error {
		$target = $this->targets->find( $named['id'] );
		if ( null === $target || $named['kind'] !== $target['kind'] ) {
			return new WP_Error(
				'target_missing',
				match ( $named['kind'] ) {
					'post'  => __( 'There is no post with this id.', 'devskyy' ),
					'page'  => __( 'There is no page with this id.', 'devskyy' ),
					default => __( 'There is no product with this id.', 'devskyy' ),
				}
			);
		}
		if ( true === ( $target['hands_off'] ?? false ) ) {
			return new WP_Error( 'hands_off', __( 'The owner marked this "hands off".', 'devskyy' ) );
		}
		return $this->targets->closed( $named['id'] ) ?? $target;
	}

	/**
	 * The changes with their earlier values; those that change nothing are dropped.
	 *
	 * @param mixed[]             $given   The message's changes.
	 * @param array<string,mixed> $target The target in its shape.
	 * @phpstan-return list<Change>|WP_Error
	 */
	private function changes( array $given, array $target ): array|WP_Error {
		$after = array();
		foreach ( $given as $change ) {
			$field = is_array( $change ) && is_string( $change['field'] ?? null ) ? $change['field'] : '';
			$wrong = $this->wrong_field( $field, $target, $after );
			if ( null !== $wrong ) {
				return $wrong;
			}
			$value = $this->values->clean( $target['id'], $field, $change['after'] ?? null );
			if ( is_wp_error( $value ) ) {
				return $value;
			}
			$after[ $field ] = $value;
		}
		$before = $this->targets->read( $target['id'], array_map( 'strval', array_keys( $after ) ) );
		if ( is_wp_error( $before ) ) {
			return $before;
		}
		$changes = array();
		foreach ( $after as $field => $value ) {
			if ( ! $this->targets->same( $field, $before[ $field ], $value ) ) {
				$changes[] = array(
					'field'    => $field,
					'before'   => $before[ $field ],
					'after'    => $value,
					'left_out' => false,
					'applied'  => null,
				);
			}
		}
		return array() === $changes ? new WP_Error( 'nothing_to_change', __( 'It has these values already.', 'devskyy' ) ) : $changes;
	}

	/**
	 * Why a field cannot be proposed for this target; null when it can.
	 *
	 * @param string              $field   Field path.
	 * @param array<string,mixed> $target The target in its shape.
	 * @param array<string,mixed> $taken   Fields that the message named before.
	 */
	private function wrong_field( string $field, array $target, array $taken ): ?WP_Error {
		if ( null === $this->fields->type( $field ) ) {
			/* translators: %s: name of a field. */
			return new WP_Error( 'unknown_field', sprintf( __( 'The field "%s" cannot be changed by a proposal.', 'devskyy' ), sanitize_text_field( $field ) ) );
		}
		if ( ! $this->fields->belongs( $field, $target ) ) {
			/* translators: %s: name of a field. */
			return new WP_Error( 'foreign_field', sprintf( __( 'The field "%s" does not belong to this, or it makes a product\'s variations.', 'devskyy' ), $field ) );
		}
		/* translators: %s: name of a field. */
		return isset( $taken[ $field ] ) ? new WP_Error( 'double_field', sprintf( __( 'The field "%s" is there twice.', 'devskyy' ), $field ) ) : null;
	}

	/**
	 * Stores the proposal and takes the same agent's older ones for this target out of the queue.
	 *
	 * @param array<string,mixed> $payload The message's payload, well formed.
	 * @param array<string,mixed> $target The target in its shape.
	 * @param array               $changes The changes.
	 *
	 * @phpstan-param list<Change> $changes
	 * @return true|WP_Error
	 */
	private function store( array $payload, array $target, array $changes ): bool|WP_Error {
		$fingerprint = $this->targets->fingerprint( $target['id'], array_column( $changes, 'field' ) );
		if ( is_wp_error( $fingerprint ) ) {
			return $fingerprint;
		}
		$id      = strtolower( $payload['id'] );
		$columns = array(
			'id'          => $id,
			'status'      => Status::PENDING,
			'agent'       => $payload['agent'],
			'run'         => strtolower( $payload['run'] ),
			'kind'        => $payload['target']['kind'],
			'target'      => $target['id'],
			'title'       => $this->targets->describe( $target['id'] )['title'],
			'sku'         => (string) ( $target['sku'] ?? '' ),
			'risk'        => $payload['risk'],
			'changes'     => $changes,
			'fingerprint' => $fingerprint,
			'details'     => $this->details( $payload ),
			'created'     => time(),
			'expires'     => (int) strtotime( $payload['expires'] ),
		);
		try {
			$this->store->insert( $columns );
		} catch ( RuntimeException ) {
			return new WP_Error( 'database', __( 'The site could not store the proposal.', 'devskyy' ), array( 'status' => 503 ) );
		}
		$stored = $this->store->get( $id );
		if ( null !== $stored ) {
			$this->store->supersede( $stored );
		}
		return true;
	}

	/**
	 * What the agent says about its proposal, as plain text.
	 *
	 * @param array<string,mixed> $payload The message's payload, well formed.
	 * @return array<string,mixed>
	 */
	private function details( array $payload ): array {
		$evidence = array();
		foreach ( array_filter( $payload['evidence'], 'is_array' ) as $piece ) {
			$evidence[] = array(
				'label'  => $this->sanitiser->text( (string) ( $piece['label'] ?? '' ) ),
				'value'  => $this->sanitiser->lines( (string) ( $piece['value'] ?? '' ) ),
				'source' => $this->sanitiser->text( (string) ( $piece['source'] ?? '' ) ),
			);
		}
		$tokens = (array) ( $payload['cost']['tokens'] ?? array() );
		return array(
			'rationale' => $this->sanitiser->lines( $payload['rationale'] ),
			'evidence'  => $evidence,
			'author'    => array(
				'agent'    => $this->sanitiser->text( (string) ( $payload['author']['agent'] ?? $payload['agent'] ) ),
				'provider' => $this->sanitiser->text( (string) ( $payload['author']['provider'] ?? '' ) ),
				'model'    => isset( $payload['author']['model'] ) ? $this->sanitiser->text( (string) $payload['author']['model'] ) : null,
			),
			'cost'      => array(
				'amount'   => is_numeric( $payload['cost']['amount'] ?? null ) ? $payload['cost']['amount'] + 0 : null,
				'currency' => 'USD',
				'tokens'   => array(
					'input'  => (int) ( $tokens['input'] ?? 0 ),
					'output' => (int) ( $tokens['output'] ?? 0 ),
				),
			),
		);
	}

	/**
	 * The first member that is missing or of a wrong type; null when all is well. The inbox has checked the message against
	 * its schema where the build brought one; this holds without it.
	 *
	 * @param array<string,mixed> $payload The message's payload.
	 */
	private function malformed( array $payload ): ?string {
		$uuid   = static fn ( mixed $value ): bool => is_string( $value ) && 1 === preg_match( self::UUID, $value );
		$list   = static fn ( mixed $value ): bool => is_array( $value ) && array_is_list( $value ) && count( $value ) <= self::MOST;
		$target = $payload['target'] ?? null;
		$checks = array(
			'id'        => $uuid( $payload['id'] ?? null ),
			'run'       => $uuid( $payload['run'] ?? null ),
			'agent'     => is_string( $payload['agent'] ?? null ) && 1 === preg_match( '/^[a-z0-9][a-z0-9-]{0,63}\z/', $payload['agent'] ),
			'target'    => is_array( $target ) && is_string( $target['kind'] ?? null ) && is_int( $target['id'] ?? null ) && $target['id'] > 0,
			'changes'   => $list( $payload['changes'] ?? null ) && array() !== $payload['changes'],
			'rationale' => is_string( $payload['rationale'] ?? null ),
			'evidence'  => $list( $payload['evidence'] ?? null ),
			'author'    => is_array( $payload['author'] ?? null ),
			'cost'      => is_array( $payload['cost'] ?? null ),
			'risk'      => in_array( $payload['risk'] ?? null, self::RISKS, true ),
			'expires'   => is_string( $payload['expires'] ?? null ) && false !== strtotime( $payload['expires'] ),
		);
		$wrong  = array_search( false, $checks, true );
		return false === $wrong ? null : $wrong;
	}
}
