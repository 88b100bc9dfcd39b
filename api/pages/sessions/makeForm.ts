import { z } from 'zod';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { DEFAULT_SESSION_QUESTION, type SessionQuestion } from '../../service/sessionsQuestion.ts';
import { vacancyChoice } from '../../service/sessionsVacancies.ts';
import { fieldOf, fieldsOf } from '../form.ts';

/** The choices of a session, each in plain words, the usual one first. */
export const MAKE_CHOICES = {
  levelRule: [
    {
      value: 'among-equals',
      label: 'Un niveau passe d’abord entre demandes que les objectifs voient de même',
    },
    {
      value: 'in-order',
      label: 'Les niveaux sont servis dans l’ordre sur toute la séance, avant les points',
    },
  ],
  precedence: [
    { value: 'priced', label: 'Ce qui manque à un objectif coûte des points (usuel)' },
    { value: 'strict', label: 'Les objectifs passent avant les points, dans leur ordre' },
  ],
  pace: [
    { value: 'spread', label: 'Rattraper ce qui manque peu à peu, jusqu’à la fin de l’année' },
    { value: 'at-once', label: 'Rattraper tout ce qui manque dans cette séance' },
  ],
  listSize: [
    { value: '', label: 'Autant qu’il faut pour qu’un refus de tous reste rare' },
    ...[3, 4, 5, 6, 8, 10].map((n) => ({ value: String(n), label: `${n} candidats` })),
  ],
  appearances: [
    { value: '1', label: 'Une liste par ménage' },
    { value: '2', label: 'Deux listes, là où moins de trois autres demandes conviennent' },
  ],
  listLengthBy: [
    { value: 'rates', label: 'Par les taux d’acceptation du territoire' },
    {
      value: 'individual',
      label: 'Par les chances des ménages les mieux placés (qui y figure n’en dépend pas)',
    },
  ],
} as const;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const FieldsSchema = z.object({
  first: whole(1, 10_000).nullable(),
  seed: whole(0, 999_999_999),
  levelRule: z.enum(['among-equals', 'in-order']),
  precedence: z.enum(['priced', 'strict']),
  pace: z.enum(['spread', 'at-once']),
  listSize: whole(3, 20).nullable(),
  appearances: whole(1, 3),
  listLengthBy: z.enum(['rates', 'individual']),
});

const EXPECTED: Readonly<Record<string, string>> = {
  first: 'un nombre de logements, de 1 à 10 000',
  seed: 'un nombre entier, de 0 à 999 999 999',
  listSize: 'un nombre de candidats, de 3 à 20',
};

/** The most vacancies that a first session proposes to examine. */
export const USUAL_FIRST = '45';

/**
 * What the form asks: the vacancies ticked, or else the first open ones of a commune and a bailleur. What is left out is as usual.
 *
 * @throws InputError `request.field.invalid` by field.
 */
export const sessionAsked = (form: Form): SessionQuestion => {
  const { options: usual, ...rest } = DEFAULT_SESSION_QUESTION;
  const parsed = FieldsSchema.safeParse({
    first: fieldOf(form, 'first'),
    seed: fieldOf(form, 'seed') ?? rest.seed,
    levelRule: fieldOf(form, 'levelRule') ?? usual.levelRule,
    precedence: fieldOf(form, 'precedence') ?? usual.precedence,
    pace: fieldOf(form, 'pace') ?? usual.pace,
    listSize: fieldOf(form, 'listSize'),
    appearances: fieldOf(form, 'appearances') ?? usual.appearances,
    listLengthBy: fieldOf(form, 'listLengthBy') ?? rest.listLengthBy,
  });
  if (!parsed.success)
    throw new InputError(
      parsed.error.issues.map((issue) => {
        const path = String(issue.path[0]);
        return { code: 'request.field.invalid', path, expected: EXPECTED[path] ?? 'un choix de la liste' };
      }),
    );
  const { first, seed, listLengthBy, ...options } = parsed.data;
  const ticked = fieldsOf(form, 'vacancies');
  const choice =
    ticked.length > 0
      ? vacancyChoice(ticked, { commune: null, bailleur: null, first: null })
      : vacancyChoice(null, {
          commune: fieldOf(form, 'commune'),
          bailleur: fieldOf(form, 'bailleur'),
          first,
        });
  return {
    ...rest,
    choice,
    method: fieldOf(form, 'method'),
    seed,
    thorough: fieldOf(form, 'thorough') !== null,
    listLengthBy,
    options: { ...usual, ...options },
  };
};
