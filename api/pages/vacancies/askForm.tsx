import { CheckField, type Choice, SelectField, TextField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { asksOtherwise, type ListQuestion, ORDER_CHOICES, SEEDS, SIZES } from './listQuestion.ts';
import { vacancyHref } from './vacancyHref.ts';

export interface AskChoices {
  readonly methods: readonly Choice[];
  readonly contingents: readonly Choice[];
}

/** Asks for the same list otherwise. The question is in the address: it can be kept, and sent. */
export const AskForm = ({
  vacancy,
  asked,
  choices,
}: {
  readonly vacancy: string;
  readonly asked: ListQuestion;
  readonly choices: AskChoices;
}) => {
  const { typed, errors } = asked;
  const wrong = Object.keys(errors).length > 0;
  const otherwise = asksOtherwise(asked);
  return (
    <details class="card screen-only" open={otherwise || wrong}>
      <summary>Demander une autre liste : méthode, contingent, nombre, souhaits, tirage</summary>
      {wrong ? (
        <Notice tone="bad" alert>
          <p>
            Une réponse n’a pas été comprise : la liste est celle d’avant pour ce point. Corrigez-la
            ci-dessous.
          </p>
        </Notice>
      ) : null}
      <form class="filters" method="get" action={vacancyHref(vacancy)}>
        <SelectField
          name="methode"
          label="Méthode"
          choices={[{ value: '', label: 'Celle du territoire' }, ...choices.methods]}
          value={typed.methode}
          error={errors.methode}
        />
        <SelectField
          name="contingent"
          label="Contingent crédité"
          choices={[{ value: '', label: 'Celui du logement' }, ...choices.contingents]}
          value={typed.contingent}
          error={errors.contingent}
        />
        <SelectField
          name="ordre"
          label="Ordre"
          choices={ORDER_CHOICES}
          value={typed.ordre}
          error={errors.ordre}
        />
        <TextField
          name="taille"
          label="Candidats proposés"
          type="number"
          min={SIZES.min}
          max={SIZES.max}
          value={typed.taille || String(asked.question.size)}
          error={errors.taille}
        />
        <TextField
          name="graine"
          label="Graine du tirage"
          type="number"
          min={SEEDS.min}
          max={SEEDS.max}
          value={typed.graine || String(asked.question.seed)}
          error={errors.graine}
        />
        <CheckField
          name="au-dela"
          label="N’écarter personne pour ses souhaits"
          checked={typed['au-dela'] === 'oui'}
        />
        <div class="actions">
          <button type="submit" class="main">
            Refaire la liste
          </button>
          {otherwise ? (
            <a class="button" href={vacancyHref(vacancy)}>
              Revenir à la liste du territoire
            </a>
          ) : null}
        </div>
      </form>
    </details>
  );
};
