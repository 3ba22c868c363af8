export interface UsageLine {
  text: string;
  /** initials of the tones it suits: warm, plain, refined, playful (y); absent: all. */
  tones?: string;
  /** nouns it is meant for; absent: all of the family. */
  only?: readonly string[];
}
