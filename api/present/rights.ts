import type { TerritoryPack } from '../../engine/domain/territory.ts';
import { RIGHTS, type Right, type Scope } from '../auth/rights.ts';
import { type Principal, ROLES, type Role, readsNumbers } from '../auth/roles.ts';
import { tokenState } from '../auth/token.ts';
import type { TokenEntry } from '../auth/tokens.ts';
import { count, longDay } from './format.ts';

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  bailleur: 'bailleur',
  commune: 'commune',
  reservataire: 'réservataire',
  coordination: 'coordination',
  analyst: 'analyste',
  admin: 'administrateur',
};

/** "bailleur Vilogia", "commune de Roubaix", "administrateur": whom a page is shown to. */
export const principalText = ({ role, of }: Principal, pack: TerritoryPack): string => {
  if (of === null) return ROLE_NAMES[role];
  switch (role) {
    case 'bailleur':
      return `bailleur ${pack.bailleurs.find(({ id }) => id === of)?.name ?? of}`;
    case 'commune':
      return `commune ${pack.communes.find(({ code }) => code === of)?.name ?? of}`;
    default:
      return `${ROLE_NAMES[role]} ${of}`;
  }
};

const STATES = { usable: 'valable', expired: 'expiré', revoked: 'révoqué' } as const;

/** One token for its administrator: "3f2a… bailleur x, « ordre du jour », valable jusqu’au 31 janvier 2027". */
export const tokenLine = (token: TokenEntry, now: string): string => {
  const of = token.of === null ? '' : ` ${token.of}`;
  const state = tokenState(token, now);
  const rate =
    token.perSecond === null ? '' : `, ${count(token.perSecond, 'requête', 'requêtes')} par seconde`;
  const end = token.expiresAt.slice(0, 10) as Parameters<typeof longDay>[0];
  return `${token.id}  ${ROLE_NAMES[token.role]}${of}, « ${token.label} », ${STATES[state]}${rate}${state === 'revoked' ? '' : ` (fin le ${longDay(end)})`}`;
};

const SCOPES: Readonly<Record<Scope, string>> = { all: 'tout', own: 'le sien', none: '—' };

const scopeText = (right: Right, role: Role): string => {
  if (right.open === 'anyone') return 'ouvert';
  if (right.subject === 'none' && right.scopes[role] === 'all') return 'oui';
  return SCOPES[right.scopes[role]];
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** `docs/droits.md`: the table of rights, with what its words mean. */
export const rightsDocument = (): string => {
  const clear = ROLES.filter(readsNumbers).map((role) => ROLE_NAMES[role]);
  const lines = [
    '# Qui peut faire quoi',
    '',
    'Ce tableau est celui que le serveur applique (`api/auth/rights.ts`) ; un test refuse qu’il en diffère. Ce qui n’y est pas est refusé à tous.',
    '',
    row(['Adresse', ...ROLES.map((role) => ROLE_NAMES[role])]),
    row(['---', ...ROLES.map(() => '---')]),
    ...RIGHTS.map((right) =>
      row([`\`${right.method} ${right.path}\``, ...ROLES.map((role) => scopeText(right, role))]),
    ),
    '',
    '- **tout** : sur tous les logements libérés et toutes les séances. **le sien** : sur ceux qui sont au titulaire du jeton, seulement. **—** : refusé. **ouvert** : sans jeton ; rien de personnel n’y est montré.',
    '- **Le sien** : pour un bailleur, les logements de son parc ; pour une commune, ceux de son territoire, communes associées comprises ; pour un réservataire, ceux qui sont orientés vers lui. Une séance est à quelqu’un quand tous ses logements sont à lui ; un calcul, quand il l’a lancé.',
    '- `GET /metrics` est aussi ouvert aux programmes de la machine du serveur, sans intermédiaire.',
    `- **Numéros uniques** : lus tels quels par ${clear.join(' et ')} ; les autres rôles lisent un pseudonyme (« PS-… »), le même pour tous, qui peut être renvoyé à la place du numéro. Un numéro en clair envoyé par l’un d’eux est refusé : il saurait sinon de qui est chaque pseudonyme.`,
    '- **Renouveler ou radier** : tout bailleur peut le faire de toute demande du territoire, comme le fichier national laisse plusieurs guichets tenir une même demande. C’est un choix de Précal (proposition) ; le registre garde qui l’a fait.',
    '- Chaque lecture de données de ménages est journalisée : qui, par quelle adresse, sur quel logement ou quelle séance, quand, combien de ménages.',
    '- **Jetons** : `precal token create --role bailleur --of <identifiant> --label …` ; `precal token list` ; `precal token revoke <jeton>`. Sur la machine du serveur, `precal serve` affiche un lien à usage unique qui ouvre les pages comme administrateur.',
    '',
  ];
  return lines.join('\n');
};
