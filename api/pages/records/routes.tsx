import type { Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentEntry, presentHead, presentRegisterCheck, replayText } from '../../present/register.ts';
import { dataParts } from '../../present/verification.ts';
import { checkRegister } from '../../service/registerCheck.ts';
import { findRecord } from '../../service/sessionRecords.ts';
import type { PageDoors } from '../doors.ts';
import { seeOther } from '../form.ts';
import { viewerOf } from '../viewer.ts';
import { CheckPage } from './checkPage.tsx';
import { EntryPage } from './entryPage.tsx';
import { RecordPage } from './recordPage.tsx';
import { ENTRIES_A_PAGE, RegisterPage } from './registerPage.tsx';

const NUMBER = /^[1-9]\d{0,8}$/;
const HASH = /^[0-9a-f]{64}$/;
/** The last entries that a search by name reads. */
const SEARCHED = 5_000;

/** As it is typed: letters of any case, spaces that break. */
const plain = (text: string): string => text.toLowerCase().replace(/\s/g, ' ');

/** The register: find what was written, read it, check that nothing was changed, make a proposal again. */
export const addRecordPages = (app: Hono, { cache, sessions }: PageDoors): void => {
  const { store } = cache;

  app.get('/registre', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const { cherche = '', avant } = context.req.query();
    const searched = cherche.trim();
    if (NUMBER.test(searched)) return seeOther(context, `/registre/${searched}`);
    if (HASH.test(searched)) return seeOther(context, `/registre/proces-verbaux/${searched}`);
    const head = await store.events.head();
    const end = avant !== undefined && NUMBER.test(avant) ? Math.min(Number(avant) - 1, head.seq) : head.seq;
    const depth = searched === '' ? ENTRIES_A_PAGE : SEARCHED;
    const from = Math.max(1, end - depth + 1);
    const read = end < 1 ? [] : await store.events.read({ from, limit: end - from + 1 });
    const entries = read.map(presentEntry).reverse();
    const wanted = plain(searched);
    const found = entries.filter(({ text }) => plain(text).includes(wanted)).slice(0, ENTRIES_A_PAGE);
    return context.html(
      <RegisterPage
        viewer={viewer}
        entries={found}
        total={head.seq}
        head={presentHead(head)}
        searched={searched}
        older={searched === '' && from > 1 ? from : null}
      />,
    );
  });

  app.get('/registre/verification', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    return context.html(
      <CheckPage viewer={viewer} check={presentRegisterCheck(await checkRegister(store, null))} />,
    );
  });

  app.get('/registre/proces-verbaux/:hash', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const hash = context.req.param('hash');
    return context.html(<RecordPage viewer={viewer} hash={hash} record={await findRecord(store, hash)} />);
  });

  app.post('/registre/proces-verbaux/:hash/refaire', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const hash = context.req.param('hash');
    const record = await findRecord(store, hash);
    const replay = await sessions?.service.replay(cache.rules, hash);
    const text = replay === undefined ? null : replayText(replay, dataParts);
    return context.html(
      <RecordPage
        viewer={viewer}
        hash={hash}
        record={record}
        replay={text}
        same={replay?.outcome === 'same'}
      />,
    );
  });

  app.get('/registre/:seq', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const seq = context.req.param('seq');
    const [event] = NUMBER.test(seq) ? await store.events.read({ from: Number(seq), limit: 1 }) : [];
    if (event === undefined) throw new InputError([{ code: 'records.no-entry', path: 'seq', received: seq }]);
    const total = (await store.events.head()).seq;
    return context.html(
      <EntryPage viewer={viewer} entry={presentEntry(event)} event={event} total={total} />,
    );
  });
};
