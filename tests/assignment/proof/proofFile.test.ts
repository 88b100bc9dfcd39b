import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../api/records/canonicalJson.ts';
import { contentDigest, isOnPlanModel } from '../../../engine/assignment/proof/proofContent.ts';
import {
  type ProofFile,
  proofFile,
  readProof,
  type SessionProof,
} from '../../../engine/assignment/proof/proofFile.ts';
import { renumbered } from '../../../engine/assignment/proof/pseudonyms.ts';
import { modelHash, saveResult } from '../../../engine/assignment/proof/savedResult.ts';
import {
  checkStagedProof,
  modelOfStage,
  type StagedProof,
} from '../../../engine/assignment/proof/stagedProof.ts';
import { goalsOf, type StagedModel, solveStages, stageModel } from '../../../engine/assignment/stages.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';

/** Targets of two precedences, then two levels, then points; solved, and saved as a session saves it. */
const staged = (seed: number, family: (typeof FAMILIES)[number]): StagedModel => {
  const model = randomModel(seed, family);
  return {
    model,
    rowPrecedence: Uint8Array.from({ length: model.rowCount }, (_, row) => 1 + (row % 2)),
    segmentLevel: Uint8Array.from(
      { length: model.pairOffsets.length - 1 },
      (_, segment) => 1 + (segment % 2),
    ),
    goals: goalsOf({ levels: [1, 2], precedences: [1, 2], strict: true }),
  };
};

const proofOf = (input: StagedModel): { readonly proof: StagedProof; readonly hashes: readonly string[] } => {
  const { stages } = solveStages(input, { limits: { maxRounds: 5 } });
  const models = stages.map((_, k) => stageModel(input, stages.slice(0, k)));
  const saved = stages.map((stage, k) => {
    const saving = saveResult({ model: models[k]!, ...stage });
    if (saving.outcome === 'refused') throw new Error(JSON.stringify(saving.findings));
    return { goal: stage.goal, saved: saving.saved };
  });
  return {
    proof: {
      model: input.model,
      rowPrecedence: Uint32Array.from(input.rowPrecedence),
      segmentLevel: Uint32Array.from(input.segmentLevel),
      stages: saved,
    },
    hashes: models.map(modelHash),
  };
};

const file = (plan: StagedProof, lists: StagedProof | null = null): ProofFile =>
  proofFile({
    session: '2026-11-02-1',
    version: 1,
    rows: Array.from({ length: plan.model.rowCount }, (_, row) => `row ${row}`),
    plan,
    lists,
    stopped: false,
  });
const again = (written: unknown): SessionProof => {
  const read = readProof(JSON.parse(JSON.stringify(written)));
  if (read.outcome === 'malformed') throw new Error(read.at);
  return read.proof;
};
/** What the whole file is found to lack. */
const findings = ({ plan }: SessionProof) => checkStagedProof(plan).flatMap((stage) => stage.findings);

/** Random models whose stages all hold: hard rows of their own may not be found. */
const CASES = FAMILIES.filter((family) => family !== 'hard-rows').map((family) => proofOf(staged(5, family)));

/** The one with most pairs, of those that have rows. */
const LARGEST = CASES.filter(({ proof: { model } }) => model.rowCount > 0).reduce((a, b) =>
  b.proof.model.pairCandidate.length > a.proof.model.pairCandidate.length ? b : a,
);

test('the model of each stage, made without the solver’s code, is the one that was solved', () => {
  let stages = 0;
  for (const { proof, hashes } of CASES)
    for (const [k, hash] of hashes.entries()) {
      expect(modelHash(modelOfStage(proof, k))).toBe(hash);
      stages += 1;
    }
  expect(stages).toBeGreaterThan(30);
});

test('numbered by their first pair, written and read again, a proof is as sound as it was', () => {
  for (const { proof } of CASES) {
    const read = again(file(renumbered(proof)));
    expect(findings(read)).toEqual(checkStagedProof(proof).flatMap((stage) => stage.findings));
    expect(checkStagedProof(read.plan)).toHaveLength(proof.stages.length);
    let next = 0;
    for (const candidate of read.plan.model.pairCandidate) {
      expect(candidate).toBeLessThanOrEqual(next);
      if (candidate === next) next += 1;
    }
  }
});

test('who is who before does not show: two numberings of the same candidates give the same bytes', () => {
  const { proof } = LARGEST;
  const turned = (candidate: number) => proof.model.candidateCount - 1 - candidate;
  const other: StagedProof = {
    ...proof,
    model: { ...proof.model, pairCandidate: proof.model.pairCandidate.map(turned) },
    stages: proof.stages.map(({ goal, saved }) => ({
      goal,
      saved: {
        ...saved,
        candidatePrice: saved.candidatePrice.map(([c, price]): [number, number] => [turned(c), price]),
      },
    })),
  };
  const seen = new Set(proof.model.pairCandidate);
  expect(seen.size).toBeGreaterThan(2);
  expect(JSON.stringify(file(renumbered(other)))).toBe(JSON.stringify(file(renumbered(proof))));
});

test('a score, a price, a list or a claim that was changed is found', () => {
  const { proof } = LARGEST;
  const sound = file(renumbered(proof));
  expect(findings(again(sound))).toEqual([]);
  const last = sound.plan.stages.length - 1;
  const { saved } = sound.plan.stages[last]!;
  const changed = (more: Partial<typeof saved>): ProofFile => ({
    ...sound,
    plan: {
      ...sound.plan,
      stages: sound.plan.stages.map((stage, k) =>
        k === last ? { ...stage, saved: { ...stage.saved, ...more } } : stage,
      ),
    },
  });
  const listed = saved.assignment.findIndex((pair) => pair >= 0);
  const emptied = saved.assignment.map((pair, place) => (place === listed ? -1 : pair));
  for (const tampered of [
    changed({ assignment: emptied }),
    changed({ bound: saved.bound - 5 }),
    changed({ value: saved.value + 5 }),
    changed({ rowPrice: saved.rowPrice.map((price) => price + 3000) }),
    changed({ candidatePrice: [...saved.candidatePrice, [0, 12_345]] }),
  ])
    expect(findings(again(tampered))).not.toEqual([]);
  // Any digit of any array of the model.
  let tried = 0;
  for (const [name, text] of Object.entries(sound.plan.arrays))
    for (let at = 0; at < text!.length; at += 7) {
      const letter = text![at] === 'A' ? 'B' : 'A';
      const array = `${text!.slice(0, at)}${letter}${text!.slice(at + 1)}`;
      const read = readProof({
        ...sound,
        plan: { ...sound.plan, arrays: { ...sound.plan.arrays, [name]: array } },
      });
      tried += 1;
      if (read.outcome === 'read' && name !== 'rowPrecedence' && name !== 'segmentLevel')
        expect(findings(read.proof)).not.toEqual([]);
    }
  expect(tried).toBeGreaterThan(40);
});

/** The faults of a file that somebody changed, who may have written its digest again. */
const faultsOf = (written: ProofFile): readonly string[] => {
  const read = readProof(written);
  if (read.outcome === 'malformed') throw new Error(read.at);
  return read.faults;
};
const forged = ({ digest: _, ...content }: ProofFile): ProofFile => ({
  ...content,
  digest: contentDigest(content),
});
const WHOLE = renumbered(LARGEST.proof);
const points: StagedProof = { ...WHOLE, stages: WHOLE.stages.slice(-1) };

test('the digest of a file is that of its canonical JSON, and any change is found by it', () => {
  const sound = file(WHOLE, points);
  const { digest, ...content } = sound;
  expect(digest).toBe(createHash('sha256').update(canonicalJson(content)).digest('hex'));
  expect(faultsOf(sound)).toEqual([]);
  const { rowPrecedence, segmentLevel } = sound.plan.arrays;
  const withArrays = (arrays: Partial<ProofFile['plan']['arrays']>): ProofFile => ({
    ...sound,
    plan: { ...sound.plan, arrays: { ...sound.plan.arrays, ...arrays } },
  });
  for (const changed of [
    { ...sound, session: '2026-11-02-2' },
    { ...sound, version: 2 },
    { ...sound, rows: sound.rows.map((row) => `${row}.`) },
    { ...sound, lists: null },
    { ...sound, plan: { ...sound.plan, stages: sound.plan.stages.slice(0, -1) } },
    withArrays({ rowPrecedence: `AA${rowPrecedence!.slice(2)}` }),
    withArrays({ segmentLevel: `AA${segmentLevel!.slice(2)}` }),
  ])
    expect(faultsOf(changed)).toContain('digest-differs');
});

test('whoever writes the digest again still cannot drop a stage or a row, nor say that a whole search was stopped', () => {
  const sound = file(WHOLE, points);
  const { plan, rows, lists } = sound;
  const stages = plan.stages.slice(0, -1);
  const dropped = forged({ ...sound, plan: { ...plan, stages } });
  expect(faultsOf(dropped)).toEqual(['stages-incomplete']);
  expect(faultsOf(forged({ ...dropped, stopped: true }))).toEqual([]);
  expect(faultsOf(forged({ ...sound, stopped: true }))).toEqual(['stages-incomplete']);
  expect(faultsOf(forged({ ...sound, rows: rows.slice(1) }))).toEqual(['rows-named']);
  const twice = { ...lists!, stages: [...lists!.stages, ...lists!.stages] };
  expect(faultsOf(forged({ ...sound, lists: twice }))).toEqual(['lists-stages']);
  const fewer = { ...lists!, vacancyCount: plan.vacancyCount - 1 };
  expect(faultsOf(forged({ ...sound, lists: fewer }))).toEqual(['lists-model']);
  expect(isOnPlanModel({ plan: WHOLE, lists: points })).toBe(true);
  const other = { ...points, model: { ...points.model, fillBonus: points.model.fillBonus + 1 } };
  expect(isOnPlanModel({ plan: WHOLE, lists: other })).toBe(false);
});

test('lists that stand on the same model repeat none of its arrays', () => {
  const { proof } = LARGEST;
  const one = renumbered({ ...proof, stages: proof.stages.slice(0, 1) });
  const written = file(one, one);
  expect(written.lists?.arrays).toEqual({});
  expect(again(written).lists).toEqual(again(written).plan);
  const other = renumbered({
    ...proof,
    model: { ...proof.model, rowRequired: proof.model.rowRequired.map((r) => r + 1) },
    stages: one.stages,
  });
  expect(Object.keys(file(one, other).lists!.arrays)).toEqual(['rowRequired']);
});

test('precedences and levels of another length than the model are said, and nothing is counted on them', () => {
  const { proof } = CASES[0]!;
  const short = { ...proof, segmentLevel: new Uint32Array(0), rowPrecedence: new Uint32Array(99) };
  expect(checkStagedProof(short)).toMatchObject([
    {
      findings: [
        { fault: 'model-length', array: 'rowPrecedence' },
        { fault: 'model-length', array: 'segmentLevel' },
      ],
    },
  ]);
});

test('a file of another shape is not read, and the place is told', () => {
  const sound = file(CASES[0]!.proof);
  const { pairScore: _, ...missing } = sound.plan.arrays;
  const at = (json: unknown) => readProof(json);
  expect(at({ ...sound, format: 'precal-proof-2' })).toEqual({ outcome: 'malformed', at: 'format' });
  expect(at({ ...sound, plan: { ...sound.plan, arrays: missing } })).toEqual({
    outcome: 'malformed',
    at: 'plan.arrays.pairScore',
  });
  const garbled = { ...sound.plan, arrays: { ...sound.plan.arrays, placeWeight: '!' } };
  expect(at({ ...sound, plan: garbled })).toEqual({ outcome: 'malformed', at: 'plan.arrays.placeWeight' });
  expect(at({ ...sound, lists: garbled })).toEqual({ outcome: 'malformed', at: 'lists.arrays.placeWeight' });
  expect(at(null)).toEqual({ outcome: 'malformed', at: '' });
});
