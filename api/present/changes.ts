import { type Burden, burdenOf, type Change } from '../../engine/counterfactual/change.ts';
import { CONTRACTS, HOUSING_KINDS, TYPOLOGY_LABELS } from '../../engine/domain/codes.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { communeName } from './dwelling.ts';
import { euros, lowerFirst } from './format.ts';

/** One thing that the household could do. */
export interface PresentedChange {
  readonly kind: Change['kind'];
  readonly burden: Burden;
  /** What to do, and what the paper must show. */
  readonly text: string;
}

const situationOf = (
  territory: Territory,
  code: string,
): { readonly label: string; readonly paper: string } =>
  territory.situationByCode.get(code) ?? { label: code, paper: 'justificatif' };

const within = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  low === 0 ? `au plus ${euros(high)}` : `entre ${euros(low)} et ${euros(high)}`;

const changeText = (territory: Territory, change: Change): string => {
  switch (change.kind) {
    case 'verify': {
      const { label, paper } = situationOf(territory, change.situation);
      return `faire vérifier la situation « ${label} », déjà comptée sans sa pièce : ${lowerFirst(paper)}`;
    }
    case 'establish': {
      const { label, paper } = situationOf(territory, change.situation);
      return `compléter la demande, qui ne dit rien de la situation « ${label} » : ${lowerFirst(paper)} ; la pièce doit montrer cette situation`;
    }
    case 'dalo':
      return 'compléter la demande, qui ne dit rien du DALO : la décision doit montrer un ménage reconnu DALO, à reloger';
    case 'npru':
      return 'compléter la demande, qui ne dit rien du renouvellement urbain : la pièce doit montrer un ménage à reloger dans le cadre du NPRU';
    case 'employer':
      return `compléter la demande, qui ne dit rien de l’employeur : la pièce doit montrer une entreprise ${change.inScope ? 'du' : 'hors du'} champ d’Action Logement`;
    case 'housing':
      return `compléter la demande, qui ne dit rien du logement actuel : la pièce doit montrer « ${HOUSING_KINDS[change.is]} »`;
    case 'contract':
      return `compléter la demande, qui ne dit rien de l’emploi : la pièce doit montrer « ${CONTRACTS[change.is]} »`;
    case 'tax-income':
      return `donner l’avis d’imposition qui manque (revenus de ${change.taxYear}, toutes les personnes à loger) : il doit montrer un revenu fiscal de référence ${within(change)} par an`;
    case 'monthly-income':
      return `donner les justificatifs de ressources qui manquent : ils doivent montrer ${within(change)} par mois`;
    case 'renew':
      return 'renouveler la demande, qui n’est plus en cours de validité';
    case 'add-commune':
      return `ajouter ${communeName(territory, change.commune)} aux communes souhaitées`;
    case 'add-quartier':
      return `accepter aussi le quartier « ${territory.quartierById.get(change.quartier)?.label ?? change.quartier} »`;
    case 'add-typology':
      return `demander aussi ce type de logement : ${TYPOLOGY_LABELS[change.typology]}`;
    case 'any-building':
      return 'accepter un appartement comme une maison';
    case 'ground-floor':
      return 'accepter un rez-de-chaussée';
    case 'floor':
      return `accepter un logement sans ascenseur jusqu’à l’étage ${change.upTo}`;
    case 'wide':
      return 'élargir la demande à d’autres communes';
  }
};

export const presentChange = (territory: Territory, change: Change): PresentedChange => ({
  kind: change.kind,
  burden: burdenOf(change),
  text: changeText(territory, change),
});
