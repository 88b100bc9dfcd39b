import type { PresentedNotice } from '../../present/notice.ts';
import { Badge, CertaintyBadge } from '../frame/badge.tsx';
import { Contributions } from '../frame/contributions.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { Calculation } from './calculation.tsx';
import { Places } from './places.tsx';
import { AnywhereForm, VacancyForm } from './vacancyForm.tsx';

/** A household's own explanation, in the order that it asks: where am I, how long, what can I bring, why. Printed, the legal notice. */
export const ExplanationPage = ({
  viewer,
  notice,
  vacancy,
}: {
  readonly viewer: Viewer;
  readonly notice: PresentedNotice;
  /** Freed dwelling that one came from; null: none. */
  readonly vacancy: string | null;
}) => (
  <Page
    title={`Votre demande ${notice.number}`}
    section="demand"
    viewer={viewer}
    back={
      vacancy === null
        ? { href: '/demande', label: 'Une autre demande' }
        : { href: `/logements/${encodeURIComponent(vacancy)}`, label: `Logement ${vacancy}` }
    }
    actions={viewer.may('/demande/dossier', 'POST') ? <KeepForm number={notice.number} /> : undefined}
    lead={`${notice.territory.label}, au ${notice.territory.asOf}. ${notice.reminder}`}
  >
    {notice.simulated ? <p class="print-only">Données simulées : aucun ménage réel.</p> : null}
    {notice.validity.valid ? null : (
      <Notice tone="bad" title="Demande à renouveler">
        <p>{notice.validity.text}</p>
      </Notice>
    )}
    <File notice={notice} />
    <Score notice={notice} />
    <Evidence notice={notice} />
    <Places notice={notice} />
    <div class="columns screen-only">
      <AnywhereForm number={notice.number} />
      <VacancyForm number={notice.number} vacancy={vacancy ?? ''} />
    </div>
    <Calculation notice={notice} />
    <section>
      <h2>À savoir</h2>
      <ul>
        {notice.method.notices.map((text) => (
          <li>{text}</li>
        ))}
        <li>
          {notice.displays.basis} <CertaintyBadge certainty={notice.displays.certainty} />
        </li>
      </ul>
    </section>
  </Page>
);

const KeepForm = ({ number }: { readonly number: string }) => (
  <form method="post" action="/demande/dossier">
    <input type="hidden" name="number" value={number} />
    <button type="submit">Gérer cette demande</button>
  </form>
);

const File = ({ notice: { household, validity } }: { readonly notice: PresentedNotice }) => (
  <section>
    <h2>Ce que dit votre dossier</h2>
    <dl class="facts card">
      <dt>Ménage</dt>
      <dd>{household.composition}</dd>
      <dt>Demande</dt>
      <dd>{household.demand}</dd>
      <dt>Situation</dt>
      <dd>{household.housing}</dd>
      <dt>Ressources</dt>
      <dd>{household.resources}</dd>
      <dt>Priorités</dt>
      <dd>
        {household.situations.length === 0 ? (
          'aucune situation prioritaire connue'
        ) : (
          <ul>
            {household.situations.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        )}
      </dd>
      <dt>Validité</dt>
      <dd>{validity.text}</dd>
    </dl>
    <p class="small soft">Une erreur ou un oubli se corrige dans votre demande de logement social.</p>
  </section>
);

const Score = ({
  notice: { score, provisional, weightings, method },
}: {
  readonly notice: PresentedNotice;
}) => (
  <section>
    <h2>Votre cotation</h2>
    <p>
      <span class="figure-value">{score.text}</span>
      {score.tier === null ? null : (
        <>
          {' '}
          {score.tier.text}
          {score.tier.toVerify ? (
            <>
              {' '}
              <Badge tone="warn">à vérifier</Badge>
            </>
          ) : null}
        </>
      )}
    </p>
    <Contributions
      caption={`Vos points, critère par critère : méthode « ${method.label} »`}
      contributions={score.contributions}
    />
    {weightings.map(({ text, contributions }) => (
      <>
        <p>{text}</p>
        {contributions.length === 0 ? null : (
          <Contributions caption="Ces points, critère par critère" contributions={contributions} />
        )}
      </>
    ))}
    <p>{provisional}</p>
  </section>
);

const Evidence = ({ notice: { evidence } }: { readonly notice: PresentedNotice }) => (
  <section>
    <h2>Ce que vous pouvez apporter</h2>
    <Table
      caption="Les pièces et réponses qui comptent, les plus importantes d’abord"
      columns={[{ label: 'Pièce' }, { label: 'Ce qu’elle établit' }, { label: 'Ce qu’elle change' }]}
      rows={evidence.map(({ paper, subject, text }) => [paper, subject, text])}
      empty="Rien ne manque : tout ce qui compte est renseigné et vérifié."
    />
  </section>
);
