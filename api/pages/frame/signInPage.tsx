import { TextField } from './field.tsx';
import { Notice } from './notice.tsx';
import { Page } from './page.tsx';

/** The page that a browser gets while nobody knows it. @param wrong true when what it brought was refused. */
export const SignInPage = ({ wrong }: { readonly wrong: boolean }) => (
  <Page title="Entrer" section={null} viewer={null}>
    {wrong ? (
      <Notice tone="bad" alert>
        <p>Ce lien ou ce jeton n’ouvre pas Précal : il est inconnu, déjà employé, expiré ou révoqué.</p>
      </Notice>
    ) : (
      <p>Cette page demande de s’identifier.</p>
    )}
    <p>
      Sur cette machine, <code>precal serve</code> affiche un lien à usage unique : ouvrez-le. Ailleurs,
      donnez le jeton que l’administrateur vous a remis.
    </p>
    <form method="post" action="/ouvrir">
      <TextField name="jeton" label="Jeton" type="password" required />
      <button type="submit" class="main">
        Entrer
      </button>
    </form>
  </Page>
);

/** A page and not a redirection: a browser sent here by a mail holds back a strict cookie until a page of this server leads on. */
export const WelcomePage = () => (
  <Page title="Bienvenue" section={null} viewer={null} refreshSeconds={0} refreshTo="/">
    <p>
      <a class="button main" href="/">
        Continuer
      </a>
    </p>
  </Page>
);
