<?php
/**
 * Settings of the built-in catalogue.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Catalogue\BuiltIn;

/**
 * A page below Products: currency, units, and where enquiries go. Core's own settings form, for administrators.
 */
final class ShopSettings {

	private const PAGE = 'devskyy-shop-settings';

	/**
	 * Takes its helper.
	 *
	 * @param Units $units Currency and units.
	 */
	public function __construct( private readonly Units $units ) {}

	/** Hangs it on wp-admin. */
	public function register(): void {
		add_action( 'admin_init', $this->settings( ... ) );
		add_action(
			'admin_menu',
			function (): void {
				add_submenu_page( 'edit.php?post_type=' . PostType::NAME, __( 'Shop settings', 'devskyy' ), __( 'Shop settings', 'devskyy' ), 'manage_options', self::PAGE, $this->show( ... ) );
			}
		);
	}

	/** The settings, each with the check of what is typed. */
	public function settings(): void {
		$checks = array(
			Units::CURRENCY     => $this->currency( ... ),
			Units::WEIGHT       => fn( mixed $typed ): string => $this->one_of( $typed, array( 'kg', 'g', 'lbs', 'oz' ), $this->units->weight() ),
			Units::LENGTH       => fn( mixed $typed ): string => $this->one_of( $typed, array( 'cm', 'mm', 'm', 'in' ), $this->units->length() ),
			View::ENQUIRY_EMAIL => $this->email( ... ),
		);
		foreach ( $checks as $name => $check ) {
			register_setting(
				self::PAGE,
				$name,
				array(
					'type'              => 'string',
					'sanitize_callback' => $check,
				)
			);
		}
	}

	/** Prints the page. */
	public function show(): void {
		echo '<div class="wrap"><h1>' . esc_html__( 'Shop settings', 'devskyy' ) . '</h1>';
		settings_errors();
		echo '<form method="post" action="options.php"><table class="form-table" role="presentation">';
		settings_fields( self::PAGE );
		$this->field( Units::CURRENCY, __( 'Currency', 'devskyy' ), $this->units->currency(), __( 'Three letters, such as EUR, GBP or USD.', 'devskyy' ) );
		$this->field( Units::WEIGHT, __( 'Unit of weight', 'devskyy' ), $this->units->weight(), __( 'kg, g, lbs or oz.', 'devskyy' ) );
		$this->field( Units::LENGTH, __( 'Unit of length', 'devskyy' ), $this->units->length(), __( 'cm, mm, m or in.', 'devskyy' ) );
		/* translators: %s: the administrator's e-mail address. */
		$this->field( View::ENQUIRY_EMAIL, __( 'E-mail for enquiries', 'devskyy' ), (string) get_option( View::ENQUIRY_EMAIL, '' ), sprintf( __( 'The button "Enquire about this piece" writes here. Empty: %s.', 'devskyy' ), (string) get_option( 'admin_email' ) ) );
		echo '</table>';
		submit_button();
		echo '</form></div>';
	}

	/**
	 * Prints one field.
	 *
	 * @param string $name  The option.
	 * @param string $label Its label.
	 * @param string $value Its value.
	 * @param string $help  What may be typed.
	 */
	private function field( string $name, string $label, string $value, string $help ): void {
		printf( '<tr><th scope="row"><label for="%1$s">%2$s</label></th><td><input type="text" class="regular-text" id="%1$s" name="%1$s" value="%3$s" aria-describedby="%1$s-help"><p class="description" id="%1$s-help">%4$s</p></td></tr>', esc_attr( $name ), esc_html( $label ), esc_attr( $value ), esc_html( $help ) );
	}

	/**
	 * A currency code; what is none keeps the earlier one and says so.
	 *
	 * @param mixed $typed What was typed.
	 */
	private function currency( mixed $typed ): string {
		$code = strtoupper( sanitize_text_field( is_scalar( $typed ) ? (string) $typed : '' ) );
		if ( preg_match( '/\A[A-Z]{3}\z/', $code ) ) {
			return $code;
		}
		/* translators: %s: what was typed. */
		add_settings_error( Units::CURRENCY, 'devskyy_currency', sprintf( __( '"%s" is not a currency code of three letters, so the earlier one stays.', 'devskyy' ), $code ) );
		return $this->units->currency();
	}

	/**
	 * An e-mail address, or nothing.
	 *
	 * @param mixed $typed What was typed.
	 */
	private function email( mixed $typed ): string {
		$email = sanitize_text_field( is_scalar( $typed ) ? (string) $typed : '' );
		if ( '' === $email || is_email( $email ) ) {
			return $email;
		}
		/* translators: %s: what was typed. */
		add_settings_error( View::ENQUIRY_EMAIL, 'devskyy_email', sprintf( __( '"%s" is not an e-mail address, so the earlier one stays.', 'devskyy' ), $email ) );
		return (string) get_option( View::ENQUIRY_EMAIL, '' );
	}

	/**
	 * One of a list; anything else keeps the earlier one and says so.
	 *
	 * @param mixed        $typed What was typed.
	 * @param list<string> $known What may be typed.
	 * @param string       $now   The earlier one.
	 */
	private function one_of( mixed $typed, array $known, string $now ): string {
		$unit = strtolower( sanitize_text_field( is_scalar( $typed ) ? (string) $typed : '' ) );
		if ( in_array( $unit, $known, true ) ) {
			return $unit;
		}
		/* translators: 1: what was typed, 2: a list of units. */
		add_settings_error( self::PAGE, 'devskyy_unit', sprintf( __( '"%1$s" is not one of %2$s, so the earlier unit stays.', 'devskyy' ), $unit, implode( ', ', $known ) ) );
		return $now;
	}
}
