/** Why a plain text is not safe to show, or null: no comment, block, shortcode, script, tag or link. `tags` names tags that may stand bare. */
export const unsafeText = (text: string, tags: RegExp | null = null): string | null => {
  if (/<!--/.test(text)) return 'it holds a comment or block markup';
  if (/\[\/?[a-z][\w-]*(?:\s[^\]]*)?\/?\]/i.test(text)) return 'it holds a shortcode';
  if (/javascript:|data:text|vbscript:|\bon\w+\s*=/i.test(text)) return 'it holds script';
  const found = [...text.matchAll(/<([^>]*)(?:>|$)/g)].map((tag) => tag[1] ?? '');
  if (found.length > 0 && tags === null) return 'it holds markup where plain text belongs';
  if (found.some((tag) => !tags?.test(tag))) return 'it holds tags or attributes other than bare p, br, ul, ol, li, strong, em';
  if (/https?:\/\/|www\./i.test(text)) return 'it holds a link';
  return null;
};
