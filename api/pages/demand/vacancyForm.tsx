import { TextField } from '../frame/field.tsx';

/** The way back to all that is said of a demand. A form: its number stays out of addresses. */
export const BackToExplanation = ({
  number,
  vacancy = '',
}: {
  readonly number: string;
  readonly vacancy?: string;
}) => (
  <form method="post" action="/demande">
    <input type="hidden" name="number" value={number} />
    <input type="hidden" name="vacancy" value={vacancy} />
    <button type="submit">Revenir à toute l’explication de votre demande</button>
  </form>
);

/** Looks at every freed dwelling of the day that who asks may see. */
export const AnywhereForm = ({ number }: { readonly number: string }) => (
  <form method="post" action="/demande/logements" class="card">
    <h2>Pourquoi pas encore de proposition ?</h2>
    <p>
      Les listes de tous les logements libérés du jour sont refaites, avec le plus petit changement de votre
      demande qui l’y mettrait : une pièce, un renouvellement, un souhait. Quelques secondes.
    </p>
    <input type="hidden" name="number" value={number} />
    <button type="submit">Chercher parmi tous les logements du jour</button>
  </form>
);

/** Asks why a demand is not on the list of a dwelling, and what would put it there. */
export const VacancyForm = ({
  number,
  vacancy,
  error,
}: {
  readonly number: string;
  readonly vacancy: string;
  readonly error?: string;
}) => (
  <form method="post" action="/demande/logement" class="card">
    <h2>Pourquoi pas ce logement ?</h2>
    <input type="hidden" name="number" value={number} />
    <TextField
      name="vacancy"
      label="Logement libéré"
      hint="Son identifiant, tel qu’il est dans la liste des logements libérés."
      value={vacancy}
      error={error}
      required
    />
    <button type="submit">Voir ce qui y changerait</button>
  </form>
);
