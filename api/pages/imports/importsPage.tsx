import { figure } from '../../present/format.ts';
import { KIND_LABELS } from '../../present/importReport.ts';
import { IMPORTABLE_KINDS } from '../../service/imports.ts';
import type { ImportEntry } from '../../store/store.ts';
import { SelectField, TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { Table } from '../frame/table.tsx';

/** Imports shown, the last first. */
const SHOWN = 50;

/** Send a file; what was sent before. */
export const ImportsPage = ({
  viewer,
  entries,
  kind = 'demands',
  sheet = '',
  refusal,
}: {
  readonly viewer: Viewer;
  readonly entries: readonly ImportEntry[];
  readonly kind?: string;
  readonly sheet?: string;
  readonly refusal?: string;
}) => (
  <Page
    title="Imports"
    section="imports"
    viewer={viewer}
    scripts={['imports.js']}
    lead="Chaque ligne d’un fichier est gardée, ou refusée avec sa raison et son remède. Un import est une seule écriture : tout, ou rien."
  >
    <Refused texts={refusal === undefined ? [] : [refusal]} />
    {viewer.may('/imports', 'POST') ? (
      <form method="post" action="/imports" enctype="multipart/form-data" class="card drop" id="envoi">
        <h2>Envoyer un fichier</h2>
        <div class="field">
          <label for="fichier">Fichier</label>
          <p class="hint" id="fichier-aide">
            CSV, XLSX, JSON Lines, ou XML du SNE (interfaceNuu 02.00 et 02.01). Déposez-le ici, ou
            choisissez-le.
          </p>
          <input id="fichier" name="fichier" type="file" required aria-describedby="fichier-aide" />
        </div>
        <SelectField
          name="nature"
          label="Ce qu’il contient"
          value={kind}
          choices={IMPORTABLE_KINDS.map((value) => ({ value, label: KIND_LABELS[value] ?? value }))}
        />
        <TextField
          name="feuille"
          label="Feuille du classeur (facultatif)"
          value={sheet}
          hint="Laissée vide : celle dont les en-têtes sont reconnus."
        />
        <div class="field">
          <label for="correspondance">Correspondance des colonnes (facultatif)</label>
          <p class="hint" id="correspondance-aide">
            Pour un CSV ou un XLSX dont les en-têtes ne sont pas ceux attendus : un fichier YAML, « columns: »
            puis une ligne par champ. À choisir de nouveau à chaque envoi.
          </p>
          <input
            id="correspondance"
            name="correspondance"
            type="file"
            accept=".yaml,.yml"
            aria-describedby="correspondance-aide"
          />
        </div>
        <button type="submit" class="main">
          Importer
        </button>
        <p id="avancement" role="status" />
      </form>
    ) : null}
    <h2>Fichiers importés</h2>
    <Table
      caption={
        entries.length > SHOWN ? `Les ${SHOWN} derniers, sur ${figure(entries.length)}` : 'Tous les fichiers'
      }
      empty="Aucun fichier n’a encore été importé. Commencez par les logements, puis les demandes, puis les logements libérés."
      columns={[
        { label: 'Fichier' },
        { label: 'Contenu' },
        { label: 'Quand (UTC)' },
        { label: 'Ajoutées', numeric: true },
        { label: 'Remplacées', numeric: true },
        { label: 'Inchangées', numeric: true },
        { label: 'Refusées', numeric: true },
      ]}
      rows={[...entries]
        .reverse()
        .slice(0, SHOWN)
        .map((entry) => [
          entry.file,
          KIND_LABELS[entry.kind] ?? entry.kind,
          <span class="nowrap">{entry.at.slice(0, 16).replace('T', ' ')}</span>,
          figure(entry.added),
          figure(entry.replaced),
          figure(entry.unchanged),
          figure(entry.refused),
        ])}
    />
  </Page>
);
