// Quickens the board of a session, and the page that waits for its lists. Everything here can be done without it.

const board = document.querySelector('#seance');
const waiting = document.querySelector('#calcul');
if (waiting) followJob(waiting);
if (board) {
  document.querySelector('#outils').hidden = false;
  watchVersion(board);
  filterCards(board);
  listenToKeys(board);
}

/** The state of the computation as it comes; the page is loaded anew at its end, which leads to the session. */
function followJob(card) {
  if (!('EventSource' in window)) return;
  const events = new EventSource(card.dataset.events);
  events.addEventListener('job', (event) => {
    const { status, progress } = JSON.parse(event.data);
    if (status !== 'running') {
      events.close();
      window.location.reload();
      return;
    }
    if (progress?.round === undefined) return;
    const stage = progress.stages < 2 ? '' : `étape ${progress.stage + 1} sur ${progress.stages}, `;
    document.querySelector('#avancement').textContent = `Calcul des listes : ${stage}tour ${progress.round}.`;
  });
  // Without events, the page goes on loading itself.
  events.addEventListener('error', () => events.close());
}

/** Says that somebody else changed the session, soon after it happened. */
function watchVersion(page) {
  const EVERY_MS = 15_000;
  const say = document.querySelector('#annonce');
  const look = async () => {
    if (document.hidden) return;
    try {
      const response = await fetch(page.dataset.watch, { headers: { accept: 'application/json' } });
      if (!response.ok) return;
      const { version } = await response.json();
      if (String(version) === page.dataset.version) return;
      say.replaceChildren(
        `La séance a changé : elle en est à la version ${version}, cette page à la version ${page.dataset.version}. `,
        Object.assign(document.createElement('a'), {
          href: window.location.pathname,
          textContent: 'La relire',
        }),
      );
      say.classList.add('notice', 'warn');
    } catch {
      // The server is away for a moment: the next look will tell.
    }
  };
  setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
}

/** Hides the cards that hold none of the words typed. */
function filterCards(page) {
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const cards = [...page.querySelectorAll('.lot')].map((card) => ({ card, text: plain(card.textContent) }));
  const field = document.querySelector('#filtre');
  field.addEventListener('input', () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { card, text } of cards) {
      card.hidden = !words.every((word) => text.includes(word));
      if (!card.hidden) shown += 1;
    }
    document.querySelector('#annonce').textContent =
      words.length === 0 ? '' : `${shown} logement${shown < 2 ? '' : 's'} sur ${cards.length}.`;
  });
}

/** Keys: a vacancy, then a household of it, then a gesture on it. */
function listenToKeys(page) {
  const KEYS = [
    ['j ou ↓', 'logement suivant'],
    ['k ou ↑', 'logement précédent'],
    ['1 à 9', 'candidat de ce rang'],
    ['p', 'épingler ce candidat, ou le libérer'],
    ['x', 'sortir ce candidat'],
    ['+', 'le monter d’un rang'],
    ['−', 'le descendre d’un rang'],
    ['e', 'pourquoi ce rang'],
    ['/', 'filtrer les logements'],
    ['?', 'cette aide'],
  ];
  const GESTURES = { p: 'button[value=pin], button[value=release]', x: 'button[value=remove]' };
  GESTURES['+'] = 'button[value=up]';
  GESTURES['='] = 'button[value=up]';
  GESTURES['-'] = 'button[value=down]';
  const help = helpOf(KEYS);
  document.body.append(help);

  const cards = () => [...page.querySelectorAll('.lot:not([hidden])')];
  const cardNow = () => document.activeElement?.closest?.('.lot') ?? null;
  const rowNow = () =>
    document.activeElement?.closest?.('tr.candidate') ?? cardNow()?.querySelector('tr.candidate') ?? null;
  const focus = (element) => {
    if (!element) return;
    element.tabIndex = -1;
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
  };
  const step = (by) => {
    const all = cards();
    const at = all.indexOf(cardNow());
    focus(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  // The card that an address names is where the keys begin.
  if (window.location.hash.length > 1)
    focus(document.getElementById(decodeURIComponent(window.location.hash.slice(1))));

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    if (event.target.closest?.('input, select, textarea')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const { key } = event;
    const arrows = !event.target.closest?.('summary') && cardNow() !== null;
    if (key === 'j' || (key === 'ArrowDown' && arrows)) step(1);
    else if (key === 'k' || (key === 'ArrowUp' && arrows)) step(-1);
    else if (/^[1-9]$/.test(key)) focus(cardNow()?.querySelector(`tr.candidate[data-rank="${key}"]`));
    else if (key === '/') document.querySelector('#filtre').focus();
    else if (key === '?') help.showModal();
    else if (key === 'e') {
      const details = rowNow()?.querySelector('details');
      if (details) details.open = !details.open;
    } else if (GESTURES[key]) rowNow()?.querySelector(`:is(${GESTURES[key]}):not(:disabled)`)?.click();
    else return;
    event.preventDefault();
  });
}

function helpOf(keys) {
  const help = document.createElement('dialog');
  const title = Object.assign(document.createElement('h2'), {
    textContent: 'Gestes au clavier',
    id: 'gestes-titre',
  });
  title.className = 'first';
  help.setAttribute('aria-labelledby', 'gestes-titre');
  const list = document.createElement('dl');
  list.className = 'facts';
  for (const [key, text] of keys) {
    const name = document.createElement('dt');
    name.append(Object.assign(document.createElement('kbd'), { textContent: key }));
    list.append(name, Object.assign(document.createElement('dd'), { textContent: text }));
  }
  const close = document.createElement('form');
  close.method = 'dialog';
  close.append(Object.assign(document.createElement('button'), { type: 'submit', textContent: 'Fermer' }));
  help.append(title, list, close);
  return help;
}
