<?php
/**
 * What the viewer says.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Models;

/**
 * The words that the view script needs, in the site's language (blocks/model-viewer/data.ts, `Words`).
 */
final class ViewerWords {

	/**
	 * All of them.
	 *
	 * @return array<string,string|array<string,string>>
	 */
	public function all(): array {
		return array(
			'loading'   => __( 'Loading the 3D model…', 'devskyy' ),
			/* translators: %s: a number from 0 to 100. */
			'progress'  => __( 'Loading the 3D model: %s %%', 'devskyy' ),
			'ready'     => __( 'The 3D model is shown. Turn it with the buttons, the arrow keys or by dragging.', 'devskyy' ),
			'closed'    => __( 'Back to the picture.', 'devskyy' ),
			'noWebgl'   => __( 'This browser cannot show 3D models, so the pictures stay.', 'devskyy' ),
			'lost'      => __( 'The browser has stopped 3D on this page, so the picture is back. Press the button to try again.', 'devskyy' ),
			'failed'    => __( 'The 3D model could not be loaded. Check the connection, then press the button to try again.', 'devskyy' ),
			'arFailed'  => __( 'AR did not start. The model is loaded now: press the button again.', 'devskyy' ),
			'turntable' => __( 'Show it turning', 'devskyy' ),
			...$this->controls(),
			'clips'     => array(
				'idle'       => __( 'Standing', 'devskyy' ),
				'walking'    => __( 'Walking', 'devskyy' ),
				'walk'       => __( 'Walking', 'devskyy' ),
				'turning'    => __( 'Turning', 'devskyy' ),
				'turn'       => __( 'Turning', 'devskyy' ),
				'presenting' => __( 'Presenting', 'devskyy' ),
				'present'    => __( 'Presenting', 'devskyy' ),
			),
			'a11y'      => $this->spoken(),
		);
	}

	/**
	 * Names of the buttons.
	 *
	 * @return array<string,string>
	 */
	private function controls(): array {
		return array(
			'controls' => __( 'Turn and zoom', 'devskyy' ),
			'views'    => __( 'Views', 'devskyy' ),
			'left'     => __( 'Turn left', 'devskyy' ),
			'right'    => __( 'Turn right', 'devskyy' ),
			'up'       => __( 'Tilt up', 'devskyy' ),
			'down'     => __( 'Tilt down', 'devskyy' ),
			'closer'   => __( 'Zoom in', 'devskyy' ),
			'farther'  => __( 'Zoom out', 'devskyy' ),
			'reset'    => __( 'Reset the view', 'devskyy' ),
			'front'    => __( 'Front', 'devskyy' ),
			'side'     => __( 'Side', 'devskyy' ),
			'back'     => __( 'Back', 'devskyy' ),
			'top'      => __( 'Top', 'devskyy' ),
			'close'    => __( 'Back to the picture', 'devskyy' ),
			'pause'    => __( 'Pause the motion', 'devskyy' ),
			'play'     => __( 'Play the motion', 'devskyy' ),
			'clip'     => __( 'Motion', 'devskyy' ),
		);
	}

	/**
	 * What <model-viewer> tells screen readers by itself (its attribute `a11y`).
	 *
	 * @return array<string,string>
	 */
	private function spoken(): array {
		$words = array(
			'interaction-prompt' => __( 'Use the arrow keys to turn the model and the page keys to zoom.', 'devskyy' ),
			'front'              => __( 'View from the front', 'devskyy' ),
			'back'               => __( 'View from the back', 'devskyy' ),
			'left'               => __( 'View from the left', 'devskyy' ),
			'right'              => __( 'View from the right', 'devskyy' ),
			'upper-front'        => __( 'View from above, front', 'devskyy' ),
			'upper-back'         => __( 'View from above, back', 'devskyy' ),
			'upper-left'         => __( 'View from above, left', 'devskyy' ),
			'upper-right'        => __( 'View from above, right', 'devskyy' ),
			'lower-front'        => __( 'View from below, front', 'devskyy' ),
			'lower-back'         => __( 'View from below, back', 'devskyy' ),
			'lower-left'         => __( 'View from below, left', 'devskyy' ),
			'lower-right'        => __( 'View from below, right', 'devskyy' ),
		);
		return $words;
	}
}
