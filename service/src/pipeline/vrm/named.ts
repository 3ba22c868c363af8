import type { VrmData } from '../types.ts';

/** The names of all nodes that VRM's data speak of: bones, spring bones, colliders, nodes whose meshes carry expressions. */
export function namedNodes(vrm: VrmData | null): Set<string> {
  const names = new Set(Object.values(vrm?.bones ?? {}));
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { by, name, node } = value as { by?: unknown; name?: unknown; node?: unknown };
    if (by === 'node' && typeof name === 'string') names.add(name);
    if (by === 'mesh' && typeof node === 'string') names.add(node);
    Object.values(value).forEach(visit);
  };
  visit(vrm?.extensions);
  // constraints are kept by the names of the nodes that bear them
  for (const name of Object.keys((vrm?.extensions['VRMC_node_constraint'] as object | undefined) ?? {})) names.add(name);
  return names;
}
