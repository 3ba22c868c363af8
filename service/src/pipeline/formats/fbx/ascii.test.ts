import { expect, test } from '@jest/globals';
import { strToU8 } from 'fflate';
import { context, setOf } from '../../../../../tests/fakes/models-3d.ts';
import { measure } from '../../measure/index.ts';
import { format } from './index.ts';

/** A box of 20 units of `unit` centimetres, six quads, one red Phong material: the least that a whole ASCII FBX 7.4 has. */
const box = (unit: number): string => `; FBX 7.4.0 project file
FBXHeaderExtension:  {
	FBXHeaderVersion: 1003
	FBXVersion: 7400
}
GlobalSettings:  {
	Version: 1000
	Properties70:  {
		P: "UpAxis", "int", "Integer", "",1
		P: "UpAxisSign", "int", "Integer", "",1
		P: "UnitScaleFactor", "double", "Number", "",${unit}
	}
}
Definitions:  {
	Version: 100
	Count: 3
}
Objects:  {
	Geometry: 1001, "Geometry::Box", "Mesh" {
		Vertices: *24 {
			a: -10,-10,-10,10,-10,-10,10,10,-10,-10,10,-10,-10,-10,10,10,-10,10,10,10,10,-10,10,10
		}
		PolygonVertexIndex: *24 {
			a: 0,3,2,-2,4,5,6,-8,0,1,5,-5,1,2,6,-6,2,3,7,-7,3,0,4,-8
		}
		GeometryVersion: 124
		LayerElementMaterial: 0 {
			Version: 101
			MappingInformationType: "AllSame"
			ReferenceInformationType: "IndexToDirect"
			Materials: *1 {
				a: 0
			}
		}
	}
	Model: 1002, "Model::Box", "Mesh" {
		Version: 232
	}
	Material: 1003, "Material::Red", "" {
		Version: 102
		ShadingModel: "phong"
		Properties70:  {
			P: "DiffuseColor", "Color", "", "A",0.8,0.1,0.1
		}
	}
}
Connections:  {
	C: "OO",1002,0
	C: "OO",1001,1002
	C: "OO",1003,1002
}
`;

test.each([
  [1, 0.2],
  [2.54, 0.508],
])('a whole ASCII FBX counted in units of %s cm is read in its true size', async (unit, metres) => {
  const set = setOf('box.fbx', strToU8(box(unit)));
  expect(format.recognises(set)).toBe(true);
  const result = await format.read(set, context);
  if (!result.ok) throw new Error(result.error.message);
  const { document, importer } = result.value;
  const found = measure(document);
  expect(importer).toMatch(/^three FBXLoader/);
  expect([found.triangles, found.materials.map(({ name }) => name)]).toEqual([12, ['Red']]);
  for (const side of Object.values(found.dimensions)) expect(side).toBeCloseTo(metres, 5);
});

/** The box beside a skin that belongs to nothing, as exporters leave one behind: three's loader stumbles over it. */
const stumbling = (text: string): string =>
  text.replace('\tModel: 1002,', '\tDeformer: 2001, "Deformer::Left", "Skin" {\n\t\tVersion: 101\n\t}\n\tModel: 1002,');

test('what three’s loader stumbles over the second reader takes, in its true size, without metal and with a word of it', async () => {
  for (const [unit, metres] of [
    [1, 0.2],
    [2.54, 0.508],
  ] as const) {
    const result = await format.read(setOf('box.fbx', strToU8(stumbling(box(unit)))), context);
    if (!result.ok) throw new Error(result.error.message);
    const { document, importer, warnings } = result.value;
    const found = measure(document);
    expect([importer.startsWith('assimp'), found.triangles, warnings.map(({ code }) => code)]).toEqual([true, 12, ['second-reader']]);
    for (const side of Object.values(found.dimensions)) expect(side).toBeCloseTo(metres, 5);
    for (const material of document.getRoot().listMaterials()) expect(material.getMetallicFactor()).toBe(0);
  }
});

test('what the second reader makes goes through the same checks: a body without any size is refused', async () => {
  const flat = stumbling(box(1)).replaceAll(/-?10(?=[,\n])/g, '0');
  const result = await format.read(setOf('box.fbx', strToU8(flat)), context);
  expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('no surface') } });
});
