import type { AgentOutcome } from '../../../runtime/agent.ts';
import type { Piece } from './piece.ts';
import { missingFacts } from './substance.ts';

/** What the attributes and the texts disagree on, for the owner to settle. */
export const disagreements = (piece: Piece): string[] => {
  const said = piece.read.contradictions.map(
    (one) => `${one.kind} (the attribute says “${one.attribute}”, the text says “${one.said}”: which is true?)`,
  );
  return [...new Set(said)];
};

/** The answer for a piece with nothing to say: what the owner could add, and never a text. */
export const nothingKnown = (piece: Piece, language: string): AgentOutcome => {
  const needs = [...disagreements(piece), ...missingFacts(piece, language)].slice(0, 5);
  return {
    kind: 'needs',
    needs,
    message: `needs: ${needs.join(', ')}. Nothing is known of this piece but its name, so nothing was written.`,
    findings: [],
  };
};
