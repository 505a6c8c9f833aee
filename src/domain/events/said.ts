/** Texts with a salt of 122 random bits or more, so that a short text cannot be guessed from its hash; `null` once erased. */
export type Said<T> = ({ readonly salt: string } & { readonly [K in keyof T]: T[K] }) | null;
