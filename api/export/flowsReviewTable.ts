import { type PresentedReview, type PresentedReviewLine, periodHeader } from '../present/flowsReview.ts';
import type { ExportTable } from './table.ts';

/** The yearly review to réservataires as a table: a line for each kind of dwelling. */
export const flowsReviewTable = (review: PresentedReview): ExportTable<PresentedReviewLine> => ({
  name: `Bilan ${review.year}`,
  rows: review.lines,
  columns: [
    { header: 'Bailleur', type: 'text', cell: (line) => line.bailleurName },
    { header: 'Réservataire', type: 'text', cell: (line) => line.reservataireName },
    { header: 'Type', type: 'text', cell: (line) => line.typologyName },
    { header: 'Financement', type: 'text', cell: (line) => line.financing },
    { header: 'QPV', type: 'text', cell: (line) => line.qpvName },
    { header: 'Code INSEE', type: 'text', cell: (line) => line.commune },
    { header: 'Commune', type: 'text', cell: (line) => line.communeName },
    { header: periodHeader(review), type: 'text', cell: (line) => line.periodName },
    { header: 'Logements proposés', type: 'number', cell: (line) => line.proposed },
    { header: 'Logements attribués', type: 'number', cell: (line) => line.allocated },
    { header: 'Baux signés', type: 'number', cell: (line) => line.signed },
  ],
});
