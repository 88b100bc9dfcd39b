import type { PresentedGroup, PresentedMethod } from '../../present/method.ts';
import { Reserves } from '../frame/notice.tsx';
import { Table } from '../frame/table.tsx';

/** A method as tables: what orders first, then what counts and how much, each with its source. */
export const MethodBody = ({ method }: { readonly method: PresentedMethod }) => (
  <>
    <dl class="facts">
      <dt>Ce qu’elle fait</dt>
      <dd>{method.what}</dd>
      <dt>Demandes concernées</dt>
      <dd>{method.scope}</dd>
      <dt>Validité</dt>
      <dd>{method.validity}</dd>
      <dt>Source</dt>
      <dd>
        {method.source} ({method.certainty})
      </dd>
      <dt>À égalité</dt>
      <dd>{method.tieBreak.length === 0 ? 'rien ne départage' : method.tieBreak.join(', puis ')}</dd>
    </dl>
    <Reserves notices={method.notices} />
    {method.levels.length === 0 ? null : (
      <>
        <h2>Niveaux : qui passe avant</h2>
        <Table
          caption="Niveaux, dans l’ordre où ils sont examinés"
          hideCaption
          columns={[
            { label: 'Niveau' },
            { label: 'Condition' },
            { label: 'Place' },
            { label: 'Preuve' },
            { label: 'Source' },
          ]}
          rows={method.levels.map(({ label, when, placement, evidence, source, certainty }) => [
            label,
            when,
            PLACEMENTS[placement],
            evidence,
            <Source source={source} certainty={certainty} />,
          ])}
        />
      </>
    )}
    {method.groups.map((group) => (
      <Group group={group} />
    ))}
    {method.refusals.length === 0 ? null : (
      <>
        <h2>Ce que fait un refus</h2>
        <Table
          caption="Effets d’un refus"
          hideCaption
          columns={[{ label: 'Refus' }, { label: 'Effet' }, { label: 'Source' }]}
          rows={method.refusals.map(({ label, text, source, certainty }) => [
            label,
            text,
            <Source source={source} certainty={certainty} />,
          ])}
        />
      </>
    )}
    <h2>Ce que la méthode lit d’une demande</h2>
    <p>
      {method.reads.join(', ')}. Ni l’origine, ni le nom, ni le lieu de naissance, ni la nationalité, ni la
      nature des ressources n’y entrent.
    </p>
  </>
);

const PLACEMENTS: Readonly<Record<PresentedMethod['levels'][number]['placement'], string>> = {
  'before-grid': 'avant la grille',
  grid: 'dans la grille',
  outside: 'hors de la grille',
};

const Source = ({ source, certainty }: { readonly source: string; readonly certainty: string }) => (
  <small>
    {source} ({certainty})
  </small>
);

const Group = ({ group }: { readonly group: PresentedGroup }) => (
  <>
    <h2>{group.label}</h2>
    <p class="soft">
      {group.rule}
      {group.when === null ? '' : ` ; seulement si ${group.when}`}
      {group.source === null ? '' : `. ${group.source}`}
    </p>
    <Table
      caption={`Critères : ${group.label}`}
      hideCaption
      columns={[
        { label: 'Critère' },
        { label: 'Points', numeric: true },
        { label: 'Condition' },
        { label: 'Preuve' },
        { label: 'Source' },
      ]}
      rows={group.criteria.map(({ label, points, when, evidence, source, certainty }) => [
        label,
        points,
        when ?? 'toujours',
        evidence,
        <Source source={source} certainty={certainty} />,
      ])}
    />
  </>
);
