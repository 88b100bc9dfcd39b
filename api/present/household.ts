import { CONTRACTS, type Evidence, HOUSING_KINDS } from '../../engine/domain/codes.ts';
import { CEILING_REASONS } from '../../engine/household/ceilings.ts';
import type { DemandDescription } from '../../engine/shortlist/describe.ts';
import { certaintyMark, weakest } from './certainty.ts';
import { count, euros, list, longDay, lowerFirst, months, percent } from './format.ts';

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
    h.persons === null ? 'nombre de personnes à établir' : count(h.persons, 'personne', 'personnes'),
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
      : `logement actuel : ${lowerFirst(HOUSING_KINDS[h.housing])}`,
    h.contract === null ? null : `emploi : ${lowerFirst(CONTRACTS[h.contract])}`,
  ]
    .filter((part) => part !== null)
    .join(' ; '),
  resources: [taxIncomeText(h), bandText(h), ceilingText(h), quartileText(h)]
    .filter((part) => part !== null)
    .join(' ; '),
  situations: [
    ...(h.daloActive ? ['reconnu DALO, à reloger (vérifié : décision de l’administration)'] : []),
    ...(h.npruRelocation ? ['à reloger dans le cadre du NPRU'] : []),
    ...h.situations.map(({ situation, evidence }) => `${situation.label} (${EVIDENCES[evidence]})`),
    ...(h.daloActive || h.situations.some(isPriority)
      ? [`pour les objectifs de publics prioritaires : ${priorityWhy(h)}`]
      : []),
  ],
});

/** What the band is read from, with its years. */
const taxIncomeText = ({ taxIncomeEur, shareOfPlusCeiling, ceilingYear }: DemandDescription): string => {
  if (taxIncomeEur === null) return 'revenu fiscal non déclaré';
  const share =
    shareOfPlusCeiling === null ? '' : `, ${percent(shareOfPlusCeiling)} du plafond PLUS ${ceilingYear}`;
  return `revenu fiscal retenu (${ceilingYear - 2}, ou ${ceilingYear - 1} s’il est plus bas) ${euros(taxIncomeEur)} par an${share}`;
};

/** The other classifier, with its own measure, day and threshold: never read from the tax income. */
const quartileText = (h: DemandDescription): string => {
  if (h.quartile === null) return 'quartile à établir : aucun seuil à cette date';
  if (h.incomePerUcEur === null)
    return `quartile à établir : ${h.monthlyIncomeEur === null ? 'ressources mensuelles non déclarées' : 'composition du ménage à préciser'}`;
  const { firstQuartileBelowEurPerUc: threshold, validFrom, provenance } = h.quartile;
  const side = h.firstQuartile ? 'premier quartile' : 'au-dessus du premier quartile';
  return `${side} : ressources déclarées, au ${longDay(h.confirmedOn)}, ${euros(Math.floor(h.incomePerUcEur))} par an et par unité de consommation, ${
    h.firstQuartile ? 'sous' : 'pour'
  } un seuil de ${euros(threshold)} depuis le ${longDay(validFrom)} ${certaintyMark(provenance.certainty)}`;
};

/** What it is in the eyes of the mix, and whether something not declared could change it. */
const bandText = ({ band, bandToConfirm }: DemandDescription): string => {
  const open = 'un handicap, une naissance ou un âge non déclaré peut la changer';
  if (band === null)
    return bandToConfirm ? `tranche de ressources à confirmer : ${open}` : 'tranche de ressources à établir';
  return `tranche : ${lowerFirst(band.label)}${bandToConfirm ? ` (à confirmer, ${open} sans changer de côté de la mixité)` : ''}`;
};

/** Why the ceiling is not simply that of so many persons; nothing where it is. */
const ceilingText = ({ ceiling }: DemandDescription): string | null => {
  if (ceiling === null) return null;
  const reasons = ceiling.because.filter((reason) => reason !== 'persons').map((r) => CEILING_REASONS[r]);
  if (reasons.length === 0) return null;
  const beyond = ceiling.further > 0 ? ` et ${count(ceiling.further, 'personne', 'personnes')} de plus` : '';
  return `plafond de catégorie ${ceiling.category}${beyond} (${list(reasons.map((r) => r.label))}) ${certaintyMark(weakest(reasons.map((r) => r.certainty)))}`;
};

const isPriority = ({ situation }: DemandDescription['situations'][number]): boolean =>
  situation.scope !== 'mutation';

/** Why a household counts, or does not, where a target counts verified priority households. */
export const priorityWhy = (h: Pick<DemandDescription, 'daloActive' | 'situations'>): string => {
  const own = h.situations.filter(isPriority);
  const grounds = [
    ...(h.daloActive ? ['reconnu DALO'] : []),
    ...(own.some(({ evidence }) => evidence === 'verified') ? ['situation vérifiée'] : []),
  ];
  if (grounds.length > 0) return list(grounds);
  const declared = own.some(({ evidence }) => evidence === 'declared');
  const lacking =
    own.length === 0
      ? 'aucune situation prioritaire connue'
      : `situation ${declared ? 'déclarée' : 'calculée sur les déclarations'}, non vérifiée`;
  return h.daloActive === null ? `${lacking}, et statut DALO non renseigné` : lacking;
};
