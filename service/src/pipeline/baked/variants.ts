import type { Document, Material, Primitive } from '@gltf-transform/core';
import type { MappingList } from '@gltf-transform/extensions';

const extension = 'KHR_materials_variants';

/** The names of a document's colourways, in its own order. */
export function variantNames(document: Document): string[] {
  const used = document.getRoot().listExtensionsUsed();
  const variants = used.find(({ extensionName }) => extensionName === extension);
  return variants?.listProperties().flatMap((one) => (one.propertyType === 'Variant' ? [one.getName()] : [])) ?? [];
}

/** What a primitive is made of in a colourway; null: as the model comes. */
export function materialOf(primitive: Primitive, variant: string | null): Material | null {
  if (variant === null) return primitive.getMaterial();
  const mappings = primitive.getExtension<MappingList>(extension)?.listMappings() ?? [];
  const found = mappings.find((mapping) => mapping.listVariants().some((one) => one.getName() === variant));
  return found?.getMaterial() ?? primitive.getMaterial();
}
