import type { PresentedDisparity } from '../../present/disparity.ts';
import { count, figure } from '../../present/format.ts';
import { Table } from '../frame/table.tsx';

/** Groups shown for a rule: those that it moves most. */
const GROUPS_SHOWN = 6;

/** What each rule of the method moves: its lists made again without it. */
export const Rules = ({ disparity }: { readonly disparity: PresentedDisparity }) => {
  const { rules, lists, method } = disparity;
  const moving = rules.filter(({ listsChanged }) => listsChanged > 0);
  const still = rules.length - moving.length;
  return (
    <section>
      <h2>Ce que chaque critère déplace</h2>
      <p>
        Les listes de « {method.label} » ({count(lists, 'liste', 'listes')}) ont été refaites sans chaque
        règle, sur les mêmes logements, les mêmes viviers et la même graine. Un nombre positif : places que le
        groupe doit à la règle ; négatif : places qu’elle lui ôte. C’est le rôle d’un critère que de déplacer
        des places ; ce tableau dit lesquelles.
      </p>
      <Table
        caption="Règles de la méthode, de celle qui change le plus de listes à celle qui en change le moins"
        columns={[
          { label: 'Règle' },
          { label: 'Listes changées', numeric: true },
          { label: 'Groupes qui y gagnent ou y perdent le plus' },
        ]}
        rows={moving.map(({ kindLabel, label, listsChanged, moved }) => [
          `${kindLabel} : ${label}`,
          `${figure(listsChanged)} sur ${figure(lists)}`,
          moved.length === 0 ? (
            'aucun groupe montré'
          ) : (
            <ul>
              {moved.slice(0, GROUPS_SHOWN).map(({ attributeLabel, text }) => (
                <li>
                  {attributeLabel} : {text}
                </li>
              ))}
            </ul>
          ),
        ])}
        empty="Aucune règle ne change une liste."
      />
      {still === 0 ? null : (
        <p>{count(still, 'règle ne change aucune liste', 'règles ne changent aucune liste')}.</p>
      )}
    </section>
  );
};
