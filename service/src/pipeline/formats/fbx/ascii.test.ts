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
