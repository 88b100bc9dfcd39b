import type { PresentedCounterfactual } from '../../present/counterfactual.ts';

/** What a household could do to be on a list, and what nothing would change. */
export const Ways = ({ found: { ways, never } }: { readonly found: PresentedCounterfactual }) => (
  <>
    {ways.length === 0 ? null : (
      <section>
        <h2>Ce qui suffirait aujourd’hui</h2>
        <ul>
          {ways.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
    )}
    {never.length === 0 ? null : (
      <section>
        <h2>Ce que rien n’y changerait</h2>
        <ul>
          {never.map(({ text }) => (
            <li>{text}.</li>
          ))}
        </ul>
      </section>
    )}
  </>
);

/** How it was looked for, and what it does not promise. */
export const Caveats = ({ found: { method, reminder } }: { readonly found: PresentedCounterfactual }) => (
  <section>
    <h2>À savoir</h2>
    <ul class="small">
      <li>Regardé par la méthode seule, sans les prix des objectifs.</li>
      {method.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
    <p>{reminder}</p>
  </section>
);
