import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { test } from 'vitest';
import { prepareTerritory } from '../engine/territory/territory.ts';
import { PRINCIPALS, served } from './auth/twoBailleurs.ts';
import { rules } from './support/http.ts';
import { PROPOSAL } from './support/territory.ts';
test('shot', async () => {
  const { pack } = rules.territory;
  const at = (months: number | null) => served({}, { ruled: { ...rules, territory: prepareTerritory({ ...pack, norms: { ...pack.norms, abnormalWaitMonths: { months, provenance: PROPOSAL } } }) } });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const css = readFileSync('api/pages/assets/precal.css', 'utf8');
  for (const [name, months, path, width] of [['list', 60, '/territoire/attente/delai-anormal', 1280], ['narrow', 60, '/territoire/attente/delai-anormal', 390], ['none', null, '/territoire/attente/delai-anormal', 1280], ['wait', 60, '/territoire/attente', 1280]] as const) {
    const r = await at(months).app.request(path, { headers: { authorization: `Bearer ${PRINCIPALS.bailleur.id}`, accept: 'text/html' } });
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent((await r.text()).replace('</head>', `<style>${css}</style></head>`));
    await page.screenshot({ path: `/tmp/p-s7/${name}.png` });
  }
  await browser.close();
}, 60000);
