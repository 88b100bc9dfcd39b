import { readMethods } from '../../api/packs/readMethods.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { SITUATIONS } from './territory.ts';

const compiled = (method: unknown): CompiledMethod => {
  const read = compileMethod(MethodSchema.parse(method), demandColumns(SITUATIONS));
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join(' '));
  return read.value;
};

const HEAD = {
  version: '1',
  source: 'écrit pour les tests',
  certainty: 'proposal',
  validFrom: '2016-01-01',
  validTo: null,
};
const PUBLISHED = { source: 'écrit pour les tests', certainty: 'proposal' };

/** DALO first, then half a point a month and 10 points for a verified label; the usual tie-break. */
export const ORDERING = compiled({
  ...HEAD,
  id: 'essai',
  label: 'Ordonnancement d’essai',
  kind: 'ordering',
  tiers: [{ id: 'dalo', label: 'Reconnu DALO', when: 'daloActive', evidence: 'verified', ...PUBLISHED }],
  groups: [
    {
      id: 'attente',
      label: 'Attente',
      combine: 'sum',
      criteria: [{ id: 'anciennete', label: 'Ancienneté', points: '0.5 * waitingMonths', ...PUBLISHED }],
    },
    {
      id: 'situations',
      label: 'Situations',
      combine: 'max',
      criteria: [
        {
          id: 'label',
          label: 'Situation labellisée',
          when: 'ACI_LABEL',
          points: 10,
          evidence: 'verified',
          ...PUBLISHED,
        },
        {
          id: 'effort',
          label: 'Loyer trop lourd',
          when: 'ACI_EFFORT',
          points: 4,
          evidence: 'computed',
          ...PUBLISHED,
        },
      ],
    },
  ],
});

/** 20 points for the employees in Action Logement's scope who ask to live nearer their work. */
export const WEIGHTING = compiled({
  ...HEAD,
  id: 'essai-al',
  label: 'Pondération d’essai',
  kind: 'weighting',
  appliesToContingent: 'COLACT',
  scope: { demands: 'all', when: 'actionLogementEmployer' },
  groups: [
    {
      id: 'publics',
      label: 'Publics',
      combine: 'sum',
      criteria: [{ id: 'rapprochement', label: 'Rapprochement', when: 'motive19', points: 20, ...PUBLISHED }],
    },
  ],
});

/** The methods shipped, compiled for a territory. */
export const shippedMethods = (territory: Territory): ReadonlyMap<string, CompiledMethod> => {
  const methods = readMethods(demandColumns(territory.pack.situations), { only: territory.pack.methods });
  if (!methods.ok) throw new Error(JSON.stringify(methods.issues.slice(0, 3)));
  return methods.value;
};
