import { isRTL } from '@wordpress/i18n';

/**
 * A value for a sentence that may run the other way: a name, date or address then keeps its own order and leaves the words around it in
 * theirs (Unicode UAX #9, FSI and PDI). In left-to-right languages it is the value itself.
 */
export const isolate = (value: string): string => (isRTL() ? `\u2068${value}\u2069` : value);
