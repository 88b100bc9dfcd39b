import { CONTRACTS, type Evidence, HOUSING_KINDS } from '../../engine/domain/codes.ts';
import type { DemandDescription } from '../../engine/shortlist/describe.ts';
import { count, euros, longDay, months, percent } from './format.ts';

export const EVIDENCES: { readonly [E in Evidence]: string } = {
  declared: 'déclaré',
  computed: 'calculé sur les déclarations',
  verified: 'vérifié',
};

export interface PresentedHousehold {
  /** "4 personnes, en couple, 2 enfants mineurs". */
  readonly composition: string;
  readonly demand: string;
  readonly housing: string;
  readonly resources: string;
  readonly situations: readonly string[];
}

export const presentHousehold = (h: DemandDescription): PresentedHousehold => ({
  composition: [
    count(h.persons, 'personne', 'personnes'),
    h.couple === null ? 'couple non déclaré' : h.couple ? 'en couple' : null,
    h.minors === null
      ? 'âge des enfants à préciser'
      : h.minors > 0
        ? count(h.minors, 'enfant mineur', 'enfants mineurs')
        : null,
  ]
    .filter((part) => part !== null)
    .join(', '),
  demand: `${h.firstAccess === null ? 'premier accès ou mutation non déclaré' : h.firstAccess ? 'premier accès' : 'mutation'}, demande déposée le ${longDay(h.filedOn)} (${months(h.waitingMonths)})`,
  housing: [
    h.housing === null
      ? 'logement actuel non déclaré'
      : `logement actuel : ${HOUSING_KINDS[h.housing].toLocaleLowerCase('fr').replace('hlm', 'HLM')}`,
    h.contract === null
      ? null
      : `emploi : ${CONTRACTS[h.contract].replace(/^(?!CD)./, (c) => c.toLocaleLowerCase('fr'))}`,
  ]
    .filter((part) => part !== null)
    .join(' ; '),
  resources: [
    h.taxIncomeEur === null
      ? 'revenu fiscal non déclaré'
      : `revenu fiscal retenu ${euros(h.taxIncomeEur)} par an${h.shareOfPlusCeiling === null ? '' : `, ${percent(h.shareOfPlusCeiling)} du plafond PLUS`}`,
    h.band === null ? 'tranche de ressources à établir' : `tranche : ${h.band.label.toLocaleLowerCase('fr')}`,
    h.firstQuartile === null
      ? 'quartile à établir'
      : h.firstQuartile
        ? 'premier quartile'
        : 'au-dessus du premier quartile',
  ].join(' ; '),
  situations: [
    ...(h.daloActive ? ['reconnu DALO, à reloger'] : []),
    ...(h.npruRelocation ? ['à reloger dans le cadre du NPRU'] : []),
    ...h.situations.map(({ situation, evidence }) => `${situation.label} (${EVIDENCES[evidence]})`),
  ],
});
