import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { isOnPlanModel } from '../../../engine/assignment/proof/proofContent.ts';
import { checkStagedProof } from '../../../engine/assignment/proof/stagedProof.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { readProofBytes, writeProof } from '../../export/proofFile.ts';
import { figure } from '../../present/format.ts';
import { digestText, presentProof, proofText } from '../../present/proof.ts';
import { sessionProof } from '../../service/sessionsProof.ts';
import type { Environment } from '../environment.ts';
import { printJson } from '../options.ts';
import { addSessionOptions, type SessionCommandOptions, withSessions } from './sessionOpening.ts';

interface ProofOptions extends Pick<SessionCommandOptions, 'data'> {
  readonly out: string;
}

/** `precal session proof`: the proof of a session alone, for whoever has neither its data nor a solver. */
export const addSessionProof = (session: Command, environment: Environment): void => {
  addSessionOptions(
    session
      .command('proof <seance>')
      .description('écrit la preuve d’une séance, sans numéro ni nom : « precal verify » la recompte seule'),
  )
    .requiredOption('--out <fichier>', 'fichier neuf ; compressé si son nom finit par .gz')
    .addHelpText(
      'after',
      '\nExemple : precal session proof 2026-11-02-1 --out preuve.json.gz\n          precal verify preuve.json.gz',
    )
    .action((id: string, options: ProofOptions) =>
      withSessions(environment, options, async ({ service, workspaceOf }) => {
        const { out } = options;
        if (existsSync(out)) throw new InputError([{ code: 'file.exists', path: 'out', received: out }]);
        const proof = sessionProof(await workspaceOf(id), await service.find(id));
        const { bytes, digest } = await writeProof(out, proof);
        environment.err(
          `${out} : ${figure(proof.plan.model.pairCandidate.length)} couples, ${figure(Math.ceil(bytes / 1024))} Kio\n${digestText(digest)}\n`,
        );
      }),
    );
};

/**
 * Recounts a file of proof with the proof module alone: no data, no solver.
 *
 * @returns false when it does not hold.
 * @throws InputError `proof.damaged`.
 */
export const verifyProof = (
  environment: Environment,
  { bytes, path, json }: { readonly bytes: Buffer; readonly path: string; readonly json: boolean },
): boolean => {
  const { proof, digest, faults } = readProofBytes(bytes, path);
  const presented = presentProof(proof, {
    digest,
    faults,
    onPlanModel: isOnPlanModel(proof),
    plan: checkStagedProof(proof.plan),
    lists: proof.lists === null ? [] : checkStagedProof(proof.lists),
  });
  if (json) printJson(environment, presented);
  else environment.out(proofText(presented));
  return presented.sound;
};
