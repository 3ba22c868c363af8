<?php
/**
 * A post in the shape that goes to the service.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Content;

use DevSkyy\Catalogue\Fields\FieldSet;
use DevSkyy\Catalogue\HandsOff;
use DevSkyy\Catalogue\Moments;
use WP_Post;
use WP_Term;

/**
 * Makes `post` of the service's catalogue contract: texts and what they are filed under. Nothing about people: no author, no
 * comments.
 */
final class PostShape {

	/** Content beyond this many characters is sent without being offered for change. */
	private const MOST = 100000;

	/**
	 * Takes its helpers.
	 *
	 * @param Passages $passages Parts of the content.
	 * @param Moments  $moments  Times.
	 * @param HandsOff $hands    The owner's mark.
	 */
	public function __construct( private readonly Passages $passages, private readonly Moments $moments, private readonly HandsOff $hands ) {}

	/**
	 * The shape.
	 *
	 * @param WP_Post  $post   A post or a page.
	 * @param FieldSet $fields Reads its fields.
	 * @return array<string,mixed>
	 */
	public function shape( WP_Post $post, FieldSet $fields ): array {
		$values  = $fields->read( $post->ID, array( 'title', 'excerpt', 'content', 'seo_title', 'seo_description' ) );
		$values  = is_wp_error( $values ) ? array() : array_filter( $values, 'is_string' );
		$content = $values['content'] ?? '';
		$whole   = mb_strlen( $content ) <= self::MOST;
		return array(
			'id'              => $post->ID,
			'kind'            => $post->post_type,
			'status'          => $post->post_status,
			'title'           => $values['title'] ?? '',
			'url'             => (string) get_permalink( $post ),
			'excerpt'         => $values['excerpt'] ?? '',
			'parts'           => $whole ? $this->passages->split( $content ) : array(
				array(
					'kind' => 'fixed',
					'text' => mb_substr( $content, 0, self::MOST ),
				),
			),
			'whole'           => $whole,
			'seo_title'       => $values['seo_title'] ?? '',
			'seo_description' => $values['seo_description'] ?? '',
			'categories'      => $this->terms( $post->ID, 'category' ),
			'tags'            => $this->terms( $post->ID, 'post_tag' ),
			'hands_off'       => $this->hands_off( $post->ID ),
			'created'         => $this->moments->created( $post ),
			'modified'        => $this->moments->modified( $post ),
		);
	}

	/**
	 * Whether the owner marked it.
	 *
	 * @param int $id The post's id.
	 */
	public function hands_off( int $id ): bool {
		return $this->hands->marked( $id );
	}

	/**
	 * Names of the terms.
	 *
	 * @param int    $id       The post's id.
	 * @param string $taxonomy The taxonomy.
	 * @return list<string>
	 */
	private function terms( int $id, string $taxonomy ): array {
		$terms = get_the_terms( $id, $taxonomy );
		return is_array( $terms ) ? array_values( array_map( static fn( WP_Term $term ): string => html_entity_decode( $term->name, ENT_QUOTES | ENT_HTML5, 'UTF-8' ), $terms ) ) : array();
	}
}
