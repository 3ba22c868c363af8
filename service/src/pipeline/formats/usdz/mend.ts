type Fields = Record<string, unknown>;
type Specs = Record<string, { fields?: Fields } | undefined>;

const typeOf = (specs: Specs, path: string): unknown => specs[path]?.fields?.['typeName'];
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Types of two to four numbers: double3, vector3d, color3h, float2, int4 … */
const several = /^(?:double|float|half|int|vector|point|normal|color|texCoord)([234])[dfhi]?$/;

/**
 * Binary layers keep a vector of small whole numbers in the place of its address, a signed byte each (OpenUSD, crateFile.cpp, “_CanInline”). three's parser knows
 * that of floats and leaves doubles and halves as one number.
 */
function unpackVectors(specs: Specs): void {
  for (const spec of Object.values(specs)) {
    const { typeName, default: value } = spec?.fields ?? {};
    const count = typeof typeName === 'string' ? Number(several.exec(typeName)?.[1]) : NaN;
    if (typeof value !== 'number' || !(count > 0)) continue;
    spec!.fields!['default'] = Array.from({ length: count }, (_, index) => ((value >> (index * 8)) << 24) >> 24);
  }
}

/** Folders inside a material (Blender 3 writes one, “preview”), the longest paths first. */
function foldersInMaterials(specs: Specs): string[] {
  const inside = (path: string): boolean => {
    for (let up = parentOf(path); up !== ''; up = parentOf(up)) if (typeOf(specs, up) === 'Material') return true;
    return false;
  };
  const folders = Object.keys(specs).filter((path) => !path.includes('.') && ['Scope', undefined].includes(typeOf(specs, path) as 'Scope'));
  return folders.filter((path) => path !== '/' && inside(path)).sort((a, b) => b.length - a.length);
}

/** Whether a path is the folder's own or below it. */
const below = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

function movePaths(value: unknown, folder: string): unknown {
  if (typeof value === 'string') return below(value, folder) ? parentOf(folder) + value.slice(folder.length) : value;
  return Array.isArray(value) ? value.map((item) => movePaths(item, folder)) : value;
}

function lift(specs: Specs, folder: string): void {
  for (const [path, spec] of Object.entries(specs)) {
    const fields = spec?.fields ?? {};
    for (const key of ['connectionPaths', 'targetPaths']) if (fields[key]) fields[key] = movePaths(fields[key], folder);
    if (!below(path, folder)) continue;
    specs[movePaths(path, folder) as string] = spec;
    Reflect.deleteProperty(specs, path);
  }
  Reflect.deleteProperty(specs, folder);
}

/** three's composer looks for shaders right below their material: what stands in a folder there is lifted out of it, unless its name is taken there. */
function liftShaders(specs: Specs): void {
  for (const folder of foldersInMaterials(specs))
    if (!Object.keys(specs).some((path) => below(path, folder) && specs[movePaths(path, folder) as string])) lift(specs, folder);
}

/** Puts right what three's parsers and composer do not follow; changes the layer. */
export function mendLayer(layer: UsdLayer): UsdLayer {
  unpackVectors(layer.specsByPath);
  liftShaders(layer.specsByPath);
  return layer;
}
