<?php
/**
 * Puts the packages of a Composer vendor folder under a namespace of our own: `php prefix.php VENDOR TARGET NAMESPACE`. Packages that
 * Composer calls dev packages (this script's own parser) stay out.
 *
 * @package DevSkyy
 */

declare(strict_types=1);

use PhpParser\Node;
use PhpParser\NodeTraverser;
use PhpParser\NodeVisitor\CloningVisitor;
use PhpParser\NodeVisitorAbstract;
use PhpParser\ParserFactory;
use PhpParser\PhpVersion;
use PhpParser\PrettyPrinter\Standard;

[ , $devskyy_vendor, $devskyy_target, $devskyy_namespace ] = $argv;
require $devskyy_vendor . '/autoload.php';

/** Renames every mention of some namespaces. */
final class DevSkyy_Prefixer extends NodeVisitorAbstract {

	/**
	 * Takes the names.
	 *
	 * @param string[] $roots     Namespaces that move, without a trailing backslash.
	 * @param string   $namespace Where they move to.
	 */
	public function __construct( private readonly array $roots, private readonly string $namespace ) {}

	/**
	 * Names that are fully qualified, or that a namespace or use statement holds; and class names in strings.
	 *
	 * @param Node $node A node of the tree.
	 */
	public function leaveNode( Node $node ): ?Node {
		if ( $node instanceof Node\Stmt\Namespace_ && null !== $node->name && $this->moves( $node->name->toString() ) ) {
			$node->name = new Node\Name( $this->moved( $node->name->toString() ) );
		} elseif ( $node instanceof Node\UseItem && $this->moves( $node->name->toString() ) ) {
			$node->name = new Node\Name( $this->moved( $node->name->toString() ) );
		} elseif ( $node instanceof Node\Stmt\GroupUse && $this->moves( $node->prefix->toString() ) ) {
			$node->prefix = new Node\Name( $this->moved( $node->prefix->toString() ) );
		} elseif ( $node instanceof Node\Name\FullyQualified && $this->moves( $node->toString() ) ) {
			return new Node\Name\FullyQualified( $this->moved( $node->toString() ), $node->getAttributes() );
		} elseif ( $node instanceof Node\Scalar\String_ && $this->moves( ltrim( $node->value, '\\' ) ) ) {
			return new Node\Scalar\String_( $this->moved( ltrim( $node->value, '\\' ) ) );
		}
		return null;
	}

	/**
	 * Whether a name lies in one of the namespaces.
	 *
	 * @param string $name A name.
	 */
	private function moves( string $name ): bool {
		foreach ( $this->roots as $root ) {
			if ( $name === $root || str_starts_with( $name, $root . '\\' ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The new name.
	 *
	 * @param string $name A name.
	 */
	private function moved( string $name ): string {
		return $this->namespace . '\\' . $name;
	}
}

$devskyy_installed = json_decode( (string) file_get_contents( $devskyy_vendor . '/composer/installed.json' ), true, 64, JSON_THROW_ON_ERROR );
$devskyy_packages  = array_filter( $devskyy_installed['packages'], static fn( array $package ): bool => ! in_array( $package['name'], $devskyy_installed['dev-package-names'], true ) );
$devskyy_roots     = array();
foreach ( $devskyy_packages as $devskyy_package ) {
	array_push( $devskyy_roots, ...array_map( static fn( string $root ): string => rtrim( $root, '\\' ), array_keys( $devskyy_package['autoload']['psr-4'] ?? array() ) ) );
}
$devskyy_parser = ( new ParserFactory() )->createForVersion( PhpVersion::fromString( '8.1' ) );
$devskyy_map    = array();
foreach ( $devskyy_packages as $devskyy_package ) {
	$devskyy_source = realpath( $devskyy_vendor . '/composer/' . $devskyy_package['install-path'] );
	foreach ( $devskyy_package['autoload']['psr-4'] ?? array() as $devskyy_root => $devskyy_folders ) {
		foreach ( (array) $devskyy_folders as $devskyy_folder ) {
			$devskyy_relative = trim( $devskyy_package['name'] . '/' . trim( $devskyy_folder, '/' ), '/' );
			$devskyy_from     = rtrim( $devskyy_source . '/' . trim( $devskyy_folder, '/' ), '/' );

			$devskyy_map[ $devskyy_namespace . '\\' . $devskyy_root ] = $devskyy_relative;
			foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $devskyy_from, FilesystemIterator::SKIP_DOTS ) ) as $devskyy_file ) {
				if ( 'php' !== $devskyy_file->getExtension() ) {
					continue;
				}
				$devskyy_old   = $devskyy_parser->parse( (string) file_get_contents( $devskyy_file->getPathname() ) );
				$devskyy_clone = ( new NodeTraverser( new CloningVisitor() ) )->traverse( $devskyy_old );
				$devskyy_new   = ( new NodeTraverser( new DevSkyy_Prefixer( $devskyy_roots, $devskyy_namespace ) ) )->traverse( $devskyy_clone );
				$devskyy_to    = $devskyy_target . '/' . $devskyy_relative . substr( $devskyy_file->getPathname(), strlen( $devskyy_from ) );
				if ( ! is_dir( dirname( $devskyy_to ) ) ) {
					mkdir( dirname( $devskyy_to ), 0755, true );
				}
				file_put_contents( $devskyy_to, ( new Standard() )->printFormatPreserving( $devskyy_new, $devskyy_old, $devskyy_parser->getTokens() ) );
			}
		}
	}
	foreach ( glob( $devskyy_source . '/LICENSE*' ) as $devskyy_license ) {
		copy( $devskyy_license, $devskyy_target . '/' . $devskyy_package['name'] . '/' . basename( $devskyy_license ) );
	}
}
$devskyy_autoload = <<<'PHP'
<?php
// Made by service/launcher/prefix.php.
spl_autoload_register(
	static function ( string $name ): void {
		foreach ( MAP as $prefix => $folder ) {
			if ( str_starts_with( $name, $prefix ) ) {
				$file = __DIR__ . '/' . $folder . '/' . str_replace( '\\', '/', substr( $name, strlen( $prefix ) ) ) . '.php';
				if ( is_file( $file ) ) {
					require $file;
				}
			}
		}
	}
);

PHP;
$devskyy_list = array_map(
	static fn( array $package ): array => array(
		'name'    => $package['name'],
		'version' => ltrim( $package['version'], 'v' ),
		'license' => implode( ' OR ', $package['license'] ?? array() ),
	),
	array_values( $devskyy_packages )
);
file_put_contents( $devskyy_target . '/packages.json', json_encode( $devskyy_list, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR ) . "\n" );
file_put_contents( $devskyy_target . '/autoload.php', str_replace( 'MAP', var_export( $devskyy_map, true ), $devskyy_autoload ) );
