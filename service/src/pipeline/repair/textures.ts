import type { Document, Material, Texture } from '@gltf-transform/core';
import { getTextureColorSpace, listTextureSlots } from '@gltf-transform/functions';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Note } from '../contract.ts';
import { allPixelsLimit, pixelLimit } from '../limits.ts';
import { isForeign, rasterName, toPng } from '../rasters/index.ts';
import { refuse } from '../refusal.ts';
import { pictureMedia } from '../scan/sniff.ts';

const open = (image: Uint8Array, failOn: 'none' | 'warning' = 'warning'): Sharp => sharp(image, { limitInputPixels: pixelLimit, failOn });

const nameOf = (texture: Texture): string => texture.getName() || texture.getURI() || 'a texture';

export interface TextureNotes {
  repaired: Note[];
  dropped: Note[];
}

/**
 * Every picture is decoded once: too many pixels refuse the model, what cannot be decoded is dropped, what is half there is kept as far as it goes, and colour
 * spaces that no viewer honours (CMYK, wide gamuts, 16 bits) become sRGB with 8 bits in colour slots. Data slots keep their numbers.
 */
export async function repairTextures(document: Document): Promise<TextureNotes> {
  const notes: TextureNotes = { repaired: [], dropped: [] };
  splitShared(document, notes);
  await checkPixels(document);
  for (const texture of document.getRoot().listTextures()) await repairTexture(texture, notes);
  await dropGreyNormals(document, notes);
  return notes;
}

/** All pictures together are few enough to be worked on in time: a flat one of 8192² takes 65 KB and as long as any other. */
async function checkPixels(document: Document): Promise<void> {
  let sum = 0;
  for (const texture of document.getRoot().listTextures()) {
    const image = texture.getImage();
    const head = image && pictureMedia(image) ? sharp(image, { limitInputPixels: false }).metadata() : null;
    const facts = await head?.catch(() => null); // what cannot be read is dropped, and told of, below
    sum += facts ? facts.width * facts.height : 0;
  }
  if (sum > allPixelsLimit)
    refuse(
      'pictures-too-large',
      `The model’s pictures have ${Math.round(sum / 1e6)} megapixels together; at most ${Math.round(allPixelsLimit / 1e6)} are taken.`,
      'Make them smaller (2048 pixels are plenty for most), then export the model again.',
    );
}

async function repairTexture(texture: Texture, notes: TextureNotes): Promise<void> {
  const where = nameOf(texture);
  const drop = (message: string): void => {
    notes.dropped.push({ code: 'texture-broken', message, where });
    texture.dispose();
  };
  await fromForeign(texture, notes);
  const image = texture.getImage();
  const media = image && pictureMedia(image);
  if (!image || !media) return drop('The picture cannot be read; the model is shown without it.');
  if (media === 'image/ktx2')
    return drop(
      'The picture is KTX2 that cannot be decoded (only Basis Universal, as KHR_texture_basisu wants it, can); the model is shown without it.',
    );
  texture.setMimeType(media);
  // The head alone is read, however many pixels it speaks of.
  const facts = await sharp(image, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!facts) return drop('The picture cannot be read; the model is shown without it.');
  if (facts.width * facts.height > pixelLimit)
    refuse(
      'texture-too-large',
      `The texture ${where} has ${facts.width} × ${facts.height} pixels; at most 8192 × 8192 are taken.`,
      'Make it smaller (4096 pixels are plenty), then export the model again.',
    );
  const whole = await decodes(image, 'warning');
  if (!whole && !(await decodes(image, 'none'))) return drop('The picture cannot be decoded; the model is shown without it.');
  await toPlain(texture, { facts, whole, notes });
}

/** BMP, TGA, DDS and the like, which some exporters put into glTF although no viewer shows them, become PNG. */
async function fromForeign(texture: Texture, notes: TextureNotes): Promise<void> {
  const image = texture.getImage();
  const png = image && !pictureMedia(image) && isForeign(image) ? await toPng(image) : null;
  if (!png) return;
  texture.setImage(new Uint8Array(png));
  const message = `The picture was ${rasterName(image!) ?? 'of a kind'} that glTF does not know and became PNG.`;
  notes.repaired.push({ code: 'texture-converted', message, where: nameOf(texture) });
}

const decodes = (image: Uint8Array, failOn: 'none' | 'warning'): Promise<boolean> =>
  open(image, failOn)
    .resize(8, 8, { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );

/** Re-encodes what viewers would show otherwise than it is meant. */
async function toPlain(texture: Texture, { facts, whole, notes }: { facts: Metadata; whole: boolean; notes: TextureNotes }): Promise<void> {
  const colour = getTextureColorSpace(texture) === 'srgb';
  const profile = facts.icc ? iccName(facts.icc) : null;
  const foreign = facts.space === 'cmyk' || (colour && profile !== null && !/sRGB|gr[ae]y|IEC ?61966-2/i.test(profile));
  const deep = facts.depth === 'ushort';
  if (whole && !foreign && !deep) return;
  const picture = open(texture.getImage()!, 'none');
  const converted = foreign ? picture.toColourspace('srgb') : picture;
  const { data } = await converted.png({ compressionLevel: 6 }).toBuffer({ resolveWithObject: true });
  texture.setImage(new Uint8Array(deep ? await sharp(data).toColourspace('srgb').png().toBuffer() : data)).setMimeType('image/png');
  const why = !whole
    ? 'was damaged; what could be read of it was kept'
    : foreign
      ? `was ${profile ?? 'CMYK'} and became sRGB`
      : 'had 16 bits a channel and now has 8';
  notes.repaired.push({ code: whole ? 'texture-colour-space' : 'texture-mended', message: `The picture ${why}.`, where: nameOf(texture) });
}

/** The description of an ICC profile: its `desc` tag's text, as ASCII or UTF-16. */
function iccName(icc: Buffer): string {
  const plain = icc.toString('latin1').replaceAll('\0', '');
  return (
    /(sRGB[^\n]{0,20}|Display P3|Adobe RGB[^\n]{0,8}|ProPhoto[^\n]{0,8}|[A-Za-z]*[Gg]r[ae]y[^\n]{0,12}|IEC ?61966-2[.-]1)/.exec(
      plain,
    )?.[1] ?? 'an unnamed profile'
  );
}

const colourSlots = /baseColor|emissive|sheenColor|specularColor|diffuse/i;

/** One picture in a colour slot and in a data slot would be compressed for one of them only: each slot's kind gets its own. */
function splitShared(document: Document, notes: TextureNotes): void {
  for (const texture of document.getRoot().listTextures()) {
    const slots = listTextureSlots(texture);
    if (!slots.some((slot) => colourSlots.test(slot)) || slots.every((slot) => colourSlots.test(slot))) continue;
    const data = texture.clone().setName(`${nameOf(texture)} (data)`);
    for (const edge of document.getGraph().listParentEdges(texture)) {
      // Each slot has a setter of its name, on materials as on their extensions.
      const setter = `set${edge.getName()[0]!.toUpperCase()}${edge.getName().slice(1)}`;
      const owner = edge.getParent() as unknown as Record<string, ((texture: Texture) => unknown) | undefined>;
      if (edge.getParent().propertyType !== 'Root' && !colourSlots.test(edge.getName())) owner[setter]?.(data);
    }
    if (listTextureSlots(texture).length === 0) texture.dispose();
    notes.repaired.push({
      code: 'texture-shared',
      message: 'One picture served as colour and as data; each use got its own.',
      where: nameOf(texture),
    });
  }
}

/** A grey picture in the slot for normals is a height map (“bump”), which bends light wrongly there. */
async function dropGreyNormals(document: Document, notes: TextureNotes): Promise<void> {
  for (const material of document.getRoot().listMaterials()) {
    const texture = material.getNormalTexture();
    if (!texture?.getImage() || !(await isGrey(texture))) continue;
    material.setNormalTexture(null);
    notes.dropped.push({
      code: 'normal-map-grey',
      message: `The normal map ${nameOf(texture)} is a grey height map; it was left out.`,
      where: materialName(material),
    });
  }
}

const materialName = (material: Material): string | null => material.getName() || null;

async function isGrey(texture: Texture): Promise<boolean> {
  const facts = await open(texture.getImage()!, 'none').stats();
  const [red, green, blue] = facts.channels;
  if (!green || !blue || facts.channels.length < 3) return true;
  // Normals point outwards: the blue channel of a normal map lies well above the others.
  return Math.abs(red!.mean - blue.mean) < 6 && Math.abs(green.mean - blue.mean) < 6 && blue.mean < 235;
}
