import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { SNE_NAMESPACE } from '../import/sneNamespace.ts';
import type { Written } from './csvText.ts';
import { writeTextFile } from './textFile.ts';

/*
 * Demands in the tree of the SNE exchange format `interfaceNuu` 02.01. Only what our demands hold is written; identity
 * elements carry the same fixed words for everybody. Names of elements: see api/import/sne/demandeTree.ts.
 */

const SYNTHETIC = { nom: 'SYNTHETIQUE', prenom: 'SYNTHETIQUE' } as const;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An element with children, or with text; nothing for null. */
const element = (name: string, content: string | number | null): string =>
  content === null ? '' : `<${name}>${content}</${name}>`;
const textElement = (name: string, text: string): string => element(name, escapeXml(text));
const coded = (name: string, code: string | null): string =>
  code === null ? '' : `<${name} code="${escapeXml(code)}"/>`;

const identity = (birthDate: IsoDay | null): string =>
  textElement('nom', SYNTHETIC.nom) +
  textElement('prenom', SYNTHETIC.prenom) +
  element('dateNaissance', birthDate);

type Work = Demand['employment']['applicant'];
const work = ({ contract, workplaceCommune }: Work): string =>
  element(
    'situationProfessionnelle',
    coded('typeContratTravail', contract) + element('etranger', 'false') + coded('commune', workplaceCommune),
  );

/** The last two tax years, most recent first: the format has no place for more. */
const taxYears = ({ incomes }: Demand): Demand['incomes']['referenceTaxIncome'] =>
  [...incomes.referenceTaxIncome].sort((a, b) => b.year - a.year).slice(0, 2);

/** The household's total goes to the applicant; the others get zero where the total is known, nothing where it is not. */
const tax = (demand: Demand, share: 'total' | 'zero'): string => {
  const years = taxYears(demand);
  if (years.length === 0) return '';
  return element(
    'revenuFiscal',
    years
      .map(({ year, amountEur }, i) => {
        const amount = amountEur === null ? null : share === 'total' ? amountEur : 0;
        return element(`anneeMoins${i + 1}`, year) + element(`montantMoins${i + 1}`, amount);
      })
      .join(''),
  );
};
const monthly = ({ incomes }: Demand, share: 'total' | 'zero'): string => {
  const total = incomes.declaredMonthlyEur;
  return element(
    'listeRessourceRecue',
    total === null
      ? ''
      : element(
          'detailRessource',
          coded('ressource', 'AUT') + element('montant', share === 'total' ? total : 0),
        ),
  );
};

const COUPLE_LINK = { true: 'C', false: 'L' } as const;

const coApplicant = (demand: Demand, hasCoApplicant: boolean): string => {
  const { couple, adults } = demand.household;
  if (!hasCoApplicant) return '';
  return element(
    'listeCotitulaire',
    element(
      'cotitulaire',
      identity(adults[1]?.birthDate ?? null) +
        coded('lienDemandeur', couple === null ? null : COUPLE_LINK[`${couple}`]) +
        (demand.employment.coApplicant ? work(demand.employment.coApplicant) : '') +
        tax(demand, 'zero') +
        monthly(demand, 'zero'),
    ),
  );
};

const household = (demand: Demand, hasCoApplicant: boolean): string => {
  const { adults, expectedBirths } = demand.household;
  // The format lists persons: it cannot say that children are not known.
  const children = demand.household.children ?? [];
  const inCharge = [
    ...children
      .filter(({ custody }) => custody === 'full')
      .map(({ birthDate }) => ({ birthDate, link: 'E' })),
    ...adults.slice(hasCoApplicant ? 2 : 1).map(({ birthDate }) => ({ birthDate, link: 'A' })),
  ];
  const shared = children.filter(({ custody }) => custody !== 'full');
  return (
    element(
      'listePersonneACharge',
      inCharge
        .map(({ birthDate, link }) =>
          element('personneACharge', identity(birthDate) + coded('lienParente', link)),
        )
        .join(''),
    ) +
    (expectedBirths === null ? '' : element('personneANaitre', element('nombre', expectedBirths))) +
    element(
      'listePersonneEnGarde',
      shared
        .map(({ birthDate, custody }) =>
          element(
            'personneEnGarde',
            element('dateNaissance', birthDate) + coded('coParentalite', custody === 'alternate' ? 'G' : 'D'),
          ),
        )
        .join(''),
    )
  );
};

const WANTED_BUILDING = { flat: 'A', house: 'M', any: 'I' } as const;

const wishes = ({ wishes: { wide, building, typologies, communes } }: Demand): string =>
  element(
    'logementRecherche',
    coded('categorieLogement', building === null ? null : WANTED_BUILDING[building]) +
      element('listeTypeLogement', typologies.map((typology) => coded('typeLogement', typology)).join('')) +
      element(
        'listeLocalisationSouhaite',
        communes.map((commune) => element('localisationSouhaite', coded('commune', commune))).join(''),
      ) +
      element('demandeElargie', String(wide)),
  );

const demande = (demand: Demand): string => {
  const { household: home, currentHousing: housing } = demand;
  const hasCoApplicant = demand.employment.coApplicant !== null;
  const single = !hasCoApplicant && home.couple === false;
  return element(
    'demande',
    element(
      'demandeLogement',
      textElement('numUnique', demand.number) +
        textElement('numGuichet', demand.number.slice(-5)) +
        element('dateCreationDemande', demand.filedOn) +
        element(
          'personnePhysique',
          element(
            'demandeur',
            identity(home.adults[0]?.birthDate ?? null) +
              coded('situationFamiliale', single ? 'C' : null) +
              work(demand.employment.applicant) +
              tax(demand, 'total') +
              monthly(demand, 'total'),
          ) +
            household(demand, hasCoApplicant) +
            coApplicant(demand, hasCoApplicant) +
            element(
              'logementActuel',
              element('listeModeleLogement', coded('modeleLogement', housing.kind)) +
                element('montantMensuelLoyer', housing.rentEur) +
                element('nombreHabitant', housing.occupants) +
                coded('typeLogementActuel', housing.typology) +
                element('surface', housing.livingAreaM2),
            ),
        ) +
        wishes(demand) +
        element(
          'listeMotifDemande',
          demand.motives === null
            ? null
            : demand.motives.map((motive) => coded('motifDemande', motive)).join(''),
        ) +
        coded('statutDalo', demand.dalo),
    ),
  );
};

/**
 * Writes demands as one `interfaceNuu` 02.01 file, dated `fileDay`, that `importSneXml` reads back. Not carried by the format:
 * children that are not said (none is written), renewal and update dates, rolling resources, more than two tax years, employer's scope, quartiers, accessibility, priority
 * situations, contingents, NPRU, history.
 */
export const writeSneXml = async (
  demands: Iterable<Demand>,
  path: string,
  options: { readonly fileDay: IsoDay },
): Promise<Written> => {
  let rows = 0;
  const pieces = function* (): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    yield `<interfaceNuu versionInterface="02.01" xmlns="${SNE_NAMESPACE}">\n`;
    yield `${element('entete', coded('typeFichier', 'CRE') + element('dateFichier', `${options.fileDay}T00:00:00`))}\n`;
    for (const one of demands) {
      rows += 1;
      yield `${demande(one)}\n`;
    }
    yield '</interfaceNuu>\n';
  };
  const { bytes } = await writeTextFile(path, pieces(), 'utf-8');
  return { rows, bytes };
};
