import { isoDay, yearOf } from '../../engine/domain/day.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { FunnelStage } from '../../engine/eligibility/funnel.ts';
import type { RuleAnswer, RuleId } from '../../engine/eligibility/rule.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { certaintyMark } from './certainty.ts';
import { count, euros, figure, longDay, percent } from './format.ts';

/** The French words of the eligibility rules: one entry a rule, so that a missing sentence does not compile. */
interface RuleWords {
  /** What the rule asks, for headings. */
  readonly label: string;
  /** Those it sets aside, after "demandes qui …" or "qui …". */
  setAside(dwelling: Dwelling, commune: string): string;
  met(facts: RuleAnswer['facts']): string;
  unmet(facts: RuleAnswer['facts']): string;
  unknown(facts: RuleAnswer['facts']): string;
  /** Paper that would settle an unknown. */
  readonly paper: string;
}

const money = (value: unknown): string => (typeof value === 'number' ? euros(value) : 'non déclaré');
const BUILDINGS: Record<string, string> = { flat: 'un appartement', house: 'une maison' };

const WORDS: { readonly [R in RuleId]: RuleWords } = {
  'commune-wish': {
    label: 'Commune souhaitée',
    setAside: (_, commune) => `ne souhaitent pas ${commune}`,
    met: (f) =>
      f.named ? `souhaite ${f.commune}` : `n’a pas cité ${f.commune}, mais accepte d’autres communes`,
    unmet: (f) => `ne souhaite pas ${f.commune}`,
    unknown: () => '',
    paper: '',
  },
  'typology-wish': {
    label: 'Type de logement souhaité',
    setAside: (dwelling) =>
      `ne demandent pas de ${dwelling.typology === 'T6P' ? 'T6 et plus' : dwelling.typology}`,
    met: (f) => `demande un ${f.typology}`,
    unmet: (f) => `ne demande pas de ${f.typology}`,
    unknown: () => '',
    paper: '',
  },
  'quartier-wish': {
    label: 'Quartier souhaité',
    setAside: () => 'demandent un autre quartier de la commune',
    met: () => 'ne demande pas un autre quartier de la commune',
    unmet: () => 'demande un autre quartier de la commune',
    unknown: () => 'demande certains quartiers de la commune ; celui du logement n’est pas renseigné',
    paper: 'quartier du logement, auprès du bailleur',
  },
  'building-wish': {
    label: 'Appartement ou maison',
    setAside: (dwelling) =>
      dwelling.building === 'house' ? 'demandent un appartement' : 'demandent une maison',
    met: () => 'type d’habitat accepté',
    unmet: (f) => `demande ${BUILDINGS[String(f.wanted)]}`,
    unknown: (f) => `demande ${BUILDINGS[String(f.wanted)]} ; le logement n’est pas renseigné`,
    paper: 'type d’habitat, auprès du bailleur',
  },
  'ground-floor-wish': {
    label: 'Rez-de-chaussée',
    setAside: () => 'n’acceptent pas un rez-de-chaussée',
    met: (f) => (f.accepts === false ? 'le logement n’est pas en rez-de-chaussée' : 'étage accepté'),
    unmet: () => 'n’accepte pas un rez-de-chaussée',
    unknown: () => 'n’accepte pas un rez-de-chaussée ; l’étage du logement n’est pas renseigné',
    paper: 'étage du logement, auprès du bailleur',
  },
  'valid-demand': {
    label: 'Demande en cours de validité',
    setAside: () => 'n’ont pas renouvelé leur demande depuis plus d’un an',
    met: (f) => `demande valide, confirmée le ${longDay(isoDay(Number(f.confirmedDay)))}`,
    unmet: (f) => `demande non renouvelée depuis le ${longDay(isoDay(Number(f.confirmedDay)))}, plus d’un an`,
    unknown: () => '',
    paper: '',
  },
  'income-ceiling': {
    label: 'Plafond de ressources',
    setAside: (dwelling) => `dépassent le plafond de ressources ${dwelling.financing}`,
    met: (f) =>
      `revenu fiscal de ${money(f.incomeEur)}, sous le plafond ${f.financing} de ${money(f.ceilingEur)} (catégorie ${f.category})`,
    unmet: (f) =>
      `revenu fiscal de ${money(f.incomeEur)}, au-dessus du plafond ${f.financing} de ${money(f.ceilingEur)} (catégorie ${f.category})${tolerance(f)}`,
    unknown: (f) =>
      f.incomeEur === null
        ? 'revenu fiscal de référence non déclaré'
        : f.category === null
          ? 'catégorie de ménage à établir : une date de naissance, la situation du couple ou la liste des enfants manque'
          : f.ceilingEur === null
            ? 'plafond de l’année non renseigné'
            : `revenu fiscal de ${money(f.incomeEur)}, au-dessus du plafond ${f.financing} de ${money(f.ceilingEur)} (catégorie ${f.category}), mais un handicap ou une naissance non déclarés relèveraient la catégorie`,
    paper: 'avis d’imposition de toutes les personnes à loger, et composition du ménage',
  },
  occupancy: {
    label: 'Taille du logement',
    setAside: (dwelling) =>
      `ont besoin d’une autre taille qu’un ${dwelling.typology === 'T6P' ? 'T6 et plus' : dwelling.typology}`,
    met: (f) =>
      `${need(f)} : un ${f.typology} convient${f.underOccupied ? ', en sous-occupation au sens de l’article L621-2 du CCH' : ''}`,
    unmet: (f) => `${need(f)} : un ${f.typology} ne convient pas`,
    unknown: () =>
      'taille nécessaire à établir : une date de naissance, la situation du couple ou la liste des enfants manque',
    paper: 'livret de famille ou acte de naissance',
  },
  'living-area': {
    label: 'Surface par personne',
    setAside: () => 'seraient en suroccupation dès l’entrée',
    met: (f) => area(f),
    unmet: (f) => `${area(f)} : suroccupation dès l’entrée`,
    unknown: () => 'nombre de personnes à établir : les enfants ne sont pas renseignés',
    paper: 'composition du ménage',
  },
  'step-free': {
    label: 'Logement sans marche',
    setAside: () => 'ont besoin d’un logement sans marche',
    met: (f) => (f.needed ? 'le logement est sans marche, comme il le faut' : 'accès compatible'),
    unmet: () => 'a besoin d’un logement sans marche',
    unknown: (f) =>
      f.stepFree === null ? 'accessibilité du logement non renseignée' : 'besoin d’accessibilité non déclaré',
    paper: 'volet handicap de la demande, ou accessibilité du logement',
  },
  floor: {
    label: 'Étage',
    setAside: () => 'ne peuvent pas monter à cet étage sans ascenseur',
    met: () => 'étage compatible',
    unmet: (f) =>
      `ne peut pas monter au-delà de l’étage ${f.limit} ; logement à l’étage ${f.floor} sans ascenseur`,
    unknown: (f) =>
      f.limit === null
        ? 'étage accessible à pied non déclaré'
        : `ne peut pas monter au-delà de l’étage ${f.limit} ; étage ou ascenseur non renseigné`,
    paper: 'étage que le ménage peut monter à pied, ou étage et ascenseur du logement auprès du bailleur',
  },
};

const tolerance = (f: RuleAnswer['facts']): string =>
  typeof f.toleratedShare === 'number'
    ? ` ; un programme PLUS peut accueillir jusqu’à ${percent(f.toleratedShare)} du plafond dans ${percent(Number(f.toleratedDwellings))} de ses logements [source publique] : au bailleur de dire s’il lui en reste`
    : '';

const area = (f: RuleAnswer['facts']): string =>
  `${figure(Number(f.areaM2))} m² pour ${count(Number(f.persons), 'personne', 'personnes')}, ${figure(Number(f.neededM2))} m² au moins (D822-25 du CCH)`;

const need = (f: RuleAnswer['facts']): string =>
  `${count(Number(f.persons), 'personne', 'personnes')}, ${count(Number(f.bedrooms), 'chambre nécessaire', 'chambres nécessaires')}`;

export const ruleLabel = (rule: RuleId): string => WORDS[rule].label;
export const rulePaper = (rule: RuleId): string => WORDS[rule].paper;
export const RULE_IDS = Object.keys(WORDS) as RuleId[];

export const ruleSentence = (answer: RuleAnswer): string => WORDS[answer.rule][answer.status](answer.facts);

/** How well the norm or the table behind a rule is known; null where the rule is only what the household asked. */
const restsOn = (
  rule: RuleId,
  { territory, dwelling, asOf }: Parameters<typeof stageSentence>[1],
): Certainty | null => {
  const { norms } = territory.pack;
  switch (rule) {
    case 'occupancy':
      return norms.occupancy.provenance.certainty;
    case 'living-area':
      return norms.overcrowding.provenance.certainty;
    case 'income-ceiling':
      return territory.ceilingTable(dwelling.financing, yearOf(asOf))?.provenance.certainty ?? null;
    default:
      return null;
  }
};

/**
 * "dépassent le plafond de ressources PLUS [officiel]": who the stage sets aside, and how sure is what it rests on, where that is
 * more than a wish.
 */
export const stageSentence = (
  { rule }: Pick<FunnelStage, 'rule'>,
  place: {
    readonly territory: Territory;
    readonly dwelling: Dwelling;
    readonly commune: string;
    readonly asOf: IsoDay;
  },
): string => {
  const certainty = restsOn(rule, place);
  const text = WORDS[rule].setAside(place.dwelling, place.commune);
  return certainty === null ? text : `${text} ${certaintyMark(certainty)}`;
};
