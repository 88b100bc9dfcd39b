/** The page that follows work under way, and leads to what it makes. @param stopping somebody has just asked that it stop. */
export const jobHref = (job: string, { stopping = false }: { readonly stopping?: boolean } = {}): string =>
  `/travaux/${encodeURIComponent(job)}${stopping ? '?arret=demande' : ''}`;
