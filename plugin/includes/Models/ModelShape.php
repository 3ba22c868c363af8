<?php
/**
 * The REST shape of a 3D model.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

use WP_Post;

/**
 * Makes what `devskyy/v1/models` answers (docs/protocol.md).
 */
final class ModelShape {

	/**
	 * Takes its parts.
	 *
	 * @param ModelStore    $models   The table.
	 * @param ModelProducts $products Which products show which model.
	 */
	public function __construct( private readonly ModelStore $models, private readonly ModelProducts $products ) {}

	/**
	 * A page of models.
	 *
	 * @param array{items:list<Model>,total:int} $page As it was read.
	 * @return array{models:list<array<string,mixed>>,total:int}
	 */
	public function page( array $page ): array {
		return array(
			'models' => array_map( $this->of( ... ), $page['items'] ),
			'total'  => $page['total'],
		);
	}

	/**
	 * One model.
	 *
	 * @param Model $model As it was read.
	 * @return array<string,mixed>
	 */
	public function of( Model $model ): array {
		$state = $model->state;
		return array(
			'id'       => $model->id,
			'title'    => $model->title,
			'kind'     => $model->kind,
			'status'   => $model->status,
			'stage'    => $model->open() ? ( $state['stage'] ?? null ) : null,
			'progress' => Model::PUBLISHED === $model->status ? 1.0 : (float) ( $state['progress'] ?? 0 ),
			'source'   => $model->source,
			'options'  => ( new Options() )->wire( $state['options'] ?? array() ),
			'report'   => $model->report ?? $state['report'] ?? null,
			'problem'  => $state['problem'] ?? null,
			'files'    => $this->models->publication( $model )->files ?? array(),
			'products' => $this->products( $model->id ),
			'madeOf'   => $state['made_of'] ?? array(),
			'created'  => gmdate( 'Y-m-d\TH:i:s\Z', $model->times['created'] ),
			'updated'  => gmdate( 'Y-m-d\TH:i:s\Z', $model->times['updated'] ),
		);
	}

	/**
	 * The products that show it and that the reader may know of.
	 *
	 * @param string $model The model's id.
	 * @return list<array{id:int,title:string,type:string,variant:string|null,edit:string|null}>
	 */
	private function products( string $model ): array {
		$shown = array();
		foreach ( $this->products->with( $model ) as $id => $variant ) {
			$post = get_post( $id );
			if ( $post instanceof WP_Post ) {
				$parent  = 'product_variation' === $post->post_type ? $post->post_parent : $id;
				$shown[] = array(
					'id'      => $id,
					'title'   => html_entity_decode( get_the_title( $post ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
					'type'    => 'product_variation' === $post->post_type ? 'variation' : 'product',
					'variant' => $variant,
					'edit'    => get_edit_post_link( $parent, 'raw' ),
				);
			}
		}
		return $shown;
	}
}
