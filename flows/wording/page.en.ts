/** The playground's own words. */
export const pageWords = {} as const;
