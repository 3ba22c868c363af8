import path from 'node:path';
import type { Note } from '../../contract.ts';
import { findFile } from '../../scan/uris.ts';

/** Surfaces of USD that are no mesh and that three's composer passes over. */
const unread: Readonly<Record<string, string>> = {
  ...{ BasisCurves: 'curves', HermiteCurves: 'curves', NurbsCurves: 'curves', NurbsPatch: 'NURBS surfaces', Points: 'points' },
  ...{ PointInstancer: 'instances of points', Volume: 'volumes', Sphere: 'spheres', Cube: 'cubes', Cylinder: 'cylinders', Cone: 'cones' },
  ...{ Capsule: 'capsules', Plane: 'planes' },
};

/** What of a layer is not read, by kind. */
export function unreadKinds({ specsByPath }: UsdLayer): Note[] {
  const kinds = Object.values(specsByPath).map((spec) => unread[String(spec?.fields?.['typeName'])]);
  const found = new Set(kinds.filter((kind) => kind !== undefined));
  return [...found].map((kind) => ({
    code: 'usd-unread',
    message: `USD’s ${kind} are not read; only meshes are. Turn them into meshes, or export the model as GLB.`,
    where: null,
  }));
}

/** The file of a package that a layer's text means, whatever separators it is written with. */
const meant = (text: string, names: ReadonlySet<string>, folder: string): string | null =>
  findFile(path.posix.normalize(path.posix.join(folder, text.replaceAll('\\', '/'))), names);

/** Names pictures as the composer finds them, relative to its layer's folder; returns those that the package does not hold. Changes the layer. */
export function namePictures({ specsByPath }: UsdLayer, names: ReadonlySet<string>, folder: string): Note[] {
  const missing: Note[] = [];
  for (const [place, spec] of Object.entries(specsByPath)) {
    const value = spec?.fields?.['default'];
    if (!place.endsWith('.inputs:file') || typeof value !== 'string' || value === '') continue;
    const text = value.replace(/^@+|@+$/g, '');
    const file = meant(text, names, folder);
    if (file !== null) spec!.fields!['default'] = path.posix.relative(folder, file);
    else missing.push({ code: 'texture-missing', message: `${text} is not in the package; the model is shown without it.`, where: text });
  }
  return missing;
}
