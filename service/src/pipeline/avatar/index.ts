import type { AvatarFacts, Note } from '../contract.ts';
import type { Imported } from '../types.ts';
import type { Failure, Result } from '../../kernel/result.ts';
import { requiredBones } from './bones.ts';
import { findHumanoid, type Humanoid } from './humanoid.ts';
import { mayChange, mayPublish, readTerms, termNotes } from './licence.ts';

/** What a model is as an avatar. */
export interface AvatarReading {
  facts: AvatarFacts;
  humanoid: Humanoid;
  /** whether its own terms let a shop show it. */
  publish: Result<null, Failure>;
  /** whether they let it be changed: dressed, animated, made lighter, converted. */
  change: Result<null, Failure>;
  notes: Note[];
}

/** Reads the avatar in a model; null: it is none (no VRM, and fewer than half of a body's bones). `map`: the owner's own bones, bone → node name. */
export function readAvatar(
  imported: Pick<Imported, 'document' | 'vrm'>,
  options: { map?: Record<string, string> | null } = {},
): AvatarReading | null {
  const { document, vrm } = imported;
  const humanoid = findHumanoid(document, { vrm, map: options.map ?? null });
  if (!vrm && !options.map && humanoid.missing.length > requiredBones.length / 2) return null;
  const terms = readTerms(vrm);
  const bones = Object.fromEntries([...humanoid.bones].map(([bone, node]) => [bone, node.getName()]));
  const facts: AvatarFacts = {
    kind: vrm ? (vrm.version === 0 ? 'vrm0' : 'vrm1') : 'humanoid',
    bones: { ...(vrm?.bones ?? {}), ...bones },
    missing: [...humanoid.missing],
    licence: terms?.licence ?? null,
  };
  return { facts, humanoid, publish: mayPublish(terms), change: mayChange(terms), notes: [...termNotes(terms), ...humanoid.notes] };
}
