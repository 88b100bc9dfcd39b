/**
 * Text compared without accents, case or punctuation: "N° unique (SNE)" → "n unique sne". Used for headers, labels and codes.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('²', '2')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
