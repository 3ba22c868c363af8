import type {
  Readability,
  TextAction,
  TextEvent,
  TextLength,
  TextNote,
  TextOffer,
  TextState,
  TextTone,
} from '../../../service/src/domains/texts/contract.ts';

export type { Readability, TextAction, TextEvent, TextLength, TextNote, TextTone };

/** A text as devskyy/v1 answers it. */
export type Text = Omit<TextState, 'actor'>;

/** Where and with what a browser streams a text; the token is good for a minute, once. */
export interface Ticket {
  url: string;
  token: string;
}

export type StartedText = Text & { stream: Ticket | null };

export type Offer = TextOffer & { probe: string };

export interface Ask {
  action: TextAction;
  passage?: string;
  instruction?: string;
  surroundings?: string;
  kind?: 'paragraph' | 'heading' | 'list' | 'blocks';
  language?: string | null;
  tone?: TextTone | null;
  length?: TextLength;
  post?: { title: string; kind: string };
}
