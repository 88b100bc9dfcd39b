import { raw } from 'hono/html';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { frenchHtml } from '../../present/typography.ts';
import { Rooms } from './rooms.tsx';
import { type MenuEntry, menuFor, type SectionId } from './sections.ts';

/** Who reads a page, and of what: what the frame around every page says. */
export interface Viewer {
  /** "Bailleur Vilogia", "administrateur". */
  readonly label: string;
  /** "Métropole Européenne de Lille". */
  readonly territory: string;
  /** "2 novembre 2026". */
  readonly asOf: string;
  /** The data come from the world generator. */
  readonly simulated: boolean;
  /** Whether the table of rights opens an address to it: `/seances/{id}`. */
  readonly may: (path: string, method?: string) => boolean;
}

export interface PageProps {
  readonly title: string;
  readonly section: SectionId | null;
  /** Null: nobody is known yet. */
  readonly viewer: Viewer | null;
  /** Under the title: what the page is for, in a sentence. */
  readonly lead?: Child;
  /** Above the title: where one came from. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Right of the title: what may be done from here. Not printed. */
  readonly actions?: Child;
  /** Scripts of `/actifs` that quicken the page: it works without. */
  readonly scripts?: readonly string[];
  /** Asks the browser to load the page again, for work under way. Seconds. */
  readonly refreshSeconds?: number;
  /** The same, only where scripts are off: a page that a script keeps up to date must not also load itself. */
  readonly refreshUnscriptedSeconds?: number;
  /** Where it then goes; left out: the same page. */
  readonly refreshTo?: string;
  /** The whole width of a beamer: boards and maps. */
  readonly wide?: boolean;
  /** Printed on its side: wide tables. */
  readonly landscape?: boolean;
}

/** A whole document. Everything is of this server: no style or script in the page, none from elsewhere. Nothing in it may wait. */
export const Page = (props: PropsWithChildren<PageProps>) =>
  raw(`<!doctype html>${frenchHtml((<Document {...props} />).toString())}`);

const Document = (props: PropsWithChildren<PageProps>) => {
  const { title, viewer, scripts = [], refreshSeconds, refreshTo, wide = false, landscape = false } = props;
  const { refreshUnscriptedSeconds } = props;
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refreshSeconds === undefined ? null : (
          <meta
            http-equiv="refresh"
            content={refreshTo === undefined ? `${refreshSeconds}` : `${refreshSeconds}; url=${refreshTo}`}
          />
        )}
        {refreshUnscriptedSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={`${refreshUnscriptedSeconds}`} />
          </noscript>
        )}
        <title>{`${title} · Précal`}</title>
        <link rel="icon" href="/actifs/precal.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/actifs/precal.css" />
        {scripts.map((name) => (
          <script type="module" src={`/actifs/${name}`} />
        ))}
      </head>
      <body class={[wide && 'wide', landscape && 'landscape'].filter(Boolean).join(' ') || undefined}>
        <a class="skip" href="#contenu">
          Aller au contenu
        </a>
        <Banner {...props} />
        <main id="contenu" tabindex={-1}>
          {viewer === null ? null : <Neighbours viewer={viewer} section={props.section} />}
          <Heading {...props} />
          {props.children}
        </main>
        <footer class="foot">
          <p>
            Précal propose et explique ; la commission décide. Précal n’écarte personne.
            {viewer === null ? null : (
              <>
                {' '}
                <a href="/reference">Interface de programmation</a>
              </>
            )}
          </p>
        </footer>
      </body>
    </html>
  );
};

const Banner = ({ section, viewer }: Pick<PageProps, 'section' | 'viewer'>) => (
  <header class="banner">
    <div class="banner-line">
      <a class="brand" href="/">
        Précal
      </a>
      {viewer === null ? null : (
        <p class="whose">
          {viewer.territory}, au {viewer.asOf}
          {viewer.simulated ? (
            <>
              {' '}
              <span class="badge warn">données simulées</span>
            </>
          ) : null}
        </p>
      )}
      {viewer === null ? null : (
        <form class="leave" method="post" action="/fermer">
          <span>{viewer.label}</span>{' '}
          <button type="submit" class="plain">
            Quitter
          </button>
        </form>
      )}
    </div>
    {viewer === null ? null : <Menu viewer={viewer} section={section} />}
  </header>
);

interface PlaceProps {
  readonly viewer: Viewer;
  readonly section: SectionId | null;
}

const holds = ({ sections }: MenuEntry, section: SectionId | null): boolean =>
  sections.some(({ id }) => id === section);

const Menu = ({ viewer, section }: PlaceProps) => (
  <nav aria-label="Rubriques">
    <ul>
      {menuFor(viewer.may).map((entry) => (
        <li>
          <a
            href={entry.sections[0]!.path}
            aria-current={!holds(entry, section) ? undefined : entry.sections.length > 1 ? 'true' : 'page'}
          >
            {entry.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** The rooms that share the entry of the menu one is in. */
const Neighbours = ({ viewer, section }: PlaceProps) => {
  const here = menuFor(viewer.may).find((entry) => holds(entry, section));
  if (here === undefined || here.sections.length === 1) return null;
  const current = here.sections.find(({ id }) => id === section)?.path ?? null;
  return <Rooms label={here.label} rooms={here.sections} viewer={viewer} current={current} />;
};

const Heading = ({ title, lead, back, actions }: PageProps) => (
  <div class="heading">
    {back ? (
      <p class="back">
        <a href={back.href}>← {back.label}</a>
      </p>
    ) : null}
    <div class="heading-line">
      <h1>{title}</h1>
      {actions ? <div class="actions">{actions}</div> : null}
    </div>
    {lead ? <p class="lead">{lead}</p> : null}
  </div>
);
