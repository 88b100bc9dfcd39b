import type { Fault, Finding } from '../../engine/assignment/proof/findings.ts';
import type { StageGoal } from '../../engine/assignment/stages.ts';
import { count, figure, list, points } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

/** Parts of the data that a session was made from. */
type DataPart = 'pool' | 'territory' | 'method' | 'stock' | 'ledger';
type DocumentFault =
  | 'goals-differ'
  | 'plan-lists-differ'
  | 'log-differs'
  | 'log-refused'
  | 'lists-uncountable';

/** What a recount found: see `api/service/sessionsVerify.ts`. */
export interface VerificationFacts {
  readonly outcome: 'sound' | 'faulty' | 'other-data';
  readonly changed: readonly DataPart[];
  readonly stages: readonly {
    readonly goal: StageGoal;
    readonly findings: readonly Finding[];
    readonly value: number;
    readonly bound: number;
    readonly aborted: boolean;
    readonly rounds: number;
  }[];
  readonly lists: {
    readonly findings: readonly Finding[];
    readonly value: number;
    readonly bound: number;
  } | null;
  readonly faults: readonly DocumentFault[];
  readonly changes: number;
  readonly vacancies: number;
  /** Of them, those pulled by hand. */
  readonly pulled: number;
}

export interface PresentedVerification {
  readonly outcome: VerificationFacts['outcome'];
  readonly text: string;
  readonly stages: readonly {
    readonly goal: string;
    readonly text: string;
    readonly findings: readonly PresentedFault[];
  }[];
  readonly lists: { readonly text: string; readonly findings: readonly PresentedFault[] } | null;
  readonly faults: readonly { readonly code: string; readonly text: string }[];
}

export interface PresentedFault {
  /** P0 to P7. */
  readonly property: string;
  readonly code: string;
  readonly text: string;
}

const PARTS: { readonly [P in DataPart]: string } = {
  pool: 'les demandes',
  territory: 'les règles du territoire',
  method: 'la méthode',
  stock: 'les logements',
  ledger: 'les attributions comptées',
};

/** "les demandes et la méthode", from the names of the parts. */
export const dataParts = (parts: readonly string[]): string =>
  list(parts.map((part) => PARTS[part as DataPart] ?? part));

const DOCUMENT_FAULTS: { readonly [F in DocumentFault]: string } = {
  'goals-differ': 'Les étapes enregistrées ne sont pas celles que demandent les options de la séance.',
  'plan-lists-differ': 'Les listes proposées ne sont pas celles du résultat enregistré.',
  'log-differs': 'Le journal, rejoué, ne donne pas les listes enregistrées.',
  'log-refused': 'Le journal porte une décision qui ne peut pas être prise.',
  'lists-uncountable': 'Les listes ne peuvent pas être recomptées.',
};

const FAULTS: { readonly [F in Fault]: string } = {
  'model-length': 'le modèle a un tableau d’une longueur inattendue',
  'model-offsets': 'le modèle a des bornes qui ne se suivent pas',
  'model-number': 'le modèle a une valeur qui n’est pas un nombre admis',
  'model-range': 'le modèle désigne un élément qui n’existe pas',
  'model-order': 'le modèle n’est pas rangé dans l’ordre attendu',
  'another-model': 'le résultat est celui d’un autre modèle',
  'listed-too-often': 'un ménage figure sur plus de listes qu’il ne peut',
  'twice-on-one-list': 'un ménage figure deux fois sur une liste',
  'place-left-empty': 'une place est vide alors qu’un candidat éligible reste libre',
  'gap-in-list': 'une liste a un rang vide avant un rang pourvu',
  'assignment-length': 'le résultat n’a pas le nombre de places du modèle',
  'no-such-pair': 'une place porte un couple qui n’existe pas',
  'pair-of-another-vacancy': 'une place porte un candidat d’un autre logement',
  'not-eligible': 'un candidat n’est pas éligible selon les règles',
  'rows-length': 'le résultat n’a pas le nombre d’objectifs du modèle',
  'row-activity': 'ce qu’un objectif reçoit n’est pas ce qui est annoncé',
  'row-slack': 'ce qui manque à un objectif n’est pas ce qui est annoncé',
  'hard-row-lacks': 'une règle impérative n’est pas tenue',
  objective: 'la valeur des listes n’est pas celle qui est annoncée',
  'duals-length': 'les prix n’ont pas le nombre attendu',
  'dual-outside-box': 'un prix sort de ses bornes et ne prouve rien',
  'bound-differs': 'la borne recalculée n’est pas celle qui est annoncée',
  'bound-below-value': 'la borne est sous la valeur des listes',
  'passed-over': 'un candidat est passé devant un autre de la même classe, mieux placé par la méthode',
  'rank-order': 'deux candidats de la même classe ne sont pas dans l’ordre de la méthode',
};

/** A finding in words, with the place that it concerns. */
export const presentFault = ({ property, fault, vacancy, row }: Finding): PresentedFault => {
  const where = [
    ...(vacancy === undefined ? [] : [`logement n° ${vacancy + 1}`]),
    ...(row === undefined ? [] : [`objectif n° ${row + 1}`]),
  ];
  return {
    property,
    code: fault,
    text: `${property} : ${FAULTS[fault]}${where.length === 0 ? '' : ` (${where.join(', ')})`}`,
  };
};

export const goalText = (goal: StageGoal): string => {
  switch (goal.kind) {
    case 'points':
      return 'Points et objectifs';
    case 'level':
      return `Niveau ${goal.level}`;
    case 'targets':
      return `Objectifs de priorité ${goal.precedence}`;
  }
};

interface Claim {
  /** Thousandths of points. */
  readonly value: number;
  readonly bound: number;
}

/** "0,48 point": what is left to the bound by dwelling, rounded up so that it stays true. */
export const gapText = ({ value, bound }: Claim, vacancies: number): string =>
  points(Math.max(0, Math.ceil((bound - value) / vacancies / 10) * 10));

/** A recount said in French: what was counted again, what holds, what does not. */
export const presentVerification = (facts: VerificationFacts): PresentedVerification => {
  const perDwelling = (claim: Claim): string => gapText(claim, facts.vacancies);
  return {
    outcome: facts.outcome,
    text: outcomeText(facts),
    stages: facts.stages.map((stage) => ({
      goal: stage.goal.kind,
      text: `${goalText(stage.goal)} : ${
        stage.findings.length > 0
          ? count(stage.findings.length, 'écart trouvé', 'écarts trouvés')
          : stage.goal.kind === 'points'
            ? `aucune autre composition ne vaut plus de ${perDwelling(stage)} de plus par logement ; recompté sur toutes les demandes éligibles, sans le solveur`
            : 'recompté, tenu'
      }${stage.aborted ? ` ; recherche arrêtée au tour ${figure(stage.rounds)}` : ''}.`,
      findings: stage.findings.map(presentFault),
    })),
    lists: facts.lists && {
      text:
        facts.lists.findings.length > 0
          ? `Listes en l’état : ${count(facts.lists.findings.length, 'écart trouvé', 'écarts trouvés')}.`
          : facts.pulled === facts.vacancies
            ? `Listes en l’état (${count(facts.changes, 'décision', 'décisions')} depuis le calcul) : recomptées ; tous les logements en ont été retirés, il n’y a plus rien à comparer.`
            : `Listes en l’état (${count(facts.changes, 'décision', 'décisions')} depuis le calcul) : recomptées, à ${perDwelling(facts.lists)} au plus par logement de ce que le calcul pouvait atteindre sans décision à la main.`,
      findings: facts.lists.findings.map(presentFault),
    },
    faults: facts.faults.map((code) => ({ code, text: DOCUMENT_FAULTS[code] })),
  };
};

const outcomeText = ({ outcome, changed }: VerificationFacts): string => {
  switch (outcome) {
    case 'sound':
      return 'Séance vérifiée : tout ce qui est enregistré a été recompté et concorde.';
    case 'faulty':
      return 'Séance non vérifiée : ce qui est enregistré ne concorde pas.';
    case 'other-data':
      return `Séance non vérifiée : ${dataParts(changed)} ne sont plus celles de la proposition.`;
  }
};

export const verificationText = (verification: PresentedVerification): string =>
  [
    wrap(verification.text),
    ...verification.stages.flatMap(({ text, findings }) => [
      bullet(text),
      ...findings.map((f) => bullet(f.text, 4)),
    ]),
    ...(verification.lists === null
      ? []
      : [bullet(verification.lists.text), ...verification.lists.findings.map((f) => bullet(f.text, 4))]),
    ...(verification.faults.length === 0
      ? []
      : [heading('Ce qui ne concorde pas'), ...verification.faults.map(({ text }) => bullet(text))]),
    '',
  ].join('\n');
