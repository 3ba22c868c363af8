/** The swatch pictures beside this file, by the name of their finish. */
export const swatchOf = (_finish: string): string | null => null;
