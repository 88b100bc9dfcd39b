import { Notice } from '../frame/notice.tsx';

/** Said at the top of every page of simulations. */
export const Simulated = () => (
  <Notice tone="warn" title="Tout est simulé">
    <p>
      Ménages, logements et réponses viennent d’un monde simulé : ce ne sont pas des prévisions, et aucune
      demande réelle n’y entre. Les résultats disent ce que donnerait un scénario si ses hypothèses étaient
      vraies.
    </p>
  </Notice>
);
