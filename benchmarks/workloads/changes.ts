import { type AssignmentModel, EMPTY } from '../../engine/assignment/model.ts';
import type { Change } from '../../engine/assignment/repair/change.ts';
import type { SessionState } from '../../engine/assignment/repair/session.ts';
import { type Random, shuffle } from '../../engine/simulation/random.ts';

/** What happens in a meeting, drawn at random on a session under way. */
export const MEETING_CHANGES = [
  'withdrawal',
  'missing paper',
  'vacancy pulled',
  'pin of somebody unlisted',
  'pin of somebody on another list',
  'list put in another order',
  'three withdrawals together',
  'a whole list withdraws',
] as const;
export type MeetingChange = (typeof MEETING_CHANGES)[number];

/** Changes of a kind; null when the vacancy drawn offers none. */
export const drawChange = (
  random: Random,
  kind: MeetingChange,
  model: AssignmentModel,
  { lists }: Pick<SessionState, 'lists'>,
): readonly Change[] | null => {
  const vacancy = random.integer(0, lists.length - 1);
  const listed = lists[vacancy]!.map(({ candidate }) => candidate);
  if (listed.length === 0) return null;
  const withdraw = (candidate: number): Change => ({ kind: 'withdraw', candidate, motive: 'withdrew' });
  switch (kind) {
    case 'withdrawal':
      return [withdraw(random.pick(listed))];
    case 'missing paper':
      return [{ kind: 'exclude', vacancy, candidate: random.pick(listed), motive: 'missing-paper' }];
    case 'vacancy pulled':
      return [{ kind: 'pull', vacancy }];
    case 'pin of somebody unlisted':
    case 'pin of somebody on another list': {
      const elsewhere = new Set(lists.flatMap((list) => list.map(({ candidate }) => candidate)));
      const wanted = kind === 'pin of somebody on another list';
      const candidate = drawCandidate(random, model, vacancy, (c) =>
        wanted ? elsewhere.has(c) && !listed.includes(c) : !elsewhere.has(c),
      );
      if (candidate === EMPTY) return null;
      const rank = random.chance(0.5) ? 1 : null;
      return [{ kind: 'pin', vacancy, candidate, rank, motive: 'commission-choice' }];
    }
    case 'list put in another order':
      return listed.length < 2
        ? null
        : [{ kind: 'rerank', vacancy, order: shuffle(random, [...listed]), motive: 'commission-choice' }];
    case 'three withdrawals together': {
      const all = lists.flatMap((list) => list.map(({ candidate }) => candidate));
      return shuffle(random, all).slice(0, 3).map(withdraw);
    }
    case 'a whole list withdraws':
      return listed.map(withdraw);
  }
};

/** A candidate of the vacancy that is wanted, each with the same chance; `EMPTY` when there is none. */
const drawCandidate = (
  random: Random,
  { pairOffsets, segmentOffsets, pairCandidate }: AssignmentModel,
  vacancy: number,
  wanted: (candidate: number) => boolean,
): number => {
  const [from, to] = [pairOffsets[segmentOffsets[vacancy]!]!, pairOffsets[segmentOffsets[vacancy + 1]!]!];
  const found = [...new Set(pairCandidate.subarray(from, to))].filter(wanted);
  return found.length === 0 ? EMPTY : random.pick(found);
};
