<?php
/**
 * The proposals' routes.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Proposals\Proposal;
use WP_REST_Request;
use WP_REST_Response;

require_once __DIR__ . '/ProposalTestCase.php';

final class ProposalRoutesTest extends ProposalTestCase {

	private const ROOT = '/devskyy/v1/proposals';

	protected function setUp(): void {
		parent::setUp();
		$this->serve();
	}

	public function test_a_proposal_has_the_shape_of_the_protocol(): void {
		$this->as_user( 'shop_manager' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		$shape    = $this->rest( 'GET', self::ROOT . '/' . $proposal->id )->get_data();
		self::assertSame(
			array( 'id', 'status', 'target', 'changes', 'fingerprint', 'current_fingerprint', 'rationale', 'evidence', 'author', 'cost', 'risk', 'run', 'created', 'expires', 'decided', 'undone', 'error' ),
			array_keys( $shape )
		);
		self::assertSame( array( 'kind', 'id', 'title', 'sku', 'url', 'edit_url', 'image' ), array_keys( $shape['target'] ) );
		self::assertSame(
			array(
				'field'    => 'title',
				'label'    => 'Title',
				'before'   => 'Linen dress',
				'after'    => 'New',
				'left_out' => false,
				'applied'  => null,
				'current'  => null,
			),
			$shape['changes'][0]
		);
		self::assertMatchesRegularExpression( '/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/', $shape['created'] );
		self::assertNull( $shape['decided'] );
		self::assertNull( $shape['error'] );
	}

	public function test_the_list_filters_searches_sorts_and_counts(): void {
		$user    = $this->as_user( 'administrator' );
		$dress   = $this->propose( array( 'title' => 'A dress' ) );
		$coat    = $this->propose( array( 'title' => 'A coat' ), $this->coat() );
		$other   = $this->propose( array( 'description' => 'x' ), array( 'agent' => 'seo-helper' ) );
		$applied = $this->module->approval->approve( $coat->id, $user );
		self::assertInstanceOf( Proposal::class, $applied );
		self::assertSame( array( $dress->id, $other->id ), $this->listed( array( 'status' => 'pending' ), true ) );
		self::assertSame( array( $coat->id, $dress->id, $other->id ), $this->listed( array( 'status' => 'pending, applied' ), true ) );
		self::assertSame( array( $other->id ), $this->listed( array( 'agent' => 'seo-helper' ) ) );
		self::assertSame( array( $coat->id ), $this->listed( array( 'target' => 8 ) ) );
		self::assertSame( array( $coat->id ), $this->listed( array( 'run' => $coat->run ) ) );
		self::assertSame( array(), $this->listed( array( 'kind' => 'page' ) ) );
		self::assertSame( array( $coat->id ), $this->listed( array( 'search' => 'a COAT' ) ) );
		self::assertSame( array( $coat->id ), $this->listed( array( 'search' => 'sku-8' ) ) );
		self::assertSame( array( $coat->id ), $this->listed( array( 'search' => 'á CÔAT' ) ), 'Accents and case do not matter.' );
		self::assertSame( array(), $this->listed( array( 'search' => '100%_' ) ), 'Wildcards are only characters.' );
		$titles = array_column(
			array_column(
				$this->rest(
					'GET',
					self::ROOT,
					array(
						'orderby' => 'title',
						'order'   => 'asc',
					)
				)->get_data(),
				'target'
			),
			'title'
		);
		self::assertSame( array( 'A coat', 'Linen dress', 'Linen dress' ), $titles );
		$page = $this->rest(
			'GET',
			self::ROOT,
			array(
				'per_page' => 2,
				'page'     => 2,
			)
		);
		self::assertCount( 1, $page->get_data() );
		self::assertSame( '3', $page->get_headers()['X-WP-Total'] );
		self::assertSame( '2', $page->get_headers()['X-WP-TotalPages'] );
		$counts = $this->rest( 'GET', self::ROOT . '/counts' )->get_data();
		self::assertSame( array( 2, 1, 0 ), array( $counts['pending'], $counts['applied'], $counts['conflict'] ) );
	}

	public function test_a_misspelt_filter_is_refused(): void {
		$this->as_user( 'administrator' );
		self::assertSame( 400, $this->rest( 'GET', self::ROOT, array( 'status' => 'pendign' ) )->get_status() );
		self::assertSame( 400, $this->rest( 'GET', self::ROOT, array( 'per_page' => 0 ) )->get_status() );
		self::assertSame( 400, $this->rest( 'GET', self::ROOT, array( 'orderby' => 'sleep(1)' ) )->get_status() );
		$bulk = $this->rest(
			'POST',
			self::ROOT . '/bulk',
			array(
				'action' => 'approve',
				'filter' => array( 'stauts' => 'pending' ),
			)
		);
		self::assertSame( 400, $bulk->get_status() );
		self::assertSame( 'devskyy_filter', $bulk->get_data()['code'] );
	}

	public function test_approve_undo_reject_and_edit_answer_with_the_whole_proposal(): void {
		$this->as_user( 'shop_manager' );
		$id     = $this->propose( array( 'title' => 'New' ) )->id;
		$edited = $this->rest(
			'PATCH',
			self::ROOT . '/' . $id,
			array(
				'changes' => array(
					array(
						'field' => 'title',
						'after' => 'Newer',
					),
				),
			)
		);
		self::assertSame( 200, $edited->get_status() );
		self::assertSame( 'Newer', $edited->get_data()['changes'][0]['after'] );
		$applied = $this->rest( 'POST', self::ROOT . "/{$id}/approve" );
		self::assertSame( array( 200, 'applied', 'Newer' ), array( $applied->get_status(), $applied->get_data()['status'], $applied->get_data()['changes'][0]['applied'] ) );
		$undone = $this->rest( 'POST', self::ROOT . "/{$id}/undo" );
		self::assertSame( array( 200, 'undone' ), array( $undone->get_status(), $undone->get_data()['status'] ) );
		self::assertSame( get_current_user_id(), $undone->get_data()['undone']['by']['id'] );
		$other = $this->propose( array( 'title' => 'Third' ) )->id;
		self::assertSame( 'rejected', $this->rest( 'POST', self::ROOT . "/{$other}/reject" )->get_data()['status'] );
		self::assertSame( 404, $this->rest( 'POST', self::ROOT . '/' . wp_generate_uuid4() . '/approve' )->get_status() );
	}

	public function test_a_conflict_answers_409_with_both_versions_and_can_be_applied_anew(): void {
		$this->as_user( 'shop_manager' );
		$id = $this->propose( array( 'title' => 'New' ) )->id;

		$this->catalogue->products[7]['title'] = 'By hand';
		$conflict                              = $this->rest( 'POST', self::ROOT . "/{$id}/approve" );
		self::assertSame( array( 409, 'devskyy_conflict' ), array( $conflict->get_status(), $conflict->get_data()['code'] ) );
		$data = $conflict->get_data()['data'];
		self::assertSame( 'By hand', $data['proposal']['changes'][0]['current'] );
		$seen = $this->rest( 'GET', self::ROOT . '/' . $id )->get_data();
		self::assertSame( array( 'conflict', $data['current_fingerprint'] ), array( $seen['status'], $seen['current_fingerprint'] ) );
		self::assertSame( 400, $this->rest( 'POST', self::ROOT . "/{$id}/approve", array( 'expect' => 'yes' ) )->get_status() );
		self::assertSame( 'applied', $this->rest( 'POST', self::ROOT . "/{$id}/approve", array( 'expect' => $data['current_fingerprint'] ) )->get_data()['status'] );
	}

	public function test_a5_each_route_wants_its_capability(): void {
		$this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		foreach ( array( '', 'subscriber', 'customer', 'editor' ) as $role ) {
			'' === $role ? wp_set_current_user( 0 ) : $this->as_user( $role );
			foreach ( $this->routes( $proposal ) as [ $method, $path, $params ] ) {
				$reads = 'GET' === $method;
				if ( 'editor' === $role && $reads ) {
					continue;
				}
				$status = $this->rest( $method, $path, $params )->get_status();
				self::assertSame( '' === $role ? 401 : 403, $status, "{$role} {$method} {$path}" );
			}
		}
		self::assertSame( 'pending', $this->stored( $proposal->id )->status );
		self::assertSame( 0, $this->catalogue->writes );
		self::assertSame( 200, $this->rest( 'GET', self::ROOT )->get_status(), 'An editor may look.' );
	}

	public function test_a9_a_link_changes_nothing(): void {
		$this->as_user( 'administrator' );
		$proposal = $this->propose( array( 'title' => 'New' ) );
		foreach ( $this->routes( $proposal ) as [ $method, $path, $params ] ) {
			if ( 'GET' === $method ) {
				continue;
			}
			$link = $this->rest( 'GET', $path, $params );
			// GET on the address of a PATCH reads; it must not edit.
			'PATCH' === $method ? self::assertSame( 'New', $link->get_data()['changes'][0]['after'] ) : self::assertContains( $link->get_status(), array( 404, 405 ), $path );
			self::assertContains( $this->smuggled( $method, $path, $params )->get_status(), array( 404, 405 ), $path );
		}
		self::assertSame( 'pending', $this->stored( $proposal->id )->status );
		self::assertSame( 'New', $this->stored( $proposal->id )->changes[0]['after'] );
		self::assertSame( 0, $this->catalogue->writes );
	}

	/** What `GET …?_method=POST` becomes in WP_REST_Server::serve_request(). */
	private function smuggled( string $method, string $path, array $params ): WP_REST_Response {
		$request = new WP_REST_Request( $method, $path );
		$request->set_query_params( array( '_method' => $method ) + $params );
		return rest_ensure_response( rest_do_request( $request ) );
	}

	/** @return list<array{string,string,array<string,mixed>}> */
	private function routes( Proposal $proposal ): array {
		$one    = self::ROOT . '/' . $proposal->id;
		$bulk   = array(
			'action' => 'approve',
			'ids'    => array( $proposal->id ),
		);
		$change = array(
			'changes' => array(
				array(
					'field' => 'title',
					'after' => 'Forged',
				),
			),
		);
		return array(
			array( 'GET', self::ROOT, array() ),
			array( 'GET', self::ROOT . '/counts', array() ),
			array( 'GET', $one, array() ),
			array( 'PATCH', $one, $change ),
			array( 'POST', $one . '/approve', array() ),
			array( 'POST', $one . '/reject', array() ),
			array( 'POST', $one . '/undo', array() ),
			array( 'POST', self::ROOT . '/bulk', $bulk ),
			array( 'GET', self::ROOT . '/bulk/' . wp_generate_uuid4(), array() ),
			array( 'POST', self::ROOT . '/bulk/' . wp_generate_uuid4() . '/cancel', array() ),
			array( 'POST', '/devskyy/v1/runs/' . $proposal->run . '/undo', array() ),
		);
	}

	/** @return array<string,mixed> */
	private function coat(): array {
		return array(
			'target' => array(
				'kind' => 'product',
				'id'   => 8,
			),
		);
	}

	/**
	 * Ids of a list; sorted as the proposals' titles when told.
	 *
	 * @param array<string,mixed> $query
	 * @return list<string>
	 */
	private function listed( array $query, bool $sorted = false ): array {
		$response = $this->rest( 'GET', self::ROOT, $query );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		$list = $response->get_data();
		if ( $sorted ) {
			usort( $list, static fn ( array $one, array $other ): int => array( $one['target']['title'], $one['author']['agent'], $one['changes'][0]['after'] ) <=> array( $other['target']['title'], $other['author']['agent'], $other['changes'][0]['after'] ) );
		}
		return array_column( $list, 'id' );
	}
}
