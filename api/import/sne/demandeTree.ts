/*
 * The part of an interfaceNuu `demande` that a decision may use. Elements outside this list are read past with everything
 * inside them: civilité, names, nationality, addresses, telephone, employer's name, and the code of each resource are never
 * held, not even until the end of the demand.
 * Source: public sample of the 02.00 format, and the mandatory elements of the public client library of 02.01. Names marked
 * (*) are those of the public code lists (nomenclature): no public file shows them in place, so they are our proposal.
 */

export interface SneNode {
  readonly name: string;
  /** Attribute `code`; empty when absent. */
  readonly code: string;
  readonly line: number;
  text: string;
  readonly children: SneNode[];
}

const KEPT: ReadonlySet<string> = new Set([
  'demande',
  'demandeLogement',
  'numUnique',
  'dateCreationDemande',
  'personnePhysique',
  'demandeur',
  'dateNaissance',
  'situationFamiliale',
  'situationProfessionnelle',
  'typeContratTravail',
  'commune',
  'revenuFiscal',
  'anneeMoins1',
  'montantMoins1',
  'anneeMoins2',
  'montantMoins2',
  'listeRessourceRecue',
  'listeRessourceRecuePersACharge',
  'detailRessource',
  'montant',
  'listePersonneACharge',
  'personneACharge',
  'lienParente',
  'personneANaitre',
  'nombre',
  'listePersonneEnGarde',
  'personneEnGarde',
  'coParentalite',
  'listeCotitulaire',
  'cotitulaire',
  'lienDemandeur',
  'logementActuel',
  'listeModeleLogement',
  'modeleLogement',
  'montantMensuelLoyer',
  'nombreHabitant',
  'typeLogementActuel',
  'surface',
  'logementRecherche',
  'demandeElargie',
  'listeTypeLogement',
  'typeLogement',
  'listeLocalisationSouhaite',
  'localisationSouhaite',
  'categorieLogement', // (*) inside logementRecherche
  'listeMotifDemande', // (*)
  'motifDemande', // (*)
  'statutDalo', // (*)
]);

export const isKept = (name: string): boolean => KEPT.has(name);

/** First child of that name. */
export const childOf = (node: SneNode | undefined, name: string): SneNode | undefined =>
  node?.children.find((child) => child.name === name);

export const childrenOf = (node: SneNode | undefined, name: string): readonly SneNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** Node at the end of a path of names: `nodeAt(demande, 'demandeLogement', 'numUnique')`. */
export const nodeAt = (node: SneNode | undefined, ...path: readonly string[]): SneNode | undefined =>
  path.reduce<SneNode | undefined>((at, name) => childOf(at, name), node);
