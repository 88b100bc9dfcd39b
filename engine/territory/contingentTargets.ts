import type { RESERVATAIRES } from '../domain/codes.ts';
import type { ContingentRules, Target } from '../domain/territory.ts';

/** Where the pack gives the shares no weight, they are counted and shown all the same. */
const NO_WEIGHT = { toleranceDwellings: 0, precedence: 9, active: false } as const;

/**
 * The shares of the flow of reservations as targets of each landlord, in QPV and outside apart (plan de gestion 2016, art. 7.4): at
 * least its share of the flow for each réservataire, and for what is reserved to nobody, so that none is credited what another
 * lacks. They are counted like any target; a lease credits one contingent.
 */
export const contingentTargets = ({ flow, row, shares }: ContingentRules): readonly Target[] => {
  const among = flow.without === 'mutations' ? 'flow-without-mutations' : 'flow-without-own-mutations';
  return shares
    .filter(({ share }) => share > 0)
    .flatMap(({ reservataire, label, share }) =>
      (['in', 'out'] as const).map((qpv): Target => {
        const where = qpv === 'in' ? 'en QPV' : 'hors QPV';
        return {
          id: `flux-${reservataire.toLowerCase()}-${qpv === 'in' ? 'qpv' : 'hors-qpv'}`,
          label: `Flux ${SHORT[reservataire]}, ${where}`,
          description: `Part de ${label} dans le flux du bailleur, ${where}`,
          scope: 'bailleur',
          qpv,
          among,
          counts: { contingent: reservataire },
          bound: 'min',
          share,
          ...(row ?? { ...NO_WEIGHT, provenance: flow.provenance }),
        };
      }),
    );
};

/** Labels of targets are short; the whole name is in the description. */
const SHORT: Readonly<Record<keyof typeof RESERVATAIRES, string>> = {
  COLTER: 'collectivités',
  COLACT: 'Action Logement',
  PPRIOR: 'préfet, prioritaires',
  PFONCT: 'préfet, agents publics',
  AUTRES: 'autres réservataires',
  AUCUN: 'hors contingent',
};
