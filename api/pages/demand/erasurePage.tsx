import type { PresentedErasurePreview } from '../../present/erasure.ts';
import { CheckField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';

/** What goes and what stays of a household, and the question. */
export const ErasurePage = ({
  viewer,
  preview,
  refusal,
}: {
  readonly viewer: Viewer;
  readonly preview: PresentedErasurePreview;
  readonly refusal?: string;
}) => (
  <Page
    title={`Effacer le ménage de la demande ${preview.number}`}
    section="demand"
    viewer={viewer}
    back={{ href: '/demande', label: 'Une autre demande' }}
    lead="L’effacement est définitif : rien ne permet de revenir en arrière."
  >
    <div class="columns">
      <Texts title="Ce qui part" texts={preview.goes} />
      <Texts title="Ce qui reste" texts={preview.stays} />
    </div>
    <Refused texts={refusal === undefined ? [] : [refusal]} />
    <form method="post" action="/demande/dossier/effacer" class="card">
      <h2>Confirmer</h2>
      <input type="hidden" name="number" value={preview.number} />
      <CheckField name="confirm" label="Oui, effacer ce ménage définitivement" />
      <button type="submit" class="danger">
        Effacer le ménage
      </button>
    </form>
    <form method="post" action="/demande/dossier">
      <input type="hidden" name="number" value={preview.number} />
      <button type="submit">Ne rien effacer, revenir à la demande</button>
    </form>
  </Page>
);

const Texts = ({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) => (
  <section class="card">
    <h2>{title}</h2>
    <ul>
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  </section>
);

/** It is done: nobody is named any more. */
export const ErasedPage = ({
  viewer,
  text,
  head,
}: {
  readonly viewer: Viewer;
  readonly text: string;
  /** Head of the register, to be printed. */
  readonly head: string;
}) => (
  <Page
    title="Ménage effacé"
    section="demand"
    viewer={viewer}
    back={{ href: '/demande', label: 'Une autre demande' }}
  >
    <Notice tone="ok" title="L’effacement est écrit au registre, sans le numéro.">
      <p>{text}</p>
    </Notice>
    <p>{head}</p>
  </Page>
);
