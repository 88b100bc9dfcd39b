import type { PresentedOffer } from '../../present/coordinationOffer.ts';
import { figure } from '../../present/format.ts';
import { Table } from '../frame/table.tsx';

/** Qualification of the offer: each quartier, what came free there, and whom its target asks for. */
export const Offer = ({ offer }: { readonly offer: PresentedOffer }) => (
  <>
    <p>{offer.text}.</p>
    <Table
      caption="Logements libérés par quartier ; ceux à attribuer, par typologie"
      columns={[
        { label: 'Quartier' },
        { label: 'Fragilité' },
        { label: 'Attribués', numeric: true },
        { label: 'À attribuer', numeric: true },
        ...offer.typologies.map(({ label }) => ({ label, numeric: true })),
        { label: 'Profil recherché' },
      ]}
      rows={offer.rows.map((row) => [
        row.quartier === null ? `${row.commune}, quartier non renseigné` : row.label,
        row.fragility,
        row.allocated === null ? <span class="soft">n. c.</span> : figure(row.allocated),
        figure(row.open),
        ...offer.typologies.map(({ code }) => {
          const open = row.openByTypology[code] ?? 0;
          return open === 0 ? '' : figure(open);
        }),
        row.wanted ?? <span class="soft">aucun objectif de mixité</span>,
      ])}
      empty="Aucun logement libéré dans ce territoire ce semestre : importez les logements libérés et les attributions."
    />
  </>
);
