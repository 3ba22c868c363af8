/** Whether the run asked for this field: all when it named none, else by its path or first part. */
export const isWanted = (field: string, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(field) || wanted.includes(field.split('.')[0] ?? field);
