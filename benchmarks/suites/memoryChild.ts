import { TYPOLOGIES } from '../../engine/domain/codes.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { nationalPool } from '../nationalPool.ts';
import { MEL_FULL, MEL_QUICK, melWorkload } from '../workloads/mel.ts';
import { NATIONAL_FULL, NATIONAL_QUICK, nationalQuestions } from '../workloads/national.ts';

/*
 * Run by the memory suite in a process of its own, with `--expose-gc`; prints one line of JSON.
 */

const collect = globalThis.gc;
if (!collect) throw new Error('memory: run with --expose-gc');
const rss = (): number => {
  collect();
  collect();
  return process.memoryUsage().rss;
};

/** Bytes of the lists of rows, and of what finds them. */
const indexBytes = ({ wishes, columns }: Pool): number => {
  let rows = 0;
  for (let commune = 0; commune < columns.communes.length; commune += 1)
    for (const typology of TYPOLOGIES) rows += wishes.named(commune, typology).byteLength;
  for (const typology of TYPOLOGIES) rows += wishes.wideFor(typology).byteLength;
  const lists = (columns.communes.length + 1) * TYPOLOGIES.length + 1;
  return rows + lists * 4 + wishes.namedBy.byteLength + wishes.wide.words.byteLength;
};

const quick = process.argv.includes('--quick');
const mel = melWorkload(quick ? MEL_QUICK : MEL_FULL);
const size = quick ? NATIONAL_QUICK : NATIONAL_FULL;
const rssBefore = rss();
const pool = nationalPool({ donors: mel.pool, rowCount: size.rowCount, seed: mel.seed });
const rssAfterPool = rss();
const ranking = rankPool({ pool, ordering: mel.ordering, weighting: null, seed: mel.seed });
const questions = nationalQuestions(mel, pool, { ...size, vacancyCount: 20, largestCount: 10 });
const lists = questions.map((question) =>
  shortlistFor({
    pool,
    territory: mel.territory,
    ranking,
    ...question,
    size: 3,
    nextCount: 0,
    beyondWishes: false,
  }),
);
if (lists.some((list) => list.candidates.length < 3))
  throw new Error('memory: a national vacancy has no candidates');
const rssAfterShortlists = rss();
process.stdout.write(
  `${JSON.stringify({
    rowCount: pool.rowCount,
    columnBytes: Object.values(pool.columns.arrays).reduce((sum, array) => sum + array.byteLength, 0),
    numberBytes: pool.columns.numbers.byteLength,
    indexBytes: indexBytes(pool),
    rssBefore,
    rssAfterPool,
    rssAfterShortlists,
  })}\n`,
);
