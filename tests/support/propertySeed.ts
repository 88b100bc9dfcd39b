import fc from 'fast-check';

/*
 * Properties draw the same cases at every run, so that a run that fails fails again, and a floor on what was applicable is met or not
 * once and for all. PRECAL_PROPERTY_SEED draws others: a number, or `random`.
 */
const asked = process.env.PRECAL_PROPERTY_SEED;
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked ?? 20_261_122);
if (!Number.isInteger(seed)) throw new Error('PRECAL_PROPERTY_SEED is a whole number, or "random"');
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
