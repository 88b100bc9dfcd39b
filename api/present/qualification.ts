import { RESERVATAIRES } from '../../engine/domain/codes.ts';
import type { BandGroup, Certainty, Fragility, Provenance, Target } from '../../engine/domain/territory.ts';
import type { Qualification } from '../../engine/qualification/qualify.ts';
import type { TargetState } from '../../engine/targets/balance.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { learnedText } from './acceptance.ts';
import { attractivenessText, concertedText, functioningText, guardRailText, occupationText } from './axes.ts';
import { provenanceText, weakest } from './certainty.ts';
import { count, euros, figure, list, longDay, percent } from './format.ts';
import { once } from './kept.ts';
import { targetSentence } from './targets.ts';

/** One line of the qualification: what, the finding, and what it rests on. */
export interface PresentedFinding {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** Where the rule or the figure comes from; null when it is read on the dwelling itself. */
  readonly basis: string | null;
  /** How well it is known: official, found, proposal; null with `basis`. */
  readonly certainty: Certainty | null;
}

const FRAGILITIES: { readonly [F in Fragility]: string } = {
  'most-fragile': 'quartier parmi les plus fragiles',
  fragile: 'quartier fragile',
  'less-fragile': 'quartier moins fragile',
  unknown: 'fragilité non connue : aucun revenu n’est publié',
};

export const BAND_GROUPS: { readonly [G in BandGroup]: string } = {
  modest: 'ménages modestes ou très modestes',
  'intermediate-or-higher': 'ménages aux ressources intermédiaires ou plus élevées',
};

type Basis = Pick<PresentedFinding, 'basis' | 'certainty'>;

/** What a finding rests on, each source once; nothing when it is read on the dwelling itself. */
const basisOf = (...provenances: readonly (Provenance | null)[]): Basis => {
  const known = provenances.filter((p) => p !== null);
  if (known.length === 0) return { basis: null, certainty: null };
  return {
    basis: [...new Set(known.map(provenanceText))].join(' ; '),
    certainty: weakest(known.map((p) => p.certainty)),
  };
};

/** Occupation, functioning and attractiveness are measured apart; what partners decided is said apart again. */
const axisFindings = ({ pack }: Territory, q: Qualification): readonly PresentedFinding[] => [
  {
    id: 'axis-occupation',
    label: 'Occupation récente',
    text: occupationText(q.axes.occupation),
    ...basisOf(pack.bands.provenance),
  },
  {
    id: 'axis-functioning',
    label: 'Fonctionnement',
    text: functioningText(q.axes.functioning),
    ...basisOf(null),
  },
  {
    id: 'axis-attractiveness',
    label: 'Attractivité',
    text: attractivenessText(q.axes.attractiveness),
    ...basisOf(null),
  },
  {
    id: 'concerted-class',
    label: 'Classe concertée',
    text: concertedText(q.concerted),
    ...basisOf(q.concerted?.decision.provenance ?? null),
  },
  ...(q.jointStudyRequired
    ? [
        {
          id: 'joint-study',
          label: 'Étude commune requise',
          text: 'bailleur et commune étudient ensemble les candidatures avant la commission, car la résidence est identifiée fragile',
          basis: 'Plan partenarial de gestion de la demande, article 11.2 (officiel)',
          certainty: 'official' as const,
        },
      ]
    : []),
  ...(q.guardRail === null
    ? []
    : [
        {
          id: 'guard-rail',
          label: 'Garde-fou de liste',
          text: guardRailText(q.guardRail),
          ...basisOf(pack.norms.guardRail.provenance),
        },
      ]),
];

/** The other classifier, of today's law: declared resources per consumption unit, not shares of a ceiling. */
const quartileFinding = ({ quartile }: Qualification): PresentedFinding | null =>
  quartile && {
    id: 'first-quartile',
    label: 'Premier quartile',
    text: `moins de ${euros(quartile.firstQuartileBelowEurPerUc)} de ressources mensuelles déclarées, × 12, par unité de consommation ; seuil depuis le ${longDay(quartile.validFrom)}`,
    ...basisOf(quartile.provenance),
  };

const targetBases = new WeakMap<Territory, Map<Target, Basis>>();

/** What a target rests on, said once: it is looked at from many places. */
const targetBasis = (territory: Territory, { target }: TargetState): Basis => {
  const said = once(targetBases, territory, () => new Map<Target, Basis>());
  const known = said.get(target) ?? readTargetBasis(territory, target);
  said.set(target, known);
  return known;
};

/** A target rests on its own text, and on the bands, classes or situations that decide what it counts. */
const readTargetBasis = (territory: Territory, target: Target): Basis => {
  const { pack } = territory;
  return basisOf(
    target.provenance,
    ...(target.counts.bandGroup ? [pack.bands.provenance, pack.fragilityRule.provenance] : []),
    ...(target.counts.quartile ? pack.quartiles.map((q) => q.provenance) : []),
    ...(target.counts.verifiedPriority ? territory.prioritySituations.map((s) => s.provenance) : []),
  );
};

export const presentQualification = (
  territory: Territory,
  qualification: Qualification,
): readonly PresentedFinding[] => {
  const { pack } = territory;
  const { quartier, wantedMix, ceiling, incomeWindow, occupancy, contingents } = qualification;
  const findings: (PresentedFinding | null)[] = [
    {
      id: 'fragility',
      label: 'Fragilité du quartier',
      text:
        quartier === null
          ? 'quartier du logement non renseigné'
          : `${FRAGILITIES[qualification.fragility]}${
              quartier.medianIncomeEur === null
                ? ''
                : `, revenu médian déclaré de ${euros(quartier.medianIncomeEur)} par an et par unité de consommation`
            }`,
      ...basisOf(pack.fragilityRule.provenance),
    },
    wantedMix && {
      id: 'wanted-mix',
      label: 'Mixité recherchée',
      text: `${wantedMix.needed ? 'il manque des' : 'l’équilibre tient, sans besoin particulier de'} ${BAND_GROUPS[wantedMix.group]} : ${targetSentence(wantedMix.state)}`,
      ...targetBasis(territory, wantedMix.state),
    },
    ...qualification.targets
      .filter((state) => state !== wantedMix?.state)
      .map((state) => ({
        id: `target-${state.target.id}`,
        label: state.target.label,
        text: targetSentence(state),
        ...targetBasis(territory, state),
      })),
    ...axisFindings(territory, qualification),
    {
      id: 'occupancy',
      label: 'Taille de ménage',
      text:
        occupancy.bedrooms.length === 0
          ? 'aucune taille de ménage prévue pour ce type de logement'
          : `convient aux ménages qui ont besoin de ${list(
              occupancy.bedrooms.map((n) => figure(n)),
              'ou',
            )} ${occupancy.bedrooms.at(-1) === 1 ? 'chambre' : 'chambres'}${occupancy.coupleAlone && !occupancy.bedrooms.includes(1) ? ', et aux couples seuls' : ''}`,
      ...basisOf(pack.norms.occupancy.provenance),
    },
    {
      id: 'ceiling',
      label: 'Plafond de ressources',
      text:
        ceiling.categoriesEur === null
          ? `plafond ${qualification.dwelling.financing} ${ceiling.year} non renseigné`
          : `${qualification.dwelling.financing} ${ceiling.year} : de ${euros(ceiling.categoriesEur[0]!)} (personne seule) à ${euros(ceiling.categoriesEur[5]!)} (catégorie 6) de revenu fiscal`,
      ...basisOf(territory.ceilingTable(qualification.dwelling.financing, ceiling.year)?.provenance ?? null),
    },
    quartileFinding(qualification),
    {
      id: 'income-window',
      label: 'Loyer et ressources',
      text: `sans aide, le loyer${incomeWindow.chargesKnown ? ' et les charges restent' : ' (charges non renseignées) reste'} sous ${percent(incomeWindow.effort)} des ressources à partir de ${euros(incomeWindow.fromMonthlyEur)} par mois ; l’aide au logement abaisse ce seuil, ménage par ménage`,
      ...basisOf(pack.norms.effort.provenance),
    },
    {
      id: 'accessibility',
      label: 'Accessibilité',
      text: {
        'step-free': 'logement sans marche : convient à un ménage qui en a besoin',
        'not-step-free': 'logement avec marches',
        unknown: 'accessibilité non renseignée',
      }[qualification.accessibility],
      ...basisOf(null),
    },
    {
      id: 'contingents',
      label: 'Contingents',
      text: contingentText(contingents),
      ...basisOf(
        ...pack.contingents.shares.map((share) => share.provenance),
        pack.contingents.flow.provenance,
      ),
    },
    qualification.vacancy.reason === 'npru'
      ? {
          id: 'npru-vacancy',
          label: 'Renouvellement urbain',
          text: 'attention : logement libéré pour un relogement du NPRU, à proposer d’abord aux ménages à reloger ; un tel relogement ne compte pas dans l’assiette des contingents',
          basis: 'Article R441-5 du CCH (source publique)',
          certainty: 'found' as const,
        }
      : null,
    qualification.aciAddress
      ? {
          id: 'aci-address',
          label: 'Accord collectif',
          text: 'logement dédié « à l’adresse » aux publics prioritaires de l’accord collectif intercommunal',
          ...basisOf(null),
        }
      : null,
    ...qualification.guidance.map((g) => ({
      id: `guidance-${g.id}`,
      label: 'Préconisation',
      text: g.text,
      ...basisOf(g.provenance),
    })),
    {
      id: 'refusal-risk',
      label: 'Risque de refus',
      text: `un premier candidat refuse dans ${percent(qualification.firstRankRefusal)} des cas ; les trois refusent dans ${percent(qualification.emptyListOfThree, 1)} des cas${learnedText(qualification)}`,
      ...basisOf(pack.acceptance.provenance),
    },
  ];
  return findings.filter((finding) => finding !== null);
};

const contingentText = ({
  qpv,
  event,
  lags,
  base,
  expectedBase,
  unknown,
}: Qualification['contingents']): string => {
  if (qpv === null) return 'QPV non renseigné : le logement ne compte dans le flux d’aucun réservataire';
  const where = qpv ? 'en QPV' : 'hors QPV';
  if (base + expectedBase === 0)
    return `${event === 'lease' ? 'aucun bail' : 'aucune attribution'} du flux de ce bailleur ${where} cette année : rien n’est encore dû`;
  const late = lags.filter(
    (lag) => lag.relativeLag !== null && lag.relativeLag > 0 && lag.reservataire !== 'AUCUN',
  );
  const signing = expectedBase > 0 ? ` et ${figure(expectedBase, 1)} à signer` : '';
  const of = `sur ${event === 'lease' ? count(base, 'bail', 'baux') : count(base, 'attribution', 'attributions')}${signing} du flux du bailleur ${where} cette année`;
  const missing =
    unknown > 0 ? ` ; ${count(unknown, 'contingent non renseigné', 'contingents non renseignés')}` : '';
  if (late.length === 0) return `aucun réservataire en retard ${of}${missing}`;
  const parts = late.map(
    (lag) =>
      `${RESERVATAIRES[lag.reservataire]} (${figure(lag.credited + lag.expected, 1)} pour ${figure(lag.due, 1)} dus)`,
  );
  return `en retard ${of}, le plus en retard d’abord : ${list(parts)}${missing}`;
};
