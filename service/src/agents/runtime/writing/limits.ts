/** Search engines cut off after about this many characters. */
export const seoTitleLimit = 60;
export const seoDescriptionLimit = 155;
