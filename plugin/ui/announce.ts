import { speak } from '@wordpress/a11y';

/** Tells screen readers what just happened; 'assertive' only for what went wrong. */
export const announce = (message: string, urgency: 'polite' | 'assertive' = 'polite'): void => speak(message, urgency);
