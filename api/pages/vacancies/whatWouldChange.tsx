import { count } from '../../present/format.ts';
import type { PresentedFragility } from '../../present/fragility.ts';

/** How little would change the list: what to check first. */
export const WhatWouldChange = ({ fragility }: { readonly fragility: PresentedFragility }) => (
  <section id="fragilite">
    <h2>Ce qui changerait la liste</h2>
    {fragility.summary.map((text) => (
      <p>{text}</p>
    ))}
    <div class="columns">
      <div>
        <h3>L’écart entre voisins</h3>
        <Texts of={fragility.edges} none="Un seul candidat : aucun voisin." />
      </div>
      <div>
        <h3>Les pièces</h3>
        <Texts of={fragility.papers} none="Aucune pièce, à elle seule." />
      </div>
    </div>
    <details>
      <summary>
        Les poids de la méthode :{' '}
        {fragility.weights.length === 0
          ? 'aucun changement ne changerait la liste'
          : `${count(fragility.weights.length, 'changement changerait', 'changements changeraient')} la liste`}
      </summary>
      <Texts of={fragility.weights} none="Aucun poids, de rien à son double." />
    </details>
    <p class="small soft">{fragility.note}</p>
  </section>
);

const Texts = ({ of, none }: { readonly of: readonly { readonly text: string }[]; readonly none: string }) =>
  of.length === 0 ? (
    <p class="soft">{none}</p>
  ) : (
    <ul>
      {of.map(({ text }) => (
        <li>{text}</li>
      ))}
    </ul>
  );
