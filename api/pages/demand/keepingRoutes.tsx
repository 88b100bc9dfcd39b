import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { readsNumbers } from '../../auth/roles.ts';
import { reachOf } from '../../http/householdReach.ts';
import { problemOf } from '../../http/problem.ts';
import { lifeWrittenText, presentStanding } from '../../present/demandLife.ts';
import { erasureText, presentErasurePreview } from '../../present/erasure.ts';
import { issueText } from '../../present/messages.ts';
import { presentHead } from '../../present/register.ts';
import {
  correctDemandLife,
  type DemandLife,
  demandStanding,
  factDay,
  writeDemandLife,
} from '../../service/demandLife.ts';
import { eraseHousehold, previewErasure } from '../../service/erasure.ts';
import { exportHousehold } from '../../service/householdExport.ts';
import type { PageDoors } from '../doors.ts';
import { fieldOf, formOf } from '../form.ts';
import { viewerOf } from '../viewer.ts';
import { askedDemand } from './askedDemand.ts';
import { AskPage } from './askPage.tsx';
import { ErasedPage, ErasurePage } from './erasurePage.tsx';
import { annulmentAsked, dayAsked, removalAsked } from './keepingAsked.ts';
import { KeepingPage, type RefusedForm } from './keepingPage.tsx';

/** One demand renewed, closed, given to its household, erased. Nothing is sent on to an address: it would carry the number. */
export const addKeepingPages = (app: Hono, { cache, guard }: PageDoors): void => {
  const { store } = cache;
  const viewerNow = async (context: Context) => viewerOf(context, await cache.current());
  const authorOf = (context: Context) => ({
    at: guard.now(),
    actor: context.get('authenticated').principal.id,
  });

  /** Where the demand stands now; the question again when nothing is kept under this number. */
  const show = async (
    context: Context,
    number: string,
    told: { readonly done?: string; readonly refused?: RefusedForm } = {},
  ) => {
    const viewer = await viewerNow(context);
    const today = cache.today();
    return orAskAgain(context, number, async () => {
      const standing = presentStanding(await demandStanding(store, number), today);
      const status = told.refused === undefined ? 200 : statusOf(told.refused);
      return context.html(<KeepingPage {...{ viewer, standing, today, ...told }} />, status);
    });
  };

  const orAskAgain = async (context: Context, number: string, page: () => Promise<Response>) => {
    try {
      return await page();
    } catch (error) {
      if (!(error instanceof InputError) || error.issues[0]?.code !== 'household.unknown') throw error;
      const viewer = await viewerNow(context);
      const clear = readsNumbers(context.get('authenticated').principal.role);
      const told = { typed: number, error: issueText(error.issues[0]) };
      return context.html(<AskPage viewer={viewer} readsNumbers={clear} {...told} />, 404);
    }
  };

  /** A form whose work is refused is given back with what was typed. */
  const write = async (
    context: Context,
    form: RefusedForm['form'],
    work: (number: string) => Promise<string>,
  ) => {
    const { number } = askedDemand(context, guard);
    try {
      return show(context, number, { done: await work(number) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const sent = formOf(context);
      const typed = { on: fieldOf(sent, 'on') ?? '', code: fieldOf(sent, 'code') ?? '' };
      return show(context, number, { refused: { form, issues: error.issues, ...typed } });
    }
  };

  const writeLife = async (context: Context, number: string, life: DemandLife): Promise<string> => {
    const day: IsoDay = factDay(dayAsked(formOf(context)), cache.today());
    const entry = await writeDemandLife(store, number, life, { ...authorOf(context), day });
    return lifeWrittenText(life.kind, day, entry);
  };

  app.post('/demande/dossier', (context) => show(context, askedDemand(context, guard).number));

  app.post('/demande/dossier/renouveler', (context) =>
    write(context, 'renew', (number) => writeLife(context, number, { kind: 'demand-renewed' })),
  );

  app.post('/demande/dossier/radier', (context) =>
    write(context, 'remove', async (number) => writeLife(context, number, removalAsked(formOf(context)))),
  );

  app.post('/demande/dossier/corriger', (context) =>
    write(context, 'correct', async (number) => {
      const { of, correction } = annulmentAsked(formOf(context));
      await correctDemandLife(store, of, correction, { ...authorOf(context), number, today: cache.today() });
      return `Écriture ${of} annulée.`;
    }),
  );

  app.post('/demande/dossier/donnees', async (context) => {
    const { number } = askedDemand(context, guard);
    const workspace = await cache.current();
    return orAskAgain(context, number, async () => {
      const file = await exportHousehold({ store, workspace }, number, reachOf(context, store));
      // No number in the name: it would stay in the list of downloads.
      context.header('content-disposition', 'attachment; filename="dossier-du-menage.json"');
      context.header('content-type', 'application/json; charset=utf-8');
      return context.body(`${JSON.stringify(file, null, 2)}\n`);
    });
  });

  app.post('/demande/dossier/effacement', async (context) => {
    const { number } = askedDemand(context, guard);
    const viewer = await viewerNow(context);
    return orAskAgain(context, number, async () => {
      const preview = presentErasurePreview(await previewErasure(store, number));
      return context.html(<ErasurePage viewer={viewer} preview={preview} />);
    });
  });

  app.post('/demande/dossier/effacer', async (context) => {
    const { number } = askedDemand(context, guard);
    const viewer = await viewerNow(context);
    return orAskAgain(context, number, async () => {
      if (fieldOf(formOf(context), 'confirm') === null) {
        const preview = presentErasurePreview(await previewErasure(store, number));
        const refusal = 'Cochez la case pour confirmer : rien n’est effacé.';
        return context.html(<ErasurePage viewer={viewer} preview={preview} refusal={refusal} />, 400);
      }
      const text = erasureText(await eraseHousehold(store, number, authorOf(context)));
      const head = presentHead(await store.events.head()).text;
      return context.html(<ErasedPage viewer={viewer} text={text} head={head} />);
    });
  });
};

const statusOf = ({ issues }: RefusedForm): ContentfulStatusCode =>
  problemOf(issues).status as ContentfulStatusCode;
