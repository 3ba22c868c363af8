<?php
/**
 * Canonical JSON (RFC 8785).
 *
 * @package DevSkyy
 */

declare(strict_types=1);

namespace DevSkyy\Tests;

use DevSkyy\Catalogue\CanonicalJson;
use InvalidArgumentException;
use stdClass;

final class CatalogueCanonicalJsonTest extends \PHPUnit\Framework\TestCase {

	public function test_the_example_of_the_standard_comes_out_to_the_letter(): void {
		$value = json_decode( '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\\\"\/","literals":[null,true,false]}' );
		self::assertSame(
			'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA\'B\"\\\\\\\\\"/"}',
			( new CanonicalJson() )->encode( $value )
		);
	}

	public function test_members_are_sorted_by_utf_16_code_units(): void {
		$value = json_decode( '{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}' );
		$texts = array_values( (array) json_decode( ( new CanonicalJson() )->encode( $value ), true ) );
		self::assertSame( array( 'Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh' ), $texts );
	}

	/**
	 * Samples of appendix B: bits of an IEEE 754 number, its text.
	 *
	 * @return list<array{string,string}>
	 */
	public static function numbers(): array {
		return array(
			array( '0000000000000000', '0' ),
			array( '8000000000000000', '0' ),
			array( '0000000000000001', '5e-324' ),
			array( '8000000000000001', '-5e-324' ),
			array( '7fefffffffffffff', '1.7976931348623157e+308' ),
			array( '4340000000000000', '9007199254740992' ),
			array( '4430000000000000', '295147905179352830000' ),
			array( '44b52d02c7e14af5', '9.999999999999997e+22' ),
			array( '44b52d02c7e14af6', '1e+23' ),
			array( '444b1ae4d6e2ef4e', '999999999999999700000' ),
			array( '444b1ae4d6e2ef50', '1e+21' ),
			array( '3eb0c6f7a0b5ed8c', '9.999999999999997e-7' ),
			array( '3eb0c6f7a0b5ed8d', '0.000001' ),
			array( '41b3de4355555553', '333333333.3333332' ),
			array( 'becbf647612f3696', '-0.0000033333333333333333' ),
			array( '43143ff3c1cb0959', '1424953923781206.2' ),
		);
	}

	/**
	 * @dataProvider numbers
	 */
	public function test_numbers_are_written_as_ecmascript_does( string $bits, string $text ): void {
		$number = unpack( 'E', (string) hex2bin( $bits ) );
		self::assertSame( $text, ( new CanonicalJson() )->encode( $number[1] ) );
	}

	public function test_empty_lists_and_objects_stay_apart_and_what_has_no_form_is_refused(): void {
		$json = new CanonicalJson();
		self::assertSame( '[[],{},"a/ü"]', $json->encode( array( array(), new stdClass(), 'a/ü' ) ) );
		$this->expectException( InvalidArgumentException::class );
		$json->encode( NAN );
	}
}
