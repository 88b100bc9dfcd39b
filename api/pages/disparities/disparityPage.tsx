import type { PresentedDisparity, PresentedReading } from '../../present/disparity.ts';
import { count, figure } from '../../present/format.ts';
import { Notice, Reserves } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Forest } from './forest.tsx';
import { disparitiesHref, disparityFile } from './hrefs.ts';
import { Rules } from './rules.tsx';

/** An audit: what is established, the drawing of each reading, what each rule moves, and what it does not say. */
export const DisparityPage = ({
  viewer,
  disparity,
}: {
  readonly viewer: Viewer;
  readonly disparity: PresentedDisparity;
}) => {
  const { id, title, vacancies, households, tests, findings, readings, notices } = disparity;
  return (
    <Page
      title={title}
      section="disparities"
      viewer={viewer}
      back={{ href: disparitiesHref, label: 'Égalité de traitement' }}
      lead={`${count(vacancies, 'logement libéré', 'logements libérés')}${
        households === null ? '' : `, ${count(households, 'ménage', 'ménages')} à qui l’un convenait`
      } ; ${count(tests, 'groupe examiné', 'groupes examinés')} ensemble.`}
      actions={
        <>
          <a class="button" href={disparityFile(id, 'xlsx')}>
            Classeur XLSX
          </a>{' '}
          <a class="button" href={disparityFile(id, 'csv')}>
            Tableau CSV
          </a>
        </>
      }
    >
      <Notice title="Un écart n’est pas une discrimination">
        <p>
          Chaque ménage est comparé à ceux à qui le même logement convenait au même moment. Les points, les
          priorités et les objectifs déplacent les chances : l’examen dit où elles sont inégales, jamais
          pourquoi. La commission décide.
        </p>
      </Notice>
      <h2>Écarts établis</h2>
      <ul>
        {findings.map((finding) => (
          <li>{finding}</li>
        ))}
      </ul>
      {readings.map((reading) => (
        <Reading reading={reading} />
      ))}
      <Rules disparity={disparity} />
      <Reserves notices={notices} />
    </Page>
  );
};

const Reading = ({ reading }: { readonly reading: PresentedReading }) => {
  const { label, definition, choices, selections, caution, attributes } = reading;
  const withheld = attributes.reduce((sum, each) => sum + each.withheld, 0);
  const drawable = attributes.some(({ groups }) => groups.some(({ low }) => low !== null));
  return (
    <section>
      <h2>{label}</h2>
      <p>
        {definition} {count(choices, 'choix comparé', 'choix comparés')}
        {selections === null ? '' : `, ${count(selections, 'ménage choisi', 'ménages choisis')}`}.
      </p>
      {caution === null ? null : (
        <Notice tone="warn" title="À lire avec prudence">
          <p>{caution}</p>
        </Notice>
      )}
      {drawable ? (
        <div class="intervals">
          <Forest reading={reading} />
        </div>
      ) : (
        <p class="empty">
          Trop peu de choix pour comparer des groupes : prenez plus de mois, ou plus de logements.
        </p>
      )}
      {withheld === 0 ? null : (
        <p>
          {figure(withheld)}{' '}
          {withheld === 1
            ? 'groupe de trop petit effectif n’est pas montré.'
            : 'groupes de trop petit effectif ne sont pas montrés.'}
        </p>
      )}
    </section>
  );
};
