import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { context, setOf } from '../../../../../tests/fakes/models-3d.ts';
import { measure } from '../../measure/index.ts';
import { format } from './index.ts';
import { mendLayer } from './mend.ts';

let warn: typeof console.warn;
beforeAll(() => {
  warn = console.warn;
  console.warn = () => undefined; // three's composer speaks of what it does not find
});
afterAll(() => {
  console.warn = warn;
});

/** A square of one unit with a material whose shaders stand in a folder, as Blender 3 writes them; `more` comes behind it. */
const layer = (picture: string, more = ''): string => `#usda 1.0
(
    defaultPrim = "root"
    metersPerUnit = 1
    upAxis = "Y"
)
def Xform "root"
{
    double3 xformOp:translate = (0, 2, 0)
    uniform token[] xformOpOrder = ["xformOp:translate"]
    def Mesh "square"
    {
        int[] faceVertexCounts = [4]
        int[] faceVertexIndices = [0, 1, 2, 3]
        point3f[] points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
        texCoord2f[] primvars:st = [(0, 0), (1, 0), (1, 1), (0, 1)] (
            interpolation = "vertex"
        )
        rel material:binding = </root/cloth>
    }
    def Material "cloth"
    {
        token outputs:surface.connect = </root/cloth/preview/surface.outputs:surface>
        def Scope "preview"
        {
            def Shader "surface"
            {
                uniform token info:id = "UsdPreviewSurface"
                color3f inputs:diffuseColor.connect = </root/cloth/preview/picture.outputs:rgb>
                float inputs:roughness = 0.25
                token outputs:surface
            }
            def Shader "picture"
            {
                uniform token info:id = "UsdUVTexture"
                asset inputs:file = @${picture}@
                color3f outputs:rgb
            }
        }
    }
${more}}
`;

const png = (): Promise<Buffer> =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();

const packed = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files, { level: 0 });

test('a USDZ’s shaders are found in folders of their material too, and pictures by any separators', async () => {
  const usdz = packed({ 'scene.usda': strToU8(layer('.\\textures\\weave.png')), 'textures/weave.png': new Uint8Array(await png()) });
  const result = await format.read(setOf('scene.usdz', usdz), context);
  if (!result.ok) throw new Error(result.error.message);
  const [material] = result.value.document.getRoot().listMaterials();
  expect(material?.getRoughnessFactor()).toBeCloseTo(0.25, 5);
  expect((await sharp(material!.getBaseColorTexture()!.getImage()!).metadata()).width).toBe(4);
  expect(measure(result.value.document)).toMatchObject({ triangles: 2, bounds: { min: [0, 2, 0], max: [1, 3, 0] } });
  expect(result.value.dropped).toEqual([]);
});

test('what a USDZ names and does not hold, and surfaces that are no mesh, are told of by name; alone these are refused', async () => {
  const more = '    def Sphere "ball"\n    {\n        double radius = 1\n    }\n';
  const some = await format.read(setOf('scene.usdz', packed({ 'scene.usda': strToU8(layer('./gone.png', more)) })), context);
  if (!some.ok) throw new Error(some.error.message);
  expect(some.value.dropped.map(({ code, message }) => [code, message])).toEqual([
    ['texture-missing', expect.stringContaining('./gone.png')],
    ['usd-unread', expect.stringContaining('spheres')],
  ]);
  const alone = packed({ 'scene.usda': strToU8(`#usda 1.0\ndef Xform "root"\n{\n${more}}\n`) });
  expect(await format.read(setOf('ball.usdz', alone), context)).toMatchObject({
    ok: false,
    error: { code: 'usd-unread', message: expect.stringContaining('spheres') },
  });
});

test('a vector that a binary layer keeps in place of its address is unpacked, byte for byte with its sign', () => {
  const field = (typeName: string, value: unknown) => ({ fields: { typeName, default: value } });
  const { specsByPath } = mendLayer({
    specsByPath: {
      '/a.xformOp:translate': field('double3', 0x00_f6_05),
      '/a.xformOp:scale': field('float3', [1, 2, 3]),
      '/a.inputs:opacity': field('float', 7),
      '/a.half': field('half2', 0x0201),
    },
  });
  expect(Object.values(specsByPath).map((spec) => spec?.fields?.['default'])).toEqual([[5, -10, 0], [1, 2, 3], 7, [1, 2]]);
});
