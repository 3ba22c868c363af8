/** What the pipeline reads; an archive holds one of them with its files. */
const endings = ['glb', 'gltf', 'obj', 'fbx', 'vrm', 'usdz', 'zip'];

/** Endings that a program somewhere might run: no part of a name may be one. */
const executable = new Set(
  'php php3 php4 php5 php7 php8 phtml pht phar phps cgi pl py rb sh bash exe com bat cmd dll asp aspx jsp shtml htaccess htm html js mjs svg'.split(
    ' ',
  ),
);

/**
 * The name as it is kept: composed (NFKC, so that look-alikes of dots and slashes are what they look like), without signs that nobody sees or
 * that turn the direction of writing. Null: such a file is not taken.
 */
export function modelName(given: string): string | null {
  if (/%00|[\0\r\n]/.test(given)) return null;
  const name = given.normalize('NFKC').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
  if (/[/\\]/.test(name) || name.length > 200) return null;
  const parts = name.toLowerCase().split('.');
  if (parts.length < 2 || parts.some((part) => part === '') || !endings.includes(parts.at(-1)!)) return null;
  return parts.slice(1).some((part) => executable.has(part.trim())) ? null : name;
}

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(0, 1024));

/** Whether a file begins as its name says. The pipeline looks closer; this keeps other kinds of files out of the storage. */
export function beginsAs(name: string, bytes: Uint8Array): boolean {
  const start = text(bytes);
  switch (name.slice(name.lastIndexOf('.') + 1).toLowerCase()) {
    case 'glb':
    case 'vrm':
      return start.startsWith('glTF');
    case 'usdz':
    case 'zip':
      return start.startsWith('PK\x03\x04');
    case 'gltf':
      return /^(\xEF\xBB\xBF)?\s*\{/.test(start);
    case 'fbx':
      return (
        start.startsWith('Kaydara FBX Binary  \0') || /^(\xEF\xBB\xBF)?\s*;\s*FBX \d/.test(start) || start.includes('FBXHeaderExtension')
      );
    default:
      return !start.includes('\0') && !/<\?(php|=)|<script/i.test(start);
  }
}

export const wrongKind = (name: string) => ({
  code: 'unsupported_file',
  message: `${name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200)} is no 3D model that can be read here: its name or its content is of another kind.`,
  next: 'Send a .glb, .gltf, .obj, .fbx, .vrm or .usdz file, or a .zip with one of them and its textures.',
});
