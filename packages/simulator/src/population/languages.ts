/** Languages in which the population writes its offers. */
export type Language = 'nl' | 'fr' | 'de';

export const LANGUAGES: readonly Language[] = ['nl', 'fr', 'de'];
