/*
 * A refused line of JSON Lines is given back as the object it was with one field more, which says what to mend, or, when it was
 * no object, as a text to mend inside such an object. The import reads past the first and opens the second again.
 */

export const REFUSAL_FIELD = '$refus';
export const REFUSED_LINE = '$ligne';

/** The object that was imported, given the object of a refusal file; any other object as it is. */
export const withoutRefusal = (value: object): unknown => {
  if (!Object.hasOwn(value, REFUSAL_FIELD)) return value;
  const { [REFUSAL_FIELD]: _, ...rest } = value as Record<string, unknown>;
  const text = rest[REFUSED_LINE];
  if (typeof text !== 'string') return rest;
  try {
    const mended: unknown = JSON.parse(text);
    return typeof mended === 'object' && mended !== null && !Array.isArray(mended) ? mended : undefined;
  } catch {
    return undefined;
  }
};
