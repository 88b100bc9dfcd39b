import type { IsoDay } from '../../../engine/domain/ids.ts';
import { CellRefusal, readDay, readNumber } from '../cells.ts';
import type { DemandCells } from '../formats/demandCells.ts';
import { DEMAND_FORMAT } from '../formats/demands.ts';
import type { ImportContext } from '../report.ts';
import { childOf, childrenOf, nodeAt, type SneNode } from './demandeTree.ts';

/** One thing that cannot be read in a demande: the field it was for, and the element it is in. */
export interface SneRefusal {
  readonly field: keyof DemandCells;
  readonly element: string;
  readonly value: string;
  readonly refusal: CellRefusal;
}

type Note = (field: keyof DemandCells, node: SneNode, refusal: CellRefusal) => void;

const BAD_DATE = new CellRefusal('cell.date');
const BAD_NUMBER = new CellRefusal('cell.number');
const BAD_CUSTODY = new CellRefusal('cell.custody');

/** Adds amounts; one that is unknown makes the sum unknown. */
const total = (amounts: readonly (number | null)[]): number | null =>
  amounts.reduce<number | null>((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);

/**
 * Turns a demande into the cells of the demand table; codes are read by the same cells as the CSV. Incomes are summed over
 * applicant, co-applicants and persons in charge, and a missing amount makes the total unknown. The kinds of resources are not
 * looked at: amounts received are added, pensions paid (PAV) are not deducted.
 */
export const readDemande = (
  demande: SneNode,
  fileDay: IsoDay,
  context: ImportContext,
): { readonly cells: Partial<DemandCells>; readonly refusals: readonly SneRefusal[] } => {
  const refusals: SneRefusal[] = [];
  const note: Note = (field, node, refusal) =>
    refusals.push({ field, element: node.name, value: node.code || node.text.trim(), refusal });
  const cells = DEMAND_FORMAT.blank();
  const logement = childOf(demande, 'demandeLogement');
  const persons = childOf(logement, 'personnePhysique');
  const applicant = childOf(persons, 'demandeur');
  const coApplicants = childrenOf(childOf(persons, 'listeCotitulaire'), 'cotitulaire');

  /** Reads a text through the column of the CSV that holds the same field. */
  const take = (field: keyof DemandCells, node: SneNode | undefined, text: string): void => {
    const column = DEMAND_FORMAT.columns.find((one) => one.field === field);
    if (node === undefined || text.trim() === '' || column === undefined) return;
    const refusal = column.read(text.trim(), cells, context);
    if (refusal) note(field, node, refusal);
  };
  const takeText = (field: keyof DemandCells, node: SneNode | undefined): void =>
    take(field, node, node?.text ?? '');
  const takeCode = (field: keyof DemandCells, node: SneNode | undefined): void =>
    take(field, node, node?.code ?? '');
  const takeCodes = (field: keyof DemandCells, nodes: readonly SneNode[]): void =>
    take(field, nodes[0], nodes.map((node) => node.code).join('|'));
  const day = (field: keyof DemandCells, person: SneNode | undefined): IsoDay | null => {
    const node = childOf(person, 'dateNaissance');
    const text = node?.text.trim() ?? '';
    if (!node || text === '') return null;
    const value = readDay(text);
    if (value === null) note(field, node, BAD_DATE);
    return value;
  };
  const amount = (field: keyof DemandCells, node: SneNode | undefined): number | null => {
    const text = node?.text.trim() ?? '';
    if (!node || text === '') return null;
    const value = readNumber(text);
    if (Number.isFinite(value)) return value;
    note(field, node, BAD_NUMBER);
    return null;
  };

  takeText('number', childOf(logement, 'numUnique'));
  takeText('filedOn', childOf(logement, 'dateCreationDemande'));
  cells.updatedOn = fileDay;

  // Persons. A child in charge (E) is a child at any age; a parent or another person in charge is an adult to house.
  const inCharge = childrenOf(childOf(persons, 'listePersonneACharge'), 'personneACharge');
  const isChild = (person: SneNode): boolean => childOf(person, 'lienParente')?.code === 'E';
  if (applicant)
    cells.adults = [
      ...[applicant, ...coApplicants].map((person) => day('adults', person)),
      ...inCharge.filter((person) => !isChild(person)).map((person) => day('adults', person)),
    ];
  cells.children = [
    ...inCharge.filter(isChild).map((person) => ({
      birthDate: day('children', person),
      custody: 'full' as const,
    })),
    ...childrenOf(childOf(persons, 'listePersonneEnGarde'), 'personneEnGarde').map((person) => {
      const custody = childOf(person, 'coParentalite');
      if (custody?.code !== 'G' && custody?.code !== 'D') note('children', custody ?? person, BAD_CUSTODY);
      return {
        birthDate: day('children', person),
        custody: custody?.code === 'D' ? ('visit' as const) : ('alternate' as const),
      };
    }),
  ];
  cells.expectedBirths = amount('expectedBirths', nodeAt(persons, 'personneANaitre', 'nombre'));
  cells.couple = coupleOf(applicant, coApplicants);

  // Work
  const work = (person: SneNode | undefined): SneNode | undefined =>
    childOf(person, 'situationProfessionnelle');
  takeCode('contract', childOf(work(applicant), 'typeContratTravail'));
  takeCode('workplaceCommune', childOf(work(applicant), 'commune'));
  if (coApplicants[0]) {
    cells.coApplicant = true;
    takeCode('coApplicantContract', childOf(work(coApplicants[0]), 'typeContratTravail'));
    takeCode('coApplicantWorkplaceCommune', childOf(work(coApplicants[0]), 'commune'));
  }

  // Incomes
  const holders = [...(applicant ? [applicant] : []), ...coApplicants];
  const taxByHolder = holders.map((holder) => {
    const tax = childOf(holder, 'revenuFiscal');
    return new Map(
      ['Moins1', 'Moins2'].flatMap((which): [number, number | null][] => {
        const year = amount('referenceTaxIncome', childOf(tax, `annee${which}`));
        return year === null ? [] : [[year, amount('referenceTaxIncome', childOf(tax, `montant${which}`))]];
      }),
    );
  });
  const years = [...new Set(taxByHolder.flatMap((tax) => [...tax.keys()]))].sort((a, b) => a - b);
  cells.referenceTaxIncome = years.map((year) => ({
    year,
    amountEur: total(taxByHolder.map((tax) => tax.get(year) ?? null)),
  }));
  const received = (person: SneNode | undefined, list: string): (number | null)[] =>
    childrenOf(childOf(person, list), 'detailRessource').map((detail) =>
      amount('declaredMonthlyEur', childOf(detail, 'montant')),
    );
  // Nothing listed for an applicant or co-applicant is "not said"; nothing listed for persons in charge is nothing.
  const monthly = holders.map((holder) => {
    const amounts = received(holder, 'listeRessourceRecue');
    return amounts.length === 0 ? null : total(amounts);
  });
  cells.declaredMonthlyEur =
    holders.length === 0
      ? null
      : total([...monthly, ...received(applicant, 'listeRessourceRecuePersACharge')]);

  // Housing today
  const housing = childOf(persons, 'logementActuel');
  takeCode('housingKind', nodeAt(housing, 'listeModeleLogement', 'modeleLogement'));
  takeText('currentRentEur', childOf(housing, 'montantMensuelLoyer'));
  takeText('currentOccupants', childOf(housing, 'nombreHabitant'));
  takeCode('currentTypology', childOf(housing, 'typeLogementActuel'));
  takeText('currentAreaM2', childOf(housing, 'surface'));

  // Wishes
  const wished = childOf(logement, 'logementRecherche');
  takeText('wide', childOf(wished, 'demandeElargie'));
  takeCodes('wishedTypologies', childrenOf(childOf(wished, 'listeTypeLogement'), 'typeLogement'));
  takeCodes(
    'wishedCommunes',
    childrenOf(childOf(wished, 'listeLocalisationSouhaite'), 'localisationSouhaite').flatMap((place) => {
      const commune = childOf(place, 'commune');
      return commune ? [commune] : [];
    }),
  );
  takeCode('building', childOf(wished, 'categorieLogement'));
  // A list that is there and empty says that there is none; no element at all says nothing.
  const motiveList = childOf(logement, 'listeMotifDemande');
  const motives = [...childrenOf(logement, 'motifDemande'), ...childrenOf(motiveList, 'motifDemande')];
  if (motives.length === 0 && motiveList === undefined) cells.motives = null;
  takeCodes('motives', motives);
  // The format has no place for priority labels.
  cells.priorities = null;
  takeCode('dalo', childOf(logement, 'statutDalo'));
  return { cells, refusals };
};

/**
 * Couple: said by the co-applicant's link (M, P, C; L is a flatmate), else by a family situation that excludes it. Married
 * without a co-applicant does not say whether the spouse is to be housed: unknown.
 */
const coupleOf = (applicant: SneNode | undefined, coApplicants: readonly SneNode[]): boolean | null => {
  const links = coApplicants.map((person) => childOf(person, 'lienDemandeur')?.code ?? '');
  if (links.some((link) => link === 'M' || link === 'P' || link === 'C')) return true;
  if (links.length > 0) return links.every((link) => link === 'L') ? false : null;
  const family = childOf(applicant, 'situationFamiliale')?.code ?? '';
  return ['C', 'D', 'S', 'V'].includes(family) ? false : null;
};

/** Expected form of a field, as the table of demands says it. */
export const expectedOf = (field: keyof DemandCells): string =>
  [...DEMAND_FORMAT.columns, DEMAND_FORMAT.yearColumns].find((column) => column?.field === field)?.expected ??
  '';
