import {
  type PresentedBlockages,
  type PresentedBlockedDwelling,
  refusalText,
} from '../../present/coordinationBlockages.ts';
import { figure } from '../../present/format.ts';
import { Table } from '../frame/table.tsx';

/** Lines of each table on the page; the file has them all. */
const LINES_SHOWN = 30;

/** What stands in the way: dwellings without candidates, long free, refused; targets that brake lists. */
export const Blockages = ({ blockages }: { readonly blockages: PresentedBlockages }) => (
  <>
    <p>{blockages.text}</p>
    <Dwellings
      caption="Logements à attribuer qui ont moins de trois candidats possibles"
      said="Candidats"
      items={blockages.fewCandidates}
      empty="Chaque logement à attribuer a trois candidats possibles au moins."
    />
    <Dwellings
      caption="Logements libres depuis plus de trois mois"
      said="Depuis"
      items={blockages.longVacant}
      empty="Aucun logement n’est libre depuis plus de trois mois."
    />
    <Table
      caption={`Refus et absences de réponse du semestre${shownOf(blockages.refusals.length)}`}
      columns={[{ label: 'Lieu' }, { label: 'Refus sur réponses', numeric: true }]}
      rows={blockages.refusals
        .slice(0, LINES_SHOWN)
        .map((refusals) => [refusals.label, refusalText(refusals)])}
    />
    {blockages.brakes === null ? (
      <p class="soft">
        Freins : aucun prix des objectifs n’est gardé. La page Territoire, Freins du mois, les calcule.
      </p>
    ) : (
      <Table
        caption="Freins : ce qu’un logement de plus vers l’objectif coûte, en points"
        columns={[{ label: 'Objectif' }, { label: 'Points', numeric: true }]}
        rows={blockages.brakes
          .slice(0, LINES_SHOWN)
          .map(({ label, pricePoints }) => [label, figure(pricePoints, 1)])}
        empty="Aucun objectif du territoire ne coûte de points au plan du mois."
      />
    )}
  </>
);

const shownOf = (total: number): string =>
  total > LINES_SHOWN ? ` : les ${LINES_SHOWN} premiers lieux sur ${figure(total)}` : '';

const Dwellings = ({
  caption,
  said,
  items,
  empty,
}: {
  readonly caption: string;
  readonly said: string;
  readonly items: readonly PresentedBlockedDwelling[];
  readonly empty: string;
}) => (
  <Table
    caption={`${caption}${items.length > LINES_SHOWN ? ` : les ${LINES_SHOWN} premiers sur ${figure(items.length)}` : ''}`}
    columns={[{ label: 'Logement' }, { label: 'Quartier' }, { label: 'Bailleur' }, { label: said }]}
    rows={items.slice(0, LINES_SHOWN).map(({ dwelling, text }) => [
      <a href={`/logements/${encodeURIComponent(dwelling.vacancy)}`}>
        {dwelling.vacancy}, {dwelling.description}
      </a>,
      dwelling.quartier,
      dwelling.bailleur,
      text,
    ])}
    empty={empty}
  />
);
