/** Keys in the storage. Contents are kept once for a site, under their hash; what is on its way, by upload and place. */
export const keys = {
  site: (site: string): string => `${site}/`,
  contents: (site: string): string => `${site}/objects/`,
  content: (site: string, sha256: string): string => `${site}/objects/${sha256.slice(0, 2)}/${sha256}`,
  upload: (site: string, upload: string): string => `${site}/uploads/${upload}/`,
  piece: (site: string, upload: string, offset: number): string => `${site}/uploads/${upload}/${String(offset).padStart(12, '0')}`,
};
