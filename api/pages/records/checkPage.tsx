import type { PresentedRegisterCheck } from '../../present/register.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';

/** The whole chain followed from its first entry, and each record hashed again. */
export const CheckPage = ({
  viewer,
  check,
}: {
  readonly viewer: Viewer;
  readonly check: PresentedRegisterCheck;
}) => (
  <Page
    title="Vérification du registre"
    section="records"
    viewer={viewer}
    back={{ href: '/registre', label: 'Registre' }}
  >
    <Notice tone={check.sound ? 'ok' : 'bad'} alert>
      <p>{check.text}</p>
    </Notice>
    {check.broken === null ? null : (
      <p>
        <a href={`/registre/${check.broken.seq}`}>L’écriture {check.broken.seq}</a> est la première qui ne
        tient pas. Arrêtez les écritures, gardez une copie du dossier de données, et revenez à une sauvegarde
        : docs/exploitation.md dit comment.
      </p>
    )}
    <p>{check.head.text}</p>
    <p class="small soft">
      Un procès-verbal imprimé porte la tête du registre ce jour-là. Pour vérifier que l’histoire n’a pas été
      réécrite depuis : <code>precal verify --head numéro:empreinte</code>.
    </p>
  </Page>
);
