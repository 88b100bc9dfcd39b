import { describe, expect, test } from 'vitest';
import { CoordinationSchema } from '../../api/http/coordinationSchemas.ts';
import { PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { problemOf } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { AREA, proposal, RUN, serviceOf, TOWN } from './town.ts';

const { coordination, analyst, bailleur } = PRINCIPALS;

const town = () => {
  const store = new MemoryStore(TOWN);
  const { ask } = served({}, { store });
  const read = async (who: typeof coordination | typeof analyst, query = '') => {
    const response = await ask(who, 'GET', `/v1/coordination/${AREA}${query}`);
    expect(response.status).toBe(200);
    return CoordinationSchema.parse(await response.json());
  };
  return { store, ask, read };
};

describe('the dossier of a half-day', () => {
  test('qualifies the offer of the area, quartier by quartier', async () => {
    const { offer, semester, area } = await town().read(coordination);
    expect(semester).toMatchObject({ id: '2026-S2', running: true, to: TODAY });
    expect(area.communes).toContain('Roubaix');
    // Five T2 and a T5 are free in Roubaix, whose quartier is not said.
    expect(offer.rows).toHaveLength(1);
    expect(offer.rows[0]).toMatchObject({ commune: 'Roubaix', quartier: null, open: 6 });
    expect(offer.typologies).toEqual([
      { code: 'T2', label: 'T2', open: 5 },
      { code: 'T5', label: 'T5', open: 1 },
    ]);
  });

  test('counts the demand that waits, by segment, beside what came free', async () => {
    const { demand } = await town().read(coordination);
    expect(demand.demands).toBe(TOWN.demands.length);
    const of = (dimension: string) => demand.dimensions.find((each) => each.dimension === dimension)!;
    const t2 = of('typology').levels.find(({ level }) => level === 'T2')!;
    expect(t2).toMatchObject({ demands: 33, share: 1 });
    expect(t2.tension).toBeCloseTo(33 / t2.supply!);
    expect(of('band').levels.every(({ supply, tension }) => supply === null && tension === null)).toBe(true);
    for (const dimension of ['band', 'situation', 'age', 'access'])
      expect(of(dimension).levels.reduce((sum, { demands }) => sum + demands!, 0)).toBe(33);
    expect(demand.crosses!.reduce((sum, { demands }) => sum + demands, 0)).toBe(33);
  });

  test('shows what stands in the way: no candidate, long free', async () => {
    const { blockages } = await town().read(coordination);
    expect(blockages.fewCandidates.map(({ dwelling, text }) => [dwelling.vacancy, text])).toEqual([
      ['V-6', expect.stringMatching(/^0\scandidat/)],
    ]);
    expect(blockages.longVacant).toEqual([]);
    expect(blockages.refusals[0]).toMatchObject({ label: 'Ensemble', answered: 0, share: null });
    expect(blockages.brakes).toBeNull();
  });

  test('hides small counts from who may not tell a household from one', async () => {
    const { offer, demand, blockages } = await town().read(analyst);
    expect(demand.crosses).toBeNull();
    const counts = demand.dimensions.flatMap(({ levels }) => levels.map(({ demands }) => demands));
    expect(counts).toContain(null);
    for (const value of counts) expect(value === null || value === 0 || value >= 5).toBe(true);
    expect(offer.rows.every(({ allocated }) => allocated === null)).toBe(true);
    expect(blockages.fewCandidates[0]?.text).toBe('moins de 3');
  });

  test('gives the recommendations of the body, and what those that can be counted brought', async () => {
    const { store, read } = town();
    const { standing } = await serviceOf(store).propose(proposal(), RUN);
    const before = await read(coordination);
    expect(before.guidance.map(({ status }) => status)).toEqual(['proposed']);
    expect(before.orientations).toEqual([]);
    await serviceOf(store).decide(standing.id, { meetingOn: TODAY, from: null, to: null }, RUN);
    const after = await read(coordination);
    expect(after.guidance.map(({ id, status }) => [id, status])).toEqual([[standing.id, 'in-force']]);
    expect(after.orientations).toMatchObject([
      {
        id: standing.id,
        from: TODAY,
        to: TODAY,
        among: 0,
        held: null,
        text: expect.stringContaining('rien'),
      },
    ]);
  });

  test('of a semester that is over, and as a table', async () => {
    const { ask, read } = town();
    const past = await read(coordination, '?semester=2026-S1');
    expect(past.semester).toMatchObject({ from: '2026-01-01', to: '2026-06-30', running: false });
    const table = await ask(coordination, 'GET', `/v1/coordination/${AREA}?table=demande&format=csv`);
    expect(await table.text()).toMatch(/Segment[;,]Niveau[;,]Demandes/);
    for (const which of ['offre', 'croisement', 'blocages', 'objectifs', 'preconisations'])
      expect(
        (await ask(coordination, 'GET', `/v1/coordination/${AREA}?table=${which}&format=csv`)).status,
      ).toBe(200);
    const book = await ask(coordination, 'GET', `/v1/coordination/${AREA}?table=offre&format=xlsx`);
    expect(book.headers.get('content-type')).toContain('spreadsheetml');
  });

  test('refuses an area that is not, a semester that is none or has not begun, and who takes no part', async () => {
    const { ask } = town();
    const refusal = async (
      path: string,
      status: number,
      who: typeof coordination | typeof bailleur = coordination,
    ) => (await problemOf(await ask(who, 'GET', path), status)).code;
    expect(await refusal('/v1/coordination/nulle-part', 404)).toBe('coordination.area-unknown');
    const of = (semester: string) => refusal(`/v1/coordination/${AREA}?semester=${semester}`, 400);
    expect(await of('2026-S3')).toBe('coordination.semester-malformed');
    expect(await of('2027-S1')).toBe('coordination.semester-ahead');
    expect(await refusal(`/v1/coordination/${AREA}`, 403, bailleur)).toBe('auth.role');
  });
});
