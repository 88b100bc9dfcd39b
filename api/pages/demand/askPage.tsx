import { TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';

/** Asks for one household's explanation. Its number goes in the body of a form: an address stays in histories and logs. */
export const AskPage = ({
  viewer,
  readsNumbers,
  typed = '',
  error,
}: {
  readonly viewer: Viewer;
  /** Whether who reads writes numéros uniques, or pseudonyms. */
  readonly readsNumbers: boolean;
  readonly typed?: string;
  readonly error?: string;
}) => (
  <Page
    title="Expliquer sa demande à un ménage"
    section="demand"
    viewer={viewer}
    lead="Ce que dit son dossier, sa cotation critère par critère, l’attente, sa position parmi les demandes semblables et ce qui y changerait : à lire avec lui, ou à imprimer."
  >
    <form method="post" action="/demande" class="card">
      <TextField
        name="number"
        label={readsNumbers ? 'Numéro unique' : 'Pseudonyme de la demande'}
        hint={
          readsNumbers
            ? '18 caractères, sur l’attestation d’enregistrement de la demande ; les espaces ne comptent pas.'
            : 'PS-…, lu dans une liste ou une séance : votre rôle ne lit pas les numéros uniques.'
        }
        value={typed}
        error={error}
        required
      />
      <div class="actions">
        <button type="submit" class="main">
          Voir l’explication
        </button>
        {viewer.may('/demande/dossier', 'POST') ? (
          <button type="submit" formaction="/demande/dossier">
            Gérer la demande : renouveler, radier, remettre ses données au ménage
          </button>
        ) : null}
      </div>
    </form>
    <p class="soft">
      Chaque consultation d’un dossier est inscrite au journal des lectures, avec le compte qui l’a faite.
    </p>
  </Page>
);
