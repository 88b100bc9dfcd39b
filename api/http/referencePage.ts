import { html, raw } from 'hono/html';
import { frenchHtml } from '../present/typography.ts';
import {
  type JsonSchema,
  type NamedOperation,
  type OpenApi,
  operationsOf,
  type Parameter,
  schemaName,
} from './openapiShape.ts';

/** The reference of the API, from the document that programs read: nothing is said twice, nothing is fetched elsewhere. */
export const referencePage = (document: unknown) => raw(frenchHtml(written(document as OpenApi).toString()));

const written = (api: OpenApi) => {
  const operations = operationsOf(api);
  const schemas = Object.entries(api.components.schemas);
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Précal : référence de l’API</title>
        <link rel="stylesheet" href="/actifs/precal.css" />
      </head>
      <body>
        <header>
          <h1>Référence de l’API</h1>
          <p>${api.info.description ?? ''} Le document OpenAPI ${api.openapi} est à <a href="/openapi.json">/openapi.json</a>.</p>
          <p>Un programme s’identifie par un jeton : <code>Authorization: Bearer …</code>. Un refus est un problème (RFC 9457) : <code>code</code> est stable, <code>detail</code> se lit.</p>
        </header>
        <nav aria-label="Adresses">
          <ul>
            ${operations.map(
              (each) =>
                html`<li><a href="#${anchor(each)}"><code>${each.method.toUpperCase()} ${each.path}</code></a> ${each.operation.summary ?? ''}</li>`,
            )}
          </ul>
        </nav>
        <main>
          <h2>Adresses</h2>
          ${operations.map(operationSection)}
          <h2>Objets</h2>
          ${schemas.map(
            ([name, schema]) => html`<section id="objet-${name}">
              <h3>${name}</h3>
              ${schema.description === undefined ? '' : html`<p>${schema.description}</p>`}
              ${fieldsOf(schema)}
            </section>`,
          )}
        </main>
      </body>
    </html>`;
};

const anchor = ({ method, path }: NamedOperation): string =>
  `${method}${path.replace(/[^\w]+/g, '-')}`.replace(/-+$/, '');

const operationSection = (each: NamedOperation) => {
  const { operation, method, path } = each;
  const content = Object.entries(operation.requestBody?.content ?? {});
  return html`<section id="${anchor(each)}">
    <h3><code>${method.toUpperCase()} ${path}</code></h3>
    <p>${operation.summary ?? ''}. ${operation.description ?? ''}</p>
    ${(operation.parameters ?? []).length === 0 ? '' : parametersOf(operation.parameters ?? [])}
    ${content.map(([type, { schema }]) => html`<p>Corps : <code>${type}</code>, ${typeOf(schema)}</p>`)}
    <table>
      <caption>Réponses</caption>
      <thead><tr><th scope="col">Statut</th><th scope="col">Ce qu’il veut dire</th><th scope="col">Contenu</th></tr></thead>
      <tbody>
        ${Object.entries(operation.responses).map(
          ([status, response]) => html`<tr>
            <td>${status}</td><td>${response.description}</td>
            <td>${Object.entries(response.content ?? {}).map(
              ([type, { schema }]) => html`<code>${type}</code> ${typeOf(schema)} `,
            )}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
};

const PLACES = {
  path: 'adresse',
  query: 'adresse, après « ? »',
  header: 'en-tête',
  cookie: 'cookie',
} as const;

const parametersOf = (parameters: readonly Parameter[]) => html`<table>
  <caption>Paramètres</caption>
  <thead><tr><th scope="col">Nom</th><th scope="col">Où</th><th scope="col">Type</th><th scope="col">Ce que c’est</th></tr></thead>
  <tbody>
    ${parameters.map(
      ({ name, in: place, required, schema, description }) => html`<tr>
        <td><code>${name}</code>${required ? ' (obligatoire)' : ''}</td><td>${PLACES[place]}</td>
        <td>${typeOf(schema)}</td><td>${description ?? schema.description ?? ''}</td>
      </tr>`,
    )}
  </tbody>
</table>`;

const fieldsOf = (schema: JsonSchema) => {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return html`<p>${typeOf(schema)}</p>`;
  const required = new Set(schema.required ?? []);
  return html`<table>
    <thead><tr><th scope="col">Champ</th><th scope="col">Type</th><th scope="col">Ce que c’est</th></tr></thead>
    <tbody>
      ${fields.map(
        ([name, field]) => html`<tr>
          <td><code>${name}</code>${required.has(name) ? '' : ' (facultatif)'}</td>
          <td>${typeOf(field)}</td>
          <td>${field.description ?? ''}${field.default === undefined ? '' : ` Par défaut : ${JSON.stringify(field.default)}.`}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'texte',
  number: 'nombre',
  integer: 'entier',
  boolean: 'vrai ou faux',
  null: 'null',
};

/** "texte", "liste de Session", "« min », « max »". */
const typeOf = (schema: JsonSchema): ReturnType<typeof html> => {
  const name = schemaName(schema);
  if (name !== null) return html`<a href="#objet-${name}">${name}</a>`;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined)
    return html`${choices.map((one, i) => html`${i === 0 ? '' : ' ou '}${typeOf(one)}`)}`;
  if (schema.enum !== undefined) return html`${schema.enum.map(String).join(', ')}`;
  if (schema.const !== undefined) return html`${String(schema.const)}`;
  if (schema.items !== undefined) return html`liste de ${typeOf(schema.items)}`;
  if (schema.properties !== undefined) return html`objet (${Object.keys(schema.properties).join(', ')})`;
  const types = [schema.type ?? 'object'].flat();
  return html`${types.map((type) => TYPES[type] ?? 'objet').join(' ou ')}${rangeOf(schema)}`;
};

const rangeOf = ({ minimum, maximum, maxLength }: JsonSchema): string => {
  if (minimum !== undefined && maximum !== undefined) return ` de ${minimum} à ${maximum}`;
  if (minimum !== undefined) return `, au moins ${minimum}`;
  return maxLength === undefined ? '' : `, ${maxLength} caractères au plus`;
};
