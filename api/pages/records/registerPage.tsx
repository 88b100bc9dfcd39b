import { count } from '../../present/format.ts';
import type { PresentedEntry, PresentedHead } from '../../present/register.ts';
import { TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';

export const ENTRIES_A_PAGE = 50;

/** "12. 2026-11-02 08:00, local : séance proposée": the sentence alone. */
export const sentenceOf = ({ text }: PresentedEntry): string => text.slice(text.indexOf(' : ') + 3);

/** The register, the last entry first. */
export const RegisterPage = ({
  viewer,
  entries,
  total,
  head,
  searched,
  older,
}: {
  readonly viewer: Viewer;
  readonly entries: readonly PresentedEntry[];
  readonly total: number;
  readonly head: PresentedHead;
  readonly searched: string;
  /** First entry shown, when there are older ones. */
  readonly older: number | null;
}) => (
  <Page
    title="Registre"
    section="records"
    viewer={viewer}
    lead="Tout ce qui a été importé, proposé, changé et décidé, dans l’ordre. Chaque écriture est chaînée à la précédente : rien ne peut y être changé sans que cela se voie. Aucun numéro unique n’y figure."
    actions={
      viewer.may('/registre/verification') ? (
        <a class="button" href="/registre/verification">
          Vérifier tout le registre
        </a>
      ) : null
    }
  >
    <form method="get" action="/registre" class="filters">
      <TextField
        name="cherche"
        label="Chercher"
        type="search"
        value={searched}
        hint="Numéro d’écriture, empreinte, séance, logement, ou un mot : import, offre, bail…"
      />
      <button type="submit">Chercher</button>
    </form>
    <Table
      caption={
        searched === '' ? count(total, 'écriture', 'écritures') : `Écritures où figure « ${searched} »`
      }
      empty={
        searched === ''
          ? 'Le registre est vide : importez un fichier ou préparez une séance, et chaque acte s’y inscrira.'
          : 'Aucune des dernières écritures ne contient ces mots. Essayez un mot plus court, ou le numéro de l’écriture.'
      }
      columns={[{ label: 'N°' }, { label: 'Quand (UTC)' }, { label: 'Ce qui s’est fait' }, { label: 'Par' }]}
      rows={entries.map((entry) => [
        <a href={`/registre/${entry.seq}`}>{entry.seq}</a>,
        <span class="nowrap">{entry.at.slice(0, 16).replace('T', ' ')}</span>,
        sentenceOf(entry),
        entry.actor,
      ])}
    />
    {older === null ? null : (
      <p class="actions">
        <a class="button" href={`/registre?avant=${older}`}>
          Écritures plus anciennes
        </a>
      </p>
    )}
    <p class="small soft">{head.text}</p>
  </Page>
);
