/* Made from docs/openapi.json by api/client/generate.ts: do not edit. */

export type DemandExplanation = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly simulated: boolean; readonly number: string; readonly method: { readonly id: string; readonly version: string; readonly label: string; readonly source: string; readonly certainty: "official" | "found" | "proposal"; readonly notices: readonly (string)[]; readonly seed: number }; readonly household: { readonly composition: string; readonly demand: string; readonly housing: string; readonly resources: string; readonly situations: readonly (string)[] }; readonly validity: { readonly valid: boolean; readonly text: string }; readonly score: { readonly points: number; readonly text: string; readonly tier: { readonly id: string; readonly label: string; readonly toVerify: boolean; readonly placement: "before-grid" | "grid" | "outside"; readonly text: string } | null; readonly contributions: readonly ({ readonly criterion: string; readonly label: string; readonly points: number; readonly pointsText: string; readonly inputs: readonly (string)[]; readonly reduced: string | null; readonly toVerify: boolean; readonly source: string; readonly certainty: string; readonly certaintyTag: string })[]; readonly unknown: readonly (string)[] }; readonly provisional: string; readonly weightings: readonly ({ readonly contingent: string; readonly points: number; readonly text: string; readonly contributions: readonly ({ readonly criterion: string; readonly label: string; readonly points: number; readonly pointsText: string; readonly inputs: readonly (string)[]; readonly reduced: string | null; readonly toVerify: boolean; readonly source: string; readonly certainty: string; readonly certaintyTag: string })[] })[]; readonly evidence: readonly ({ readonly kind: "confirm" | "complete"; readonly paper: string; readonly subject: string; readonly points: number; readonly level: string | null; readonly text: string })[]; readonly places: readonly ({ readonly commune: string | null; readonly typology: string | null; readonly label: string; readonly position: { readonly rank: number | null; readonly of: number; readonly text: string }; readonly level: "place" | "commune" | "territory"; readonly wait: WaitingTime })[]; readonly wait: { readonly from: string; readonly to: string; readonly together: WaitingTime; readonly territory: WaitingTime; readonly rules: readonly (string)[] }; readonly similar: string; readonly displays: { readonly basis: string; readonly certainty: "official" | "found" | "proposal" }; readonly algorithm: { readonly basis: string; readonly certainty: "official" | "found" | "proposal"; readonly contribution: readonly (string)[]; readonly data: readonly ({ readonly column: string; readonly label: string; readonly value: string; readonly origin: string })[]; readonly sources: readonly (string)[]; readonly parameters: readonly ({ readonly criterion: string; readonly label: string; readonly group: string; readonly status: "met" | "unmet" | "unknown"; readonly weight: number | string | null; readonly points: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" })[]; readonly operations: readonly (string)[] }; readonly reminder: string };

export type WaitingTime = { readonly leases: number; readonly running: number; readonly mean: { readonly months: number | null; readonly low: number | null; readonly high: number | null; readonly horizonMonths: number } | null; readonly median: { readonly months: number | null; readonly low: number | null; readonly high: number | null } | null; readonly housed: readonly ({ readonly years: number; readonly share: number; readonly low: number; readonly high: number })[]; readonly text: string };

export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly code: string; readonly detail: string; readonly issues: readonly ({ readonly code: string; readonly path: string; readonly message: string; readonly maybe?: string })[]; readonly since?: readonly ({ readonly version: number | null; readonly at: string; readonly by: string; readonly text: string })[] };

export type DemandExplanationRequest = { readonly number: string; readonly method?: string | null; readonly seed?: number };

export type Shortlist = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string; readonly notices: readonly (string)[] }; readonly simulated: boolean; readonly method: { readonly id: string; readonly version: string; readonly label: string; readonly weighting: string | null; readonly notices: readonly (string)[]; readonly tieBreak: string; readonly seed: number }; readonly order: { readonly by: "method" | "prices"; readonly text: string; readonly notices: readonly (string)[]; readonly prices: { readonly hash: string; readonly asOf: string; readonly at: string | null; readonly vacancies: number; readonly targets: readonly ({ readonly target: string; readonly label: string; readonly pricePoints: number })[] } | null }; readonly pool: { readonly demands: number; readonly hash: string }; readonly dwelling: FreedDwelling; readonly qualification: readonly ({ readonly id: string; readonly label: string; readonly text: string; readonly basis: string | null; readonly certainty: "official" | "found" | "proposal" | null })[]; readonly funnel: { readonly total: number; readonly stages: readonly ({ readonly rule: string; readonly kind: string; readonly excluded: number; readonly unknown: number; readonly remaining: number; readonly text: string })[]; readonly eligible: number; readonly beyondWishes: boolean }; readonly candidates: readonly ({ readonly rank: number; readonly number: string; readonly household: { readonly composition: string; readonly demand: string; readonly housing: string; readonly resources: string; readonly situations: readonly (string)[] }; readonly score: { readonly points: number; readonly text: string; readonly tier: { readonly id: string; readonly label: string; readonly toVerify: boolean; readonly placement: "before-grid" | "grid" | "outside"; readonly text: string } | null; readonly contributions: readonly ({ readonly criterion: string; readonly label: string; readonly points: number; readonly pointsText: string; readonly inputs: readonly (string)[]; readonly reduced: string | null; readonly toVerify: boolean; readonly source: string; readonly certainty: string; readonly certaintyTag: string })[]; readonly unknown: readonly (string)[] }; readonly priced?: { readonly value: number; readonly text: string; readonly adds: readonly (string)[]; readonly credit: string | null }; readonly why: string; readonly behind: string | null; readonly effects: readonly ({ readonly target: string; readonly scope: string; readonly label: string; readonly counted: boolean; readonly unknown: boolean; readonly direction: "towards" | "away" | "none"; readonly text: string })[]; readonly work: readonly (string)[]; readonly affordability: { readonly text: string; readonly warnings: readonly (string)[]; readonly steps: readonly ({ readonly symbol: string | null; readonly label: string; readonly text: string; readonly source: string })[] }; readonly toCheck: readonly (string)[]; readonly rules: readonly ({ readonly rule: string; readonly kind: string; readonly label: string; readonly status: "met" | "unmet" | "unknown"; readonly text: string })[] })[]; readonly apart: readonly ({ readonly channel: string; readonly label: string; readonly source: string; readonly count: number; readonly text: string; readonly demands: readonly ({ readonly number: string; readonly text: string })[] })[]; readonly next: readonly ({ readonly rank: number; readonly number: string; readonly household: { readonly composition: string; readonly demand: string; readonly housing: string; readonly resources: string; readonly situations: readonly (string)[] }; readonly score: { readonly points: number; readonly text: string; readonly tier: { readonly id: string; readonly label: string; readonly toVerify: boolean; readonly placement: "before-grid" | "grid" | "outside"; readonly text: string } | null; readonly contributions: readonly ({ readonly criterion: string; readonly label: string; readonly points: number; readonly pointsText: string; readonly inputs: readonly (string)[]; readonly reduced: string | null; readonly toVerify: boolean; readonly source: string; readonly certainty: string; readonly certaintyTag: string })[]; readonly unknown: readonly (string)[] }; readonly priced?: { readonly value: number; readonly text: string; readonly adds: readonly (string)[]; readonly credit: string | null }; readonly why: string; readonly behind: string | null; readonly effects: readonly ({ readonly target: string; readonly scope: string; readonly label: string; readonly counted: boolean; readonly unknown: boolean; readonly direction: "towards" | "away" | "none"; readonly text: string })[]; readonly work: readonly (string)[]; readonly affordability: { readonly text: string; readonly warnings: readonly (string)[]; readonly steps: readonly ({ readonly symbol: string | null; readonly label: string; readonly text: string; readonly source: string })[] }; readonly toCheck: readonly (string)[]; readonly rules: readonly ({ readonly rule: string; readonly kind: string; readonly label: string; readonly status: "met" | "unmet" | "unknown"; readonly text: string })[] })[]; readonly fragility: Fragility; readonly shortReason: { readonly code: string; readonly text: string } | null; readonly chances: { readonly byRank: readonly (number)[]; readonly nobody: number; readonly text: string }; readonly reminder: string };

export type FreedDwelling = { readonly vacancy: string; readonly dwelling: string; readonly description: string; readonly commune: string; readonly quartier: string; readonly bailleur: string; readonly rent: string; readonly available: string; readonly reason: string; readonly qpv: string; readonly orientedTo: string | null };

export type Fragility = { readonly summary: readonly (string)[]; readonly edges: readonly ({ readonly ahead: string; readonly behind: string; readonly points: number | null; readonly byLot: boolean; readonly text: string })[]; readonly papers: readonly ({ readonly number: string; readonly kind: "missing" | "unconfirmed" | "rule"; readonly effect: "enters" | "leaves" | "rises" | "falls"; readonly subject: string; readonly text: string })[]; readonly weights: readonly ({ readonly criterion: string; readonly changes: "entry" | "order"; readonly unit: "points" | "share"; readonly now: number; readonly becomes: number; readonly text: string })[]; readonly note: string } | null;

export type ShortlistRequest = { readonly vacancy: string; readonly method?: string | null; readonly contingent?: "COLTER" | "COLACT" | "PPRIOR" | "PFONCT" | "AUTRES" | "AUCUN" | null; readonly size?: number; readonly next?: number; readonly seed?: number; readonly beyondWishes?: boolean; readonly order?: "targets" | "method" | null; readonly prices?: string | null; readonly fragility?: boolean };

export type RecordedShortlist = { readonly entry: { readonly record: string; readonly head: RegisterHead; readonly text: string }; readonly shortlist: Shortlist };

export type RegisterHead = { readonly seq: number; readonly hash: string | null; readonly text: string };

export type ShortlistRecordRequest = { readonly method?: string | null; readonly contingent?: "COLTER" | "COLACT" | "PPRIOR" | "PFONCT" | "AUTRES" | "AUCUN" | null; readonly size?: number; readonly next?: number; readonly seed?: number; readonly beyondWishes?: boolean; readonly order?: "targets" | "method" | null; readonly prices?: string | null };

export type Health = { readonly status: "ok" };

export type Ready = { readonly status: "ready"; readonly territory: string; readonly asOf: string; readonly demands: number; readonly vacancies: number };

export type Token = { readonly id: string; readonly role: "bailleur" | "commune" | "reservataire" | "coordination" | "analyst" | "admin"; readonly of: string | null; readonly label: string; readonly createdAt: string; readonly expiresAt: string; readonly revokedAt: string | null; readonly perSecond: number | null };

export type TokenCreated = { readonly token: Token; readonly text: string };

export type TokenRequest = { readonly role: "bailleur" | "commune" | "reservataire" | "coordination" | "analyst" | "admin"; readonly of?: string | null; readonly days?: number; readonly label: string; readonly perSecond?: number | null };

export type AbnormalDelays = { readonly asOf: string; readonly months: number | null; readonly text: string; readonly items: readonly ({ readonly number: string; readonly waitingMonths: number; readonly text: string })[]; readonly nextCursor: string | null; readonly total: number };

export type Acceptance = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly simulated: boolean; readonly rates: { readonly source: "pack" | "learned"; readonly certainty: string; readonly text: string; readonly rows: readonly ({ readonly fragility: string; readonly rank: number; readonly rate: number; readonly offers: number; readonly accepted: number; readonly text: string })[] }; readonly correlation: { readonly value: number; readonly estimate: number | null; readonly pairs: number; readonly text: string }; readonly model: { readonly kind: "learned" | "too-few-offers" | "uneven-record"; readonly answered: number; readonly described: number; readonly text: string; readonly effects: readonly ({ readonly feature: string; readonly label: string; readonly oddsRatio: number; readonly low: number; readonly high: number; readonly text: string })[]; readonly leftOut: readonly ({ readonly feature: string; readonly text: string })[]; readonly calibration: readonly ({ readonly offers: number; readonly predicted: number; readonly observed: number; readonly low: number; readonly high: number; readonly text: string })[]; readonly losses: readonly ({ readonly loss: "brier" | "logLoss"; readonly model: number; readonly zoneRates: number; readonly difference: number; readonly standardError: number | null; readonly text: string })[] }; readonly use: string };

export type Placements = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly notices: readonly (string)[]; readonly simulated: boolean; readonly method: { readonly id: string; readonly label: string }; readonly order: { readonly criteria: readonly (string)[]; readonly text: string; readonly note: string | null }; readonly expectedBasis: string; readonly beyondWishes: boolean; readonly placements: readonly ({ readonly number: string; readonly household: { readonly composition: string; readonly demand: string; readonly housing: string; readonly resources: string; readonly situations: readonly (string)[] }; readonly circuits: readonly ({ readonly circuit: string; readonly status: "met" | "unmet" | "unknown"; readonly text: string; readonly body: string | null })[]; readonly home: readonly (string)[]; readonly groups: readonly ({ readonly group: string; readonly label: string; readonly suited: number; readonly options: readonly (PlacementOption)[]; readonly expected: readonly (ExpectedDwellings)[]; readonly expectedTotal: number })[]; readonly setAside: { readonly looked: number; readonly suited: number; readonly stages: readonly ({ readonly rule: string; readonly count: number; readonly text: string })[] } })[]; readonly together: { readonly conflicts: readonly ({ readonly vacancy: string; readonly numbers: readonly (string)[]; readonly text: string })[]; readonly proposals: readonly ({ readonly number: string; readonly vacancy: string | null; readonly choice: number | null; readonly text: string })[]; readonly proof: { readonly status: "optimal" | "within" | "not-verified"; readonly text: string } } | null; readonly reminder: string };

export type PlacementOption = { readonly choice: number; readonly dwelling: FreedDwelling; readonly criteria: readonly ({ readonly criterion: string; readonly label: string; readonly level: string | number; readonly text: string })[]; readonly standing: string; readonly contingents: readonly (string)[]; readonly effects: readonly ({ readonly target: string; readonly direction: string; readonly text: string })[]; readonly affordability: string; readonly work: readonly (string)[]; readonly reciprocity: string | null; readonly toCheck: readonly (string)[]; readonly rules: readonly ({ readonly rule: string; readonly kind: string; readonly label: string; readonly status: "met" | "unmet" | "unknown"; readonly text: string })[] };

export type ExpectedDwellings = { readonly commune: string; readonly typology: string; readonly wish: string; readonly stock: number; readonly suitedShare: number; readonly withinMeansShare: number; readonly counts: readonly ({ readonly months: number; readonly mean: number | null; readonly low: number | null; readonly high: number | null })[]; readonly text: string };

export type PlacementRequest = { readonly numbers: readonly (string)[]; readonly method?: string | null; readonly seed?: number; readonly beyondWishes?: boolean; readonly limit?: number };

export type Flows = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly simulated: boolean; readonly regime: "household-profile" | "orientation"; readonly basis: readonly (string)[]; readonly nextCursor: string | null; readonly total: number; readonly cells: readonly ({ readonly bailleur: string; readonly label: string; readonly qpv: "in" | "out"; readonly stock: number; readonly potentialPerYear: number; readonly base: number; readonly expected: number; readonly unknown: number; readonly lineToDate: number; readonly remaining: number; readonly rotation: "last-12-months" | "pack"; readonly text: string; readonly contingents: readonly ({ readonly reservataire: string; readonly label: string; readonly share: number; readonly certainty: string; readonly potentialPerYear: number; readonly credited: number; readonly expected: number; readonly due: number; readonly lag: number; readonly relativeLag: number | null; readonly yearEnd: { readonly credited: number; readonly due: number }; readonly text: string })[] })[]; readonly localisation: { readonly of: string; readonly all: { readonly reservataire: string | null; readonly label: string; readonly leases: number; readonly byFragility: readonly ({ readonly fragility: string; readonly leases: number })[]; readonly text: string }; readonly credited: readonly ({ readonly reservataire: string | null; readonly label: string; readonly leases: number; readonly byFragility: readonly ({ readonly fragility: string; readonly leases: number })[]; readonly text: string })[] }; readonly overlaps: { readonly waiting: readonly ({ readonly contingents: readonly (string)[]; readonly demands: number; readonly text: string })[]; readonly credited: readonly ({ readonly allowed: readonly (string)[]; readonly leases: number; readonly text: string })[]; readonly notes: readonly (string)[] } | null };

export type FlowsPlan = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly simulated: boolean; readonly regime: "household-profile" | "orientation"; readonly basis: readonly (string)[]; readonly nextCursor: string | null; readonly total: number; readonly rule: string; readonly short: { readonly reserved: number; readonly own: number; readonly text: string }; readonly cells: readonly ({ readonly bailleur: string; readonly label: string; readonly qpv: "in" | "out"; readonly remaining: number; readonly unfilled: number; readonly text: string; readonly contingents: readonly ({ readonly reservataire: string; readonly label: string; readonly credited: number; readonly dueYear: number; readonly planned: number; readonly short: number; readonly bound: "profiles" | "flow" | null; readonly text: string })[] })[] };

export type FlowsNext = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly simulated: boolean; readonly regime: "household-profile" | "orientation"; readonly basis: readonly (string)[]; readonly nextCursor: string | null; readonly total: number; readonly rule: string; readonly counts: readonly ({ readonly reservataire: string; readonly label: string; readonly vacancies: number })[]; readonly vacancies: readonly ({ readonly vacancy: string; readonly dwelling: FreedDwelling; readonly kind: "given" | "next" | "none"; readonly reservataire: string | null; readonly label: string; readonly text: string; readonly choices: readonly ({ readonly reservataire: string; readonly label: string; readonly due: number; readonly credited: number; readonly relativeLag: number; readonly candidates: number; readonly text: string })[] })[] };

export type FlowsReview = { readonly territory: { readonly id: string; readonly label: string }; readonly simulated: boolean; readonly year: number; readonly text: string; readonly periodsCertainty: string; readonly basis: readonly (string)[]; readonly nextCursor: string | null; readonly total: number; readonly lines: readonly ({ readonly bailleur: string; readonly bailleurName: string; readonly reservataire: string | null; readonly reservataireName: string; readonly typology: string; readonly typologyName: string; readonly financing: string; readonly qpv: "in" | "out" | "unknown"; readonly qpvName: string; readonly commune: string; readonly communeName: string; readonly period: string | null; readonly periodName: string; readonly proposed: number; readonly allocated: number; readonly signed: number })[] };

export type Bilan = { readonly territory: { readonly id: string; readonly label: string; readonly asOf: string }; readonly simulated: boolean; readonly by: "quartier" | "commune" | "bailleur" | "contingent"; readonly title: string; readonly years: readonly ({ readonly year: number; readonly from: string; readonly to: string; readonly running: boolean; readonly comparedWith: { readonly from: string; readonly to: string }; readonly coverage: { readonly decided: { readonly year: "whole" | "part" | "none"; readonly before: "whole" | "part" | "none" }; readonly signed: { readonly year: "whole" | "part" | "none"; readonly before: "whole" | "part" | "none" }; readonly examined: { readonly year: "whole" | "part" | "none"; readonly before: "whole" | "part" | "none" } }; readonly text: string })[]; readonly definitions: readonly ({ readonly id: string; readonly section: string; readonly label: string; readonly unit: "count" | "months"; readonly of: string | null; readonly definition: string; readonly source: string; readonly certainty: "official" | "found" | "proposal" })[]; readonly whole: { readonly place: string | null; readonly label: string; readonly places: number | null; readonly years: readonly ({ readonly [field: string]: unknown })[]; readonly together: { readonly [field: string]: unknown } | null }; readonly rows: readonly ({ readonly place: string | null; readonly label: string; readonly places: number | null; readonly years: readonly ({ readonly [field: string]: unknown })[]; readonly together: { readonly [field: string]: unknown } | null })[]; readonly nextCursor: string | null; readonly total: number; readonly targets: readonly ({ readonly year: number; readonly target: string; readonly place: string | null; readonly label: string; readonly status: "reached" | "within-tolerance" | "missed" | "empty" | null; readonly among: number | null; readonly counted: number | null; readonly unknown: number | null; readonly share: number | null; readonly distanceDwellings: number | null; readonly shareDifference: number | null; readonly text: string; readonly certainty: "official" | "found" | "proposal"; readonly source: string })[]; readonly flows: readonly ({ readonly year: number; readonly reservataire: string; readonly label: string; readonly credited: number | null; readonly due: number | null; readonly text: string })[]; readonly delays: string; readonly notes: readonly (string)[] };

export type GuidanceList = { readonly asOf: string; readonly notice: string; readonly items: readonly (Guidance)[]; readonly nextCursor: string | null; readonly total: number };

export type Guidance = { readonly id: string; readonly entered: boolean; readonly status: "proposed" | "to-come" | "in-force" | "over" | "ended" | "given-up"; readonly statusText: string; readonly area: string | null; readonly areaLabel: string | null; readonly scope: "quartier" | "residence"; readonly quartier: string | null; readonly residence: string | null; readonly bailleur: string | null; readonly placeName: string; readonly text: string; readonly rowText: string | null; readonly from: string | null; readonly to: string | null; readonly steps: readonly ({ readonly what: "proposed" | "decided" | "ended"; readonly meetingOn: string; readonly by: string; readonly at: string; readonly text: string })[]; readonly certainty: "official" | "found" | "proposal" };

export type GuidanceProposal = { readonly area: string; readonly quartier?: string | null; readonly residence?: string | null; readonly bailleur?: string | null; readonly text: string; readonly row?: GuidanceRowRequest; readonly meetingOn: string };

export type GuidanceRowRequest = { readonly counts: "modest" | "intermediate-or-higher" | "first-quartile" | "other-quartiles" | "priority" | "npru-relocation"; readonly bound: "min" | "max"; readonly sharePercent?: number | null; readonly dwellings?: number | null; readonly among?: "all" | "first-access"; readonly toleranceDwellings?: number; readonly precedence: number } | null;

export type GuidanceDecision = { readonly meetingOn: string; readonly from?: string | null; readonly to?: string | null };

export type GuidanceEnd = { readonly meetingOn: string; readonly on?: string | null };

export type CoordinationDossier = { readonly area: { readonly id: string; readonly label: string; readonly communes: readonly (string)[]; readonly certainty: "official" | "found" | "proposal"; readonly source: string }; readonly semester: { readonly id: string; readonly label: string; readonly from: string; readonly to: string; readonly running: boolean; readonly text: string }; readonly asOf: string; readonly simulated: boolean; readonly title: string; readonly offer: { readonly text: string; readonly typologies: readonly ({ readonly code: string; readonly label: string; readonly open: number })[]; readonly rows: readonly ({ readonly quartier: string | null; readonly label: string; readonly commune: string; readonly fragility: string; readonly wanted: string | null; readonly allocated: number | null; readonly open: number; readonly openByTypology: { readonly [field: string]: unknown } })[] }; readonly demand: { readonly text: string; readonly demands: number; readonly dimensions: readonly ({ readonly dimension: "typology" | "commune" | "band" | "situation" | "age" | "access"; readonly label: string; readonly parts: boolean; readonly levels: readonly ({ readonly level: string; readonly label: string; readonly demands: number | null; readonly share: number | null; readonly supply: number | null; readonly tension: number | null })[] })[]; readonly crosses: readonly ({ readonly typology: string; readonly band: string; readonly situation: string; readonly age: string; readonly demands: number; readonly supply: number | null })[] | null; readonly notes: readonly (string)[] }; readonly blockages: { readonly text: string; readonly fewCandidates: readonly ({ readonly dwelling: FreedDwelling; readonly state: { readonly kind: "taken" | "in-session" | "waiting" | "ahead"; readonly label: string; readonly text: string; readonly session: string | null }; readonly text: string })[]; readonly longVacant: readonly ({ readonly dwelling: FreedDwelling; readonly state: { readonly kind: "taken" | "in-session" | "waiting" | "ahead"; readonly label: string; readonly text: string; readonly session: string | null }; readonly text: string })[]; readonly refusals: readonly ({ readonly label: string; readonly answered: number | null; readonly refused: number | null; readonly share: number | null })[]; readonly brakes: readonly ({ readonly label: string; readonly pricePoints: number; readonly text: string })[] | null }; readonly targets: readonly ({ readonly year: number; readonly target: string; readonly place: string | null; readonly label: string; readonly status: "reached" | "within-tolerance" | "missed" | "empty" | null; readonly among: number | null; readonly counted: number | null; readonly unknown: number | null; readonly share: number | null; readonly distanceDwellings: number | null; readonly shareDifference: number | null; readonly text: string; readonly certainty: "official" | "found" | "proposal"; readonly source: string })[]; readonly targetsText: string; readonly bilan: { readonly definitions: readonly ({ readonly id: string; readonly section: string; readonly label: string; readonly unit: "count" | "months"; readonly of: string | null; readonly definition: string; readonly source: string; readonly certainty: "official" | "found" | "proposal" })[]; readonly whole: { readonly place: string | null; readonly label: string; readonly places: number | null; readonly years: readonly ({ readonly [field: string]: unknown })[]; readonly together: { readonly [field: string]: unknown } | null }; readonly rows: readonly ({ readonly place: string | null; readonly label: string; readonly places: number | null; readonly years: readonly ({ readonly [field: string]: unknown })[]; readonly together: { readonly [field: string]: unknown } | null })[] }; readonly guidance: readonly (Guidance)[]; readonly orientations: readonly ({ readonly id: string; readonly placeName: string; readonly statusText: string; readonly rowText: string; readonly from: string; readonly to: string; readonly among: number | null; readonly counted: number | null; readonly unknown: number | null; readonly share: number | null; readonly held: boolean | null; readonly text: string })[]; readonly notes: readonly (string)[] };

export type Counterfactual = { readonly number: string; readonly asOf: string; readonly session: string | null; readonly vacancies: number; readonly verdict: string; readonly listed: readonly ({ readonly vacancy: string; readonly rank: number })[]; readonly ways: readonly ({ readonly changes: readonly ({ readonly kind: string; readonly burden: "paper" | "renewal" | "wish"; readonly text: string })[]; readonly reaches: readonly ({ readonly vacancy: string; readonly rank: number })[]; readonly smallest: boolean | null; readonly text: string })[]; readonly never: readonly ({ readonly by: string; readonly vacancies: number; readonly text: string })[]; readonly method: readonly (string)[]; readonly reminder: string };

export type CounterfactualRequest = { readonly number: string; readonly vacancy?: string | null; readonly method?: string | null; readonly contingent?: "COLTER" | "COLACT" | "PPRIOR" | "PFONCT" | "AUTRES" | "AUCUN" | null; readonly size?: number; readonly seed?: number; readonly beyondWishes?: boolean };

export type SessionDemand = { readonly number: string };

export type FreedDwellings = { readonly items: readonly (FreedDwelling)[]; readonly nextCursor: string | null; readonly total: number };

export type Qualification = { readonly dwelling: FreedDwelling; readonly asOf: string; readonly findings: readonly ({ readonly id: string; readonly label: string; readonly text: string; readonly basis: string | null; readonly certainty: "official" | "found" | "proposal" | null })[] };

export type TargetStates = { readonly asOf: string; readonly items: readonly ({ readonly id: string; readonly target: string; readonly targetLabel: string; readonly scope: "quartier" | "residence" | "commune" | "bailleur" | "territory"; readonly place: string; readonly placeName: string; readonly label: string; readonly status: "reached" | "within-tolerance" | "missed" | "empty" | null; readonly among: number | null; readonly counted: number | null; readonly unknown: number | null; readonly bound: "min" | "max"; readonly share: number | null; readonly aimShare: number | null; readonly aimDwellings: number | null; readonly distanceDwellings: number | null; readonly text: string; readonly precedence: number; readonly certainty: "official" | "found" | "proposal"; readonly source: string })[]; readonly nextCursor: string | null; readonly total: number };

export type ReciprocityLedger = { readonly asOf: string; readonly items: readonly ({ readonly commune: string; readonly name: string; readonly received: number; readonly sent: number; readonly within: number; readonly unknownHome: number; readonly text: string })[]; readonly nextCursor: string | null; readonly total: number };

export type Forecasts = { readonly asOf: string; readonly notice: string; readonly items: readonly ({ readonly id: string; readonly target: string; readonly targetLabel: string; readonly place: string; readonly placeName: string; readonly label: string; readonly bound: "min" | "max"; readonly share: number | null; readonly yearEnd: ForecastSummary; readonly aimShare: number | null; readonly aimDwellings: number | null; readonly distance: ForecastSummary & { readonly [field: string]: unknown }; readonly chance: number; readonly neededShare: number | null; readonly toCome: ForecastSummary & { readonly [field: string]: unknown }; readonly action: "not-needed" | "until" | "too-late" | "not-known"; readonly actBefore: string | null; readonly text: string; readonly actionText: string; readonly precedence: number; readonly certainty: "official" | "found" | "proposal" })[]; readonly nextCursor: string | null; readonly total: number };

export type ForecastSummary = { readonly mean: number; readonly low: number; readonly high: number } | null;

export type Methods = { readonly items: readonly ({ readonly id: string; readonly version: string; readonly label: string; readonly kind: "ordering" | "weighting" | "composite"; readonly certainty: string; readonly validity: string; readonly isDefault: boolean })[]; readonly nextCursor: string | null; readonly total: number };

export type Method = { readonly id: string; readonly version: string; readonly label: string; readonly kind: "ordering" | "weighting" | "composite"; readonly certainty: string; readonly validity: string; readonly what: string; readonly source: string; readonly notices: readonly (string)[]; readonly scope: string; readonly levels: readonly ({ readonly id: string; readonly label: string; readonly when: string; readonly placement: "before-grid" | "grid" | "outside"; readonly evidence: string; readonly source: string; readonly certainty: string })[]; readonly groups: readonly ({ readonly id: string; readonly label: string; readonly rule: string; readonly when: string | null; readonly source: string | null; readonly criteria: readonly ({ readonly id: string; readonly label: string; readonly points: string; readonly when: string | null; readonly evidence: string; readonly source: string; readonly certainty: string })[] })[]; readonly refusals: readonly ({ readonly id: string; readonly label: string; readonly text: string })[]; readonly tieBreak: readonly (string)[]; readonly reads: readonly (string)[] };

export type MethodCheck = { readonly valid: boolean; readonly faults: readonly ({ readonly code: string; readonly path: string; readonly line: number | null; readonly text: string; readonly snippet: string | null; readonly expected: string | null; readonly maybe: string | null })[]; readonly method: Method & { readonly [field: string]: unknown } | null };

export type MethodText = { readonly text: string };

export type MethodPreview = { readonly from: string; readonly demands: number; readonly first: number; readonly changedOverall: number; readonly entered: number; readonly left: number; readonly movedWithin: number; readonly meanMove: number; readonly greatestMove: number };

export type MethodPreviewRequest = { readonly text: string; readonly against?: string | null; readonly first?: number };

export type RegisterEntries = { readonly items: readonly (RegisterEntry)[]; readonly nextCursor: string | null; readonly total: number };

export type RegisterEntry = { readonly seq: number; readonly at: string; readonly actor: string; readonly kind: string; readonly hash: string; readonly text: string };

export type RegisterEntryWhole = { readonly seq: number; readonly at: string; readonly actor: string; readonly kind: string; readonly hash: string; readonly body: { readonly [field: string]: unknown } };

export type SessionRecord = { readonly [field: string]: unknown };

export type PersonalReads = { readonly items: readonly (PersonalRead)[]; readonly nextCursor: string | null };

export type PersonalRead = { readonly id: string; readonly requestId: string; readonly at: string; readonly who: string; readonly role: string; readonly of: string | null; readonly method: string; readonly route: string; readonly about: string | null; readonly demand: string | null; readonly households: number | null; readonly clear: boolean; readonly text: string };

export type DemandLife = { readonly number: string; readonly entry: number; readonly head: RegisterHead; readonly lives: readonly ({ readonly seq: number; readonly kind: "demand-renewed" | "demand-removed"; readonly on: string; readonly code: string | null; readonly text: string })[]; readonly text: string };

export type DemandRenewalRequest = { readonly number: string; readonly on?: string | null };

export type DemandRemovalRequest = { readonly number: string; readonly code: "RADATT" | "RADABA" | "RADIRR" | "RADCON" | "RADREN"; readonly on?: string | null };

export type DemandCorrectionRequest = { readonly number: string; readonly of: number; readonly motive: "typing-error" | "wrong-candidate" | "wrong-day" | "late-information" | "commission-reviewed"; readonly replacement: { readonly day?: string; readonly code?: "RADATT" | "RADABA" | "RADIRR" | "RADCON" | "RADREN" } | null };

export type HouseholdFile = { readonly number: string; readonly demand: { readonly [field: string]: unknown } | null; readonly allocations: readonly ({ readonly [field: string]: unknown })[]; readonly outcomes: readonly ({ readonly [field: string]: unknown })[]; readonly sessions: readonly ({ readonly session: string; readonly asOf: string; readonly places: readonly (string)[] })[]; readonly register: readonly ({ readonly seq: number; readonly at: string; readonly actor: string; readonly kind: string; readonly hash: string })[]; readonly withheld: number; readonly explanation: DemandExplanation & { readonly [field: string]: unknown } | null };

export type HouseholdRequest = { readonly number: string };

export type HouseholdErasurePreview = { readonly number: string; readonly demand: boolean; readonly allocations: number; readonly outcomes: number; readonly sessions: number; readonly entries: number; readonly goes: readonly (string)[]; readonly stays: readonly (string)[] };

export type HouseholdErasure = { readonly demands: number; readonly rows: number; readonly documents: number; readonly commitments: number; readonly head: RegisterHead; readonly text: string };

export type HouseholdErasureRequest = { readonly number: string; readonly confirm: true };

export type Retention = { readonly asOf: string; readonly durations: readonly ({ readonly part: "demand" | "candidacy" | "allocation"; readonly label: string; readonly from: string; readonly months: number; readonly source: string; readonly certainty: string })[]; readonly kept: number; readonly past: number; readonly next: string | null; readonly text: string; readonly items: readonly ({ readonly number: string; readonly parts: readonly ({ readonly part: "demand" | "candidacy" | "allocation"; readonly label: string; readonly last: string })[]; readonly until: string })[]; readonly nextCursor: string | null };

export type RetentionSet = { readonly text: string };

export type RetentionErasure = { readonly households: number; readonly left: number; readonly demands: number; readonly rows: number; readonly documents: number; readonly commitments: number; readonly text: string };

export type RetentionErasureRequest = { readonly most: number };

export type StudyRetention = { readonly day: string; readonly durations: readonly ({ readonly part: "comparison" | "simulation" | "audit" | "prices" | "draws"; readonly label: string; readonly from: string; readonly months: number; readonly source: string; readonly certainty: string; readonly kept: number; readonly referred: number })[]; readonly past: number; readonly text: string; readonly items: readonly ({ readonly part: "comparison" | "simulation" | "audit" | "prices" | "draws"; readonly label: string; readonly id: string; readonly made: string; readonly until: string })[]; readonly nextCursor: string | null };

export type StudyRetentionSet = { readonly text: string };

export type StudyRemoval = { readonly removed: { readonly comparison: number; readonly simulation: number; readonly audit: number; readonly prices: number; readonly draws: number }; readonly left: number; readonly text: string };

export type StudyRemovalRequest = { readonly most: number };

export type Job = { readonly id: string; readonly kind: "session" | "import" | "comparison" | "simulation" | "disparity" | "brakes" | "frontier"; readonly status: "running" | "done" | "failed" | "interrupted"; readonly startedAt: string; readonly endedAt: string | null; readonly progress: { readonly stage: number; readonly stages: number; readonly round: number; readonly value: number; readonly bound: number } | { readonly bytesRead: number; readonly totalBytes: number | null } | { readonly done: number; readonly total: number; readonly step?: "world" | "prices" | "replications" | "targets" | "lists" } | null; readonly progressText: string; readonly progressShare: number | null; readonly session: string | null; readonly result: string | null; readonly report: ImportReport; readonly issues: readonly ({ readonly code: string; readonly path: string; readonly message: string })[] };

export type ImportReport = { readonly kind: string; readonly file: string; readonly counts: { readonly rows: number; readonly accepted: number; readonly refused: number; readonly identical: number }; readonly summary: { readonly added: number; readonly replaced: number; readonly unchanged: number; readonly older: number; readonly total: number } | null; readonly fatal: { readonly code: string; readonly line: number | null; readonly column: string | null; readonly text: string; readonly remedy: string } | null; readonly warnings: readonly ({ readonly code: string; readonly line: number | null; readonly column: string | null; readonly text: string; readonly remedy: string })[]; readonly refusals: readonly ({ readonly code: string; readonly count: number; readonly text: string; readonly remedy: string; readonly lines: readonly (number)[] })[] } | null;

export type Imports = { readonly items: readonly ({ readonly kind: string; readonly file: string; readonly sha256: string; readonly at: string; readonly added: number; readonly replaced: number; readonly unchanged: number; readonly older: number; readonly refused: number; readonly total: number })[]; readonly nextCursor: string | null; readonly total: number };

export type Session = { readonly id: string; readonly version: number; readonly status: "proposed" | "cancelled" | "decided"; readonly statusText: string; readonly asOf: string; readonly createdAt: string; readonly territory: { readonly id: string; readonly label: string }; readonly simulated: boolean; readonly method: { readonly id: string; readonly version: string; readonly label: string; readonly seed: number }; readonly lists: readonly ({ readonly dwelling: FreedDwelling; readonly candidates: readonly ({ readonly rank: number; readonly number: string; readonly points: number; readonly level: string | null; readonly chance: number; readonly credited: string | null; readonly text: string })[]; readonly empty: number; readonly acceptance: { readonly emptyByRates: number; readonly emptyByModel: number | null; readonly lengthByRates: number | null; readonly lengthByModel: number | null; readonly text: string } })[]; readonly targets: readonly ({ readonly id: string; readonly target: string; readonly label: string; readonly text: string; readonly precedence: number; readonly active: boolean; readonly certainty: string; readonly source: string })[]; readonly proof: string; readonly acceptance: string; readonly awaited: string | null; readonly notices: readonly (string)[]; readonly carriedOver: readonly ({ readonly number: string; readonly points: number; readonly text: string })[]; readonly settled: readonly (string)[]; readonly log: readonly ({ readonly version: number; readonly at: string; readonly text: string; readonly undone: boolean })[]; readonly changed: { readonly summary: string; readonly lists: readonly ({ readonly vacancy: string; readonly text: string })[]; readonly targets: readonly ({ readonly target: string; readonly text: string })[]; readonly points: string; readonly proof: string } | null; readonly reminder: string };

export type SessionRequest = { readonly vacancies?: readonly (string)[] | null; readonly commune?: string | null; readonly bailleur?: string | null; readonly first?: number | null; readonly method?: string | null; readonly seed?: number; readonly levelRule?: "among-equals" | "in-order"; readonly precedence?: "priced" | "strict"; readonly pace?: "spread" | "at-once"; readonly listSize?: number | null; readonly appearances?: number; readonly beyondWishes?: readonly (string)[]; readonly pins?: readonly ({ readonly vacancy: string; readonly number: string; readonly rank?: number | null; readonly motive: "designated" | "reservataire-choice" | "guidance" | "npru" | "adapted" | "commission-choice" })[]; readonly excluded?: readonly ({ readonly vacancy: string; readonly number: string; readonly motive: "withdrew" | "already-housed" | "not-admissible" | "unreachable" | "not-renewed" | "missing-paper" | "household-changed" | "offer-accepted" | "unsuited" | "joint-study" })[]; readonly withdrawn?: readonly ({ readonly number: string; readonly motive: "withdrew" | "already-housed" | "not-admissible" | "unreachable" | "not-renewed" | "missing-paper" | "household-changed" | "offer-accepted" | "unsuited" | "joint-study" })[]; readonly maxRounds?: number | null; readonly maxBids?: number | null; readonly maxNodes?: number | null; readonly timeLimitMs?: number | null; readonly thorough?: boolean; readonly listLengthBy?: "rates" | "individual" };

export type SessionPage = Sessions & { readonly nextCursor: string | null; readonly total: number };

export type Sessions = { readonly items: readonly ({ readonly id: string; readonly version: number; readonly status: "proposed" | "cancelled" | "decided"; readonly asOf: string; readonly vacancies: number; readonly candidates: number; readonly text: string })[] };

export type SessionChanges = { readonly changes: readonly ({ readonly kind: "withdraw"; readonly number: string; readonly motive: "withdrew" | "already-housed" | "not-admissible" | "unreachable" | "not-renewed" | "missing-paper" | "household-changed" | "offer-accepted" | "unsuited" | "joint-study" } | { readonly kind: "exclude"; readonly vacancy: string; readonly number: string; readonly motive: "withdrew" | "already-housed" | "not-admissible" | "unreachable" | "not-renewed" | "missing-paper" | "household-changed" | "offer-accepted" | "unsuited" | "joint-study" } | { readonly kind: "readmit"; readonly number: string; readonly vacancy: string | null } | { readonly kind: "pin"; readonly vacancy: string; readonly number: string; readonly rank: number | null; readonly motive: "designated" | "reservataire-choice" | "guidance" | "npru" | "adapted" | "commission-choice" } | { readonly kind: "release"; readonly number: string } | { readonly kind: "rerank"; readonly vacancy: string; readonly order: readonly (string)[]; readonly motive: "urgency" | "suited" | "guidance" | "commission-choice" } | { readonly kind: "pull"; readonly vacancy: string } | { readonly kind: "add"; readonly vacancy: string })[] };

export type SessionExplanation = { readonly agenda: readonly (string)[]; readonly lists: readonly ({ readonly dwelling: FreedDwelling; readonly candidates: readonly ({ readonly rank: number })[]; readonly fragility: Fragility & { readonly [field: string]: unknown } })[]; readonly targets: readonly ({ readonly [field: string]: unknown })[]; readonly conflict: { readonly compatible: boolean; readonly proven: boolean; readonly text: string; readonly conflicts: readonly (string)[]; readonly relaxation: string | null; readonly fewest: string | null; readonly pins: readonly (string)[] } | null; readonly certificate: { readonly verified: boolean; readonly text: string }; readonly notices: readonly (string)[]; readonly reminder: string };

export type SessionHousehold = { readonly number: string; readonly verdict: string; readonly vacancies: readonly ({ readonly vacancy: string; readonly outcome: string; readonly text: string })[]; readonly note: string | null };

export type SessionVerification = { readonly outcome: "sound" | "faulty" | "other-data"; readonly text: string; readonly stages: readonly ({ readonly goal: string; readonly text: string; readonly findings: readonly ({ readonly property: string; readonly code: string; readonly text: string })[] })[]; readonly lists: { readonly text: string; readonly findings: readonly ({ readonly property: string; readonly code: string; readonly text: string })[] } | null; readonly faults: readonly ({ readonly code: string; readonly text: string })[] };

export type SessionLists = { readonly session: string; readonly version: number; readonly items: readonly ({ readonly dwelling: FreedDwelling; readonly candidates: readonly ({ readonly rank: number; readonly number: string; readonly points: number; readonly level: string | null; readonly chance: number; readonly credited: string | null; readonly text: string })[]; readonly empty: number; readonly acceptance: { readonly emptyByRates: number; readonly emptyByModel: number | null; readonly lengthByRates: number | null; readonly lengthByModel: number | null; readonly text: string } })[]; readonly nextCursor: string | null; readonly total: number };

export type SessionTargets = { readonly session: string; readonly version: number; readonly items: readonly ({ readonly id: string; readonly target: string; readonly label: string; readonly text: string; readonly precedence: number; readonly active: boolean; readonly certainty: string; readonly source: string })[]; readonly nextCursor: string | null; readonly total: number };

export type SessionProof = { readonly format: "precal-proof-1"; readonly session: string; readonly version: number; readonly rows: readonly (string)[]; readonly plan: { readonly vacancyCount: number; readonly candidateCount: number; readonly rowCount: number; readonly stages: readonly ({ readonly [field: string]: unknown })[] }; readonly lists: { readonly vacancyCount: number; readonly candidateCount: number; readonly rowCount: number; readonly stages: readonly ({ readonly [field: string]: unknown })[] } | null; readonly stopped: boolean; readonly digest: string };

export type SessionBrakes = { readonly version: number; readonly text: string; readonly costing: readonly ({ readonly id: string; readonly target: string; readonly label: string; readonly precedence: number; readonly certainty: string; readonly verdict: "free" | "steady" | "stepped" | "degenerate" | "unreachable"; readonly group: "price" | "lack" | "threshold" | null; readonly unit: string; readonly pricePoints: number | null; readonly step: number | null; readonly morePoints: number | null; readonly lessPoints: number | null; readonly most: number | null; readonly lack: number; readonly moreText: string; readonly lessText: string; readonly text: string; readonly brakes: readonly (string)[]; readonly lists: string | null })[]; readonly unreachable: readonly ({ readonly id: string; readonly target: string; readonly label: string; readonly precedence: number; readonly certainty: string; readonly verdict: "free" | "steady" | "stepped" | "degenerate" | "unreachable"; readonly group: "price" | "lack" | "threshold" | null; readonly unit: string; readonly pricePoints: number | null; readonly step: number | null; readonly morePoints: number | null; readonly lessPoints: number | null; readonly most: number | null; readonly lack: number; readonly moreText: string; readonly lessText: string; readonly text: string; readonly brakes: readonly (string)[]; readonly lists: string | null })[]; readonly free: readonly (string)[]; readonly notices: readonly (string)[] };

export type SessionFrontier = { readonly version: number; readonly family: "mix" | "aci" | "flux"; readonly label: string; readonly text: string; readonly points: readonly ({ readonly pricePoints: number | null; readonly pointsPerDwelling: number; readonly lack: number; readonly families: readonly ({ readonly family: string; readonly lack: number; readonly text: string })[]; readonly leases: readonly ({ readonly group: string; readonly leases: number })[]; readonly gapPointsPerDwelling: number | null; readonly text: string; readonly moves: string | null })[]; readonly complete: boolean; readonly notices: readonly (string)[] };

export type Prices = { readonly hash: string; readonly asOf: string; readonly at: string; readonly freshness: "fresh" | "stale" | "refreshing"; readonly text: string; readonly method: { readonly id: string; readonly version: string }; readonly vacancies: number; readonly open: number; readonly free: number; readonly rows: readonly ({ readonly target: string; readonly place: string; readonly label: string; readonly pricePoints: number; readonly penaltyPoints: number; readonly text: string })[]; readonly notices: readonly (string)[] };

export type Commission = { readonly session: string; readonly version: number; readonly status: "proposed" | "cancelled" | "decided"; readonly on: string; readonly cases: readonly ({ readonly vacancy: string; readonly standing: "undecided" | "to-offer" | "offered" | "accepted" | "let" | "exhausted"; readonly turn: number | null; readonly text: string; readonly candidates: readonly ({ readonly rank: number; readonly number: string; readonly entries: { readonly decision: number | null; readonly offer: number | null; readonly answer: number | null; readonly condition: number | null; readonly passed: number | null; readonly lease: number | null }; readonly decision: string | null; readonly dueDay: string | null; readonly text: string })[] })[]; readonly text: string };

export type Due = { readonly on: string; readonly items: readonly ({ readonly kind: "answer-awaited" | "silence-to-record" | "offer-to-make" | "paper-awaited" | "lease-to-sign"; readonly session: string; readonly vacancy: string; readonly number: string | null; readonly rank: number; readonly offer: number | null; readonly dueDay: string | null; readonly todo: string; readonly text: string })[]; readonly nextCursor: string | null; readonly total: number; readonly text: string };

export type RegisterCheck = { readonly sound: boolean; readonly broken: { readonly seq: number; readonly fault: string; readonly text: string } | null; readonly head: RegisterHead; readonly records: number; readonly text: string };

export type ComparisonRequest = { readonly methods?: readonly (string)[]; readonly drafts?: readonly (string)[]; readonly policies?: readonly ("date-order" | "points" | "filters" | "joint" | "prices" | "lottery" | "recorded")[]; readonly reference?: string | null; readonly from?: string; readonly to?: string; readonly months?: number; readonly replications?: number; readonly seed?: number };

export type Comparisons = { readonly items: readonly ({ readonly id: string; readonly at: string; readonly asOf: string; readonly title: string; readonly mode: "recorded" | "generated" })[]; readonly nextCursor: string | null; readonly total: number };

export type Comparison = { readonly id: string; readonly at: string; readonly asOf: string; readonly title: string; readonly mode: "recorded" | "generated"; readonly territory: { readonly id: string; readonly label: string }; readonly simulated: boolean; readonly seed: number; readonly replications: number; readonly months: readonly (string)[]; readonly reference: string; readonly arms: readonly ({ readonly id: string; readonly policy: "date-order" | "points" | "filters" | "joint" | "prices" | "lottery" | "recorded"; readonly method: string; readonly label: string; readonly text: string })[]; readonly demands: number; readonly vacancies: number; readonly findings: readonly (string)[]; readonly summary: { readonly reference: string; readonly better: readonly (string)[]; readonly worse: readonly (string)[]; readonly changed: readonly (string)[]; readonly open: string }; readonly measures: readonly ({ readonly id: "leases" | "refusals-per-list" | "failed-share" | "without-candidate" | "first-rank-share" | "waiting" | "points" | "priority-share" | "short" | "short-quartier" | "short-commune" | "short-bailleur" | "short-contingent" | "short-territory" | "never-listed"; readonly label: string; readonly definition: string; readonly unit: string; readonly better: "more" | "less" | null; readonly per: "replication" | "month-block"; readonly arms: readonly ({ readonly value: number | null; readonly text: string; readonly difference: { readonly mean: number; readonly units: number; readonly text: string; readonly low: number | null; readonly high: number | null; readonly apart: boolean } | null })[] })[]; readonly targets: readonly ({ readonly target: string; readonly place: string; readonly label: string; readonly group: string; readonly day: string; readonly replications: number; readonly arms: readonly ({ readonly short: number | null; readonly among: number | null; readonly counted: number | null; readonly share: number | null; readonly difference: number | null; readonly low: number | null; readonly high: number | null; readonly apart: boolean })[] })[]; readonly moves: readonly ({ readonly up: number | null; readonly down: number | null; readonly meanUp: number | null; readonly meanDown: number | null; readonly text: string; readonly segments: readonly ({ readonly dimension: string; readonly label: string; readonly levels: readonly ({ readonly level: string; readonly label: string; readonly up: number | null; readonly down: number | null })[] })[] } | null)[]; readonly never: readonly ({ readonly total: number | null; readonly always: number | null; readonly byAge: readonly ({ readonly label: string; readonly demands: number | null; readonly share: number | null })[]; readonly text: string })[]; readonly segments: readonly ({ readonly dimension: string; readonly label: string; readonly parts: boolean; readonly levels: readonly ({ readonly level: string; readonly label: string; readonly demands: number | null; readonly supply: number | null; readonly tension: number | null; readonly arms: readonly ({ readonly listedShare: number | null; readonly housed: number | null; readonly difference: number | null; readonly low: number | null; readonly high: number | null; readonly apart: boolean })[] })[] })[]; readonly notices: readonly (string)[] };

export type DisparityRequest = { readonly source?: "recorded" | "lists" | null; readonly from?: string; readonly to?: string; readonly method?: string | null; readonly size?: number; readonly seed?: number };

export type Disparities = { readonly items: readonly ({ readonly id: string; readonly at: string; readonly asOf: string; readonly title: string; readonly source: "recorded" | "lists"; readonly established: number })[]; readonly nextCursor: string | null; readonly total: number };

export type Disparity = { readonly id: string; readonly at: string; readonly asOf: string; readonly title: string; readonly source: "recorded" | "lists"; readonly territory: { readonly id: string; readonly label: string }; readonly simulated: boolean; readonly period: { readonly from: string; readonly to: string } | null; readonly method: { readonly id: string; readonly label: string }; readonly seed: number; readonly size: number; readonly vacancies: number; readonly households: number | null; readonly tests: number; readonly findings: readonly (string)[]; readonly readings: readonly ({ readonly kind: "listed" | "leased" | "listed-in-order" | "method"; readonly label: string; readonly definition: string; readonly choices: number; readonly selections: number | null; readonly caution: string | null; readonly attributes: readonly ({ readonly attribute: string; readonly label: string; readonly groups: readonly ({ readonly level: string; readonly label: string; readonly households: number; readonly selectedHouseholds: number; readonly chances: number; readonly observed: number; readonly expected: number; readonly ratio: number | null; readonly low: number | null; readonly high: number | null; readonly perThousand: number | null; readonly expectedPerThousand: number | null; readonly verdict: "more" | "less" | "none" | "few"; readonly verdictText: string; readonly text: string })[]; readonly withheld: number })[] })[]; readonly lists: number; readonly rules: readonly ({ readonly kind: "level" | "criterion" | "weighting"; readonly kindLabel: string; readonly id: string; readonly label: string; readonly listsChanged: number; readonly moved: readonly ({ readonly attribute: string; readonly attributeLabel: string; readonly level: string; readonly label: string; readonly places: number; readonly text: string })[] })[]; readonly notices: readonly (string)[] };

export type Scenarios = { readonly items: readonly ({ readonly id: string; readonly version: string; readonly label: string; readonly description: string; readonly territory: { readonly id: string; readonly label: string }; readonly shipped: boolean; readonly at: string | null; readonly start: string; readonly months: number; readonly replications: number; readonly policies: readonly ("greedy" | "filtered" | "priced" | "session")[] })[]; readonly nextCursor: string | null; readonly total: number };

export type Scenario = { readonly id: string; readonly version: string; readonly label: string; readonly description: string; readonly territory: { readonly id: string; readonly label: string }; readonly shipped: boolean; readonly at: string | null; readonly start: string; readonly months: number; readonly replications: number; readonly policies: readonly ("greedy" | "filtered" | "priced" | "session")[]; readonly settings: readonly ({ readonly label: string; readonly value: string })[]; readonly blocks: readonly ({ readonly id: string; readonly label: string; readonly certainty: "official" | "found" | "proposal"; readonly source: string; readonly note: string | null; readonly rows: readonly ({ readonly label: string; readonly value: string })[] })[]; readonly scenario: { readonly id: string } };

export type ScenarioRequest = { readonly text?: string; readonly scenario?: { readonly [field: string]: unknown } };

export type SimulationRequest = { readonly scenario: string; readonly compare?: string | null; readonly months?: number | null; readonly replications?: number | null; readonly policies?: readonly ("greedy" | "filtered" | "priced" | "session")[] };

export type Simulations = { readonly items: readonly ({ readonly id: string; readonly at: string; readonly title: string; readonly territory: string; readonly scenarios: readonly ({ readonly version: string; readonly label: string })[]; readonly policies: readonly (string)[]; readonly draws: string; readonly stopped: boolean })[]; readonly nextCursor: string | null; readonly total: number };

export type Simulation = { readonly id: string; readonly at: string; readonly title: string; readonly territory: string; readonly scenarios: readonly ({ readonly version: string; readonly label: string })[]; readonly policies: readonly (string)[]; readonly draws: string; readonly stopped: boolean; readonly findings: readonly (string)[]; readonly simulations: readonly ({ readonly scenario: { readonly id: string; readonly label: string; readonly description: string; readonly territory: string; readonly method: string; readonly months: readonly (string)[]; readonly seed: number; readonly sources: readonly ({ readonly what: string; readonly text: string; readonly certainty: "official" | "found" | "proposal" })[] }; readonly hash: string; readonly notices: readonly (string)[]; readonly policies: readonly ({ readonly id: "greedy" | "filtered" | "priced" | "session"; readonly label: string; readonly knows: string; readonly replications: number; readonly hash: string; readonly years: readonly ({ readonly label: string; readonly measures: readonly ({ readonly id: string; readonly label: string; readonly unit: "count" | "share" | "months" | "points"; readonly spread: { readonly p10: number; readonly p25: number; readonly p50: number; readonly p75: number; readonly p90: number; readonly mean: number; readonly known: number } | null; readonly text: string })[] })[]; readonly months: readonly ({ readonly label: string; readonly measures: readonly ({ readonly id: string; readonly label: string; readonly unit: "count" | "share" | "months" | "points"; readonly spread: { readonly p10: number; readonly p25: number; readonly p50: number; readonly p75: number; readonly p90: number; readonly mean: number; readonly known: number } | null; readonly text: string })[] })[]; readonly targets: readonly ({ readonly id: string; readonly label: string; readonly description: string; readonly places: number; readonly weighs: boolean; readonly missed: { readonly p10: number; readonly p25: number; readonly p50: number; readonly p75: number; readonly p90: number; readonly mean: number; readonly known: number } | null; readonly short: { readonly p10: number; readonly p25: number; readonly p50: number; readonly p75: number; readonly p90: number; readonly mean: number; readonly known: number } | null; readonly standing: string; readonly text: string })[] })[]; readonly comparisons: readonly ({ readonly first: string; readonly second: string; readonly differences: readonly ({ readonly id: string; readonly label: string; readonly unit: string; readonly mean: number; readonly low: number | null; readonly high: number | null; readonly pairs: number; readonly apart: boolean; readonly likely: boolean; readonly figure: string; readonly text: string })[] })[]; readonly asked: number; readonly stopped: boolean })[]; readonly comparisons: readonly ({ readonly first: string; readonly second: string; readonly differences: readonly ({ readonly id: string; readonly label: string; readonly unit: string; readonly mean: number; readonly low: number | null; readonly high: number | null; readonly pairs: number; readonly apart: boolean; readonly likely: boolean; readonly figure: string; readonly text: string })[] })[]; readonly places: readonly (readonly ({ readonly id: string; readonly scope: "quartier" | "residence" | "commune" | "bailleur" | "territory"; readonly target: string; readonly description: string; readonly place: string; readonly lag: number | null })[])[] };

export type SimulationPlace = { readonly fans: readonly ({ readonly id: string; readonly scope: string; readonly key: string; readonly place: string; readonly target: string; readonly description: string; readonly bound: "min" | "max"; readonly aims: readonly (number)[] | null; readonly policies: readonly ({ readonly label: string; readonly share: readonly ({ readonly p10: number; readonly p25: number; readonly p50: number; readonly p75: number; readonly p90: number; readonly mean: number; readonly known: number } | null)[]; readonly leases: readonly (number | null)[] })[] })[] };

/** An answer: its status, its headers, its content. */
export interface Answer<S extends number, T> {
  readonly status: S;
  readonly headers: Headers;
  readonly body: T;
}

/** A refusal: `problem.code` is stable, the message is French. */
export class PrecalProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail);
    this.name = 'PrecalProblem';
    this.status = status;
    this.problem = problem;
  }
}

interface Asked {
  readonly path?: object;
  readonly query?: object;
  readonly headers?: object;
  readonly body?: unknown;
}

/** The API of a server. Every method throws `PrecalProblem` when it is refused. */
export class PrecalClient {
  readonly #base: string;
  readonly #token: string;
  readonly #fetch: typeof fetch;

  constructor(server: { readonly base: string; readonly token: string; readonly fetch?: typeof fetch }) {
    this.#base = server.base.replace(/\/$/, '');
    this.#token = server.token;
    this.#fetch = server.fetch ?? fetch;
  }

  async #send(method: string, template: string, asked: Asked, type: string | null): Promise<never> {
    const names = new Map(Object.entries(asked.path ?? {}));
    const path = template.replace(/{(\w+)}/g, (_, name: string) => encodeURIComponent(String(names.get(name))));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(asked.query ?? {}))
      if (value !== undefined) query.set(name, String(value));
    const headers = new Headers({ authorization: `Bearer ${this.#token}` });
    for (const [name, value] of Object.entries(asked.headers ?? {}))
      if (value !== undefined) headers.set(name, String(value));
    if (type !== null) headers.set('content-type', type);
    const body = type === 'application/json' ? JSON.stringify(asked.body) : asked.body;
    const response = await this.#fetch(`${this.#base}${path}${query.size > 0 ? `?${query}` : ''}`, {
      method,
      headers,
      ...(type === null ? {} : { body: body as string }),
    });
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const content: unknown = isJson ? await response.json() : await response.text();
    if (!response.ok) throw new PrecalProblem(response.status, content as Problem);
    return { status: response.status, headers: response.headers, body: content } as never;
  }

  /** Explique à un ménage sa demande : cotation, pièces, position, attente, calcul. */
  async postDemandExplanations(asked: { readonly body: DemandExplanationRequest }): Promise<Answer<200, DemandExplanation>> {
    return this.#send('POST', '/v1/demand-explanations', asked, 'application/json');
  }

  /** Propose des candidats pour un logement libéré, et dit pourquoi. */
  async postShortlists(asked: { readonly body: ShortlistRequest }): Promise<Answer<200, Shortlist>> {
    return this.#send('POST', '/v1/shortlists', asked, 'application/json');
  }

  /** Propose des candidats pour un logement libéré, et inscrit la liste au registre. */
  async postVacanciesByIdShortlists(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: ShortlistRecordRequest }): Promise<Answer<201, RecordedShortlist>> {
    return this.#send('POST', '/v1/vacancies/{id}/shortlists', asked, 'application/json');
  }

  /** Liste les jetons d’accès, sans leur secret. */
  async getTokens(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, { readonly items: readonly (Token)[]; readonly nextCursor: string | null; readonly total: number }>> {
    return this.#send('GET', '/v1/tokens', asked, null);
  }

  /** Fait un jeton d’accès. */
  async postTokens(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: TokenRequest }): Promise<Answer<201, TokenCreated>> {
    return this.#send('POST', '/v1/tokens', asked, 'application/json');
  }

  /** Révoque un jeton d’accès, aussitôt. */
  async deleteTokensById(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string } }): Promise<Answer<200, Token>> {
    return this.#send('DELETE', '/v1/tokens/{id}', asked, null);
  }

  /** Liste les demandes qui ont atteint le délai anormalement long, la plus ancienne d’abord. */
  async getDemandsAbnormalDelay(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, AbnormalDelays>> {
    return this.#send('GET', '/v1/demands/abnormal-delay', asked, null);
  }

  /** Taux d’acceptation, et ce que vaut le modèle individuel qui évalue les listes. */
  async getAcceptance(asked: { readonly query?: { readonly table?: "rates" | "effects" | "calibration" | "losses" } } = {}): Promise<Answer<200, Acceptance>> {
    return this.#send('GET', '/v1/acceptance', asked, null);
  }

  /** Cherche les logements libres et attendus pour des ménages à loger. */
  async postPlacements(asked: { readonly query?: { readonly table?: "options" | "expected" | "proposals" }; readonly body: PlacementRequest }): Promise<Answer<200, Placements>> {
    return this.#send('POST', '/v1/placements', asked, 'application/json');
  }

  /** Flux des réservations par bailleur, QPV et réservataire ; localisation et recoupements. */
  async getFlows(asked: { readonly query?: { readonly bailleur?: string; readonly reservataire?: string; readonly limit?: number; readonly cursor?: string; readonly table?: "contingents" | "localisation" | "overlaps" } } = {}): Promise<Answer<200, Flows>> {
    return this.#send('GET', '/v1/flows', asked, null);
  }

  /** Répartit les baux à venir de l’année entre réservataires, et dit ce qui manquera. */
  async getFlowsPlan(asked: { readonly query?: { readonly bailleur?: string; readonly reservataire?: string; readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, FlowsPlan>> {
    return this.#send('GET', '/v1/flows/plan', asked, null);
  }

  /** Quel réservataire servir pour chaque logement libéré. */
  async getFlowsNext(asked: { readonly query?: { readonly bailleur?: string; readonly reservataire?: string; readonly limit?: number; readonly cursor?: string; readonly anew?: "true" | "false" } } = {}): Promise<Answer<200, FlowsNext>> {
    return this.#send('GET', '/v1/flows/next', asked, null);
  }

  /** Bilan annuel dû aux réservataires avant le 28 février (R441-5-1). */
  async getFlowsReview(asked: { readonly query?: { readonly bailleur?: string; readonly reservataire?: string; readonly limit?: number; readonly cursor?: string; readonly year?: number } } = {}): Promise<Answer<200, FlowsReview>> {
    return this.#send('GET', '/v1/flows/review', asked, null);
  }

  /** Bilan annuel ou triennal des attributions, chaque chiffre avec sa définition et sa source. */
  async getBilans(asked: { readonly query?: { readonly year?: number; readonly from?: number; readonly years?: number; readonly by?: "quartier" | "commune" | "bailleur" | "contingent"; readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Bilan>> {
    return this.#send('GET', '/v1/bilans', asked, null);
  }

  /** Liste les préconisations des instances de coordination. */
  async getGuidance(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string; readonly area?: string; readonly status?: "proposed" | "to-come" | "in-force" | "over" | "ended" | "given-up" } } = {}): Promise<Answer<200, GuidanceList>> {
    return this.#send('GET', '/v1/guidance', asked, null);
  }

  /** Propose une préconisation : elle ne lie encore rien. */
  async postGuidance(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: GuidanceProposal }): Promise<Answer<201, Guidance>> {
    return this.#send('POST', '/v1/guidance', asked, 'application/json');
  }

  /** Inscrit la décision de l’instance : la préconisation lie les listes faites à partir de son premier jour. */
  async postGuidanceByIdDecision(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: GuidanceDecision }): Promise<Answer<200, Guidance>> {
    return this.#send('POST', '/v1/guidance/{id}/decision', asked, 'application/json');
  }

  /** Lève une préconisation, ou écarte une proposition. */
  async postGuidanceByIdEnd(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: GuidanceEnd }): Promise<Answer<200, Guidance>> {
    return this.#send('POST', '/v1/guidance/{id}/end', asked, 'application/json');
  }

  /** Le dossier d’une instance de coordination pour sa demi-journée. */
  async getCoordinationByArea(asked: { readonly path: { readonly area: string }; readonly query?: { readonly semester?: string; readonly table?: "offre" | "demande" | "croisement" | "blocages" | "objectifs" | "preconisations" } }): Promise<Answer<200, CoordinationDossier>> {
    return this.#send('GET', '/v1/coordination/{area}', asked, null);
  }

  /** Dit ce qui mettrait une demande sur une liste : pièces, renouvellement, souhaits. */
  async postDemandCounterfactuals(asked: { readonly body: CounterfactualRequest }): Promise<Answer<200, Counterfactual>> {
    return this.#send('POST', '/v1/demand-counterfactuals', asked, 'application/json');
  }

  /** Dit ce qui mettrait une demande sur une liste de la séance, en la recalculant. */
  async postSessionsByIdDemandCounterfactuals(asked: { readonly path: { readonly id: string }; readonly body: SessionDemand }): Promise<Answer<200, Counterfactual>> {
    return this.#send('POST', '/v1/sessions/{id}/demand-counterfactuals', asked, 'application/json');
  }

  /** Liste les logements libérés. */
  async getVacancies(asked: { readonly query?: { readonly commune?: string; readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, FreedDwellings>> {
    return this.#send('GET', '/v1/vacancies', asked, null);
  }

  /** Qualifie un logement libéré : quartier, objectifs, plafond, taille de ménage, contingents. */
  async getVacanciesByIdQualification(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Qualification>> {
    return this.#send('GET', '/v1/vacancies/{id}/qualification', asked, null);
  }

  /** Dit où en est chaque objectif, lieu par lieu, au compteur de l’année. */
  async getTargets(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, TargetStates>> {
    return this.#send('GET', '/v1/targets', asked, null);
  }

  /** Compte les mutations entre communes depuis le début de l’année. */
  async getLedgersReciprocity(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, ReciprocityLedger>> {
    return this.#send('GET', '/v1/ledgers/reciprocity', asked, null);
  }

  /** Dit où l’année finira pour chaque objectif, lieu par lieu, et jusqu’à quand agir. */
  async getForecasts(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Forecasts>> {
    return this.#send('GET', '/v1/forecasts', asked, null);
  }

  /** Liste les méthodes du territoire. */
  async getMethods(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Methods>> {
    return this.#send('GET', '/v1/methods', asked, null);
  }

  /** Dit une méthode en clair : niveaux, rubriques, critères, points, sources. */
  async getMethodsById(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Method>> {
    return this.#send('GET', '/v1/methods/{id}', asked, null);
  }

  /** Vérifie une méthode : toutes ses fautes, avec leur ligne et leur remède. */
  async postMethodChecks(asked: { readonly body: MethodText }): Promise<Answer<200, MethodCheck>> {
    return this.#send('POST', '/v1/method-checks', asked, 'application/json');
  }

  /** Compte ce qu’une méthode changerait à l’ordre des demandes, sans nommer personne. */
  async postMethodPreviews(asked: { readonly body: MethodPreviewRequest }): Promise<Answer<200, MethodPreview>> {
    return this.#send('POST', '/v1/method-previews', asked, 'application/json');
  }

  /** Liste les écritures du registre, de la première à la dernière. */
  async getRegisterEntries(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, RegisterEntries>> {
    return this.#send('GET', '/v1/register/entries', asked, null);
  }

  /** Montre une écriture entière. */
  async getRegisterEntriesBySeq(asked: { readonly path: { readonly seq: string } }): Promise<Answer<200, RegisterEntryWhole>> {
    return this.#send('GET', '/v1/register/entries/{seq}', asked, null);
  }

  /** Montre un procès-verbal par son empreinte. */
  async getRegisterRecordsByHash(asked: { readonly path: { readonly hash: string } }): Promise<Answer<200, SessionRecord>> {
    return this.#send('GET', '/v1/register/records/{hash}', asked, null);
  }

  /** Liste les lectures de données personnelles, de la dernière à la première. */
  async getReads(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string; readonly who?: string; readonly about?: string; readonly demand?: string } } = {}): Promise<Answer<200, PersonalReads>> {
    return this.#send('GET', '/v1/reads', asked, null);
  }

  /** Note au registre le renouvellement d’une demande. */
  async postDemandRenewals(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: DemandRenewalRequest }): Promise<Answer<201, DemandLife>> {
    return this.#send('POST', '/v1/demand-renewals', asked, 'application/json');
  }

  /** Note au registre la radiation d’une demande, sous un motif du système national. */
  async postDemandRemovals(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: DemandRemovalRequest }): Promise<Answer<201, DemandLife>> {
    return this.#send('POST', '/v1/demand-removals', asked, 'application/json');
  }

  /** Corrige ou annule un renouvellement ou une radiation ; l’écriture d’origine reste. */
  async postDemandCorrections(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: DemandCorrectionRequest }): Promise<Answer<201, DemandLife>> {
    return this.#send('POST', '/v1/demand-corrections', asked, 'application/json');
  }

  /** Donne à un ménage tout ce qui est gardé de lui, avec l’explication de sa demande. */
  async postHouseholdFiles(asked: { readonly body: HouseholdRequest }): Promise<Answer<200, HouseholdFile>> {
    return this.#send('POST', '/v1/household-files', asked, 'application/json');
  }

  /** Dit ce qui partirait et ce qui resterait d’un ménage, sans rien effacer. */
  async postHouseholdErasurePreviews(asked: { readonly body: HouseholdRequest }): Promise<Answer<200, HouseholdErasurePreview>> {
    return this.#send('POST', '/v1/household-erasure-previews', asked, 'application/json');
  }

  /** Efface définitivement un ménage : sa demande, son numéro partout, ce qui le relie au registre. */
  async postHouseholdErasures(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: HouseholdErasureRequest }): Promise<Answer<200, HouseholdErasure>> {
    return this.#send('POST', '/v1/household-erasures', asked, 'application/json');
  }

  /** Liste les ménages qui dépassent les durées de conservation. */
  async getRetention(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Retention>> {
    return this.#send('GET', '/v1/retention', asked, null);
  }

  /** Fixe les durées de conservation. */
  async putRetentionDurations(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: { readonly demand: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" }; readonly candidacy: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" }; readonly allocation: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" } } }): Promise<Answer<200, RetentionSet>> {
    return this.#send('PUT', '/v1/retention/durations', asked, 'application/json');
  }

  /** Efface définitivement les ménages qui dépassent les durées. */
  async postRetentionErasures(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: RetentionErasureRequest }): Promise<Answer<200, RetentionErasure>> {
    return this.#send('POST', '/v1/retention/erasures', asked, 'application/json');
  }

  /** Liste les calculs gardés qui dépassent leur durée de conservation. */
  async getRetentionStudies(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, StudyRetention>> {
    return this.#send('GET', '/v1/retention/studies', asked, null);
  }

  /** Fixe les durées de conservation des calculs. */
  async putRetentionStudiesDurations(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: { readonly comparison: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" }; readonly simulation: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" }; readonly audit: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" }; readonly prices: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" }; readonly draws: { readonly months: number; readonly source: string; readonly certainty: "official" | "found" | "proposal" } } }): Promise<Answer<200, StudyRetentionSet>> {
    return this.#send('PUT', '/v1/retention/studies/durations', asked, 'application/json');
  }

  /** Retire les calculs qui dépassent leur durée. */
  async postRetentionStudiesRemovals(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: StudyRemovalRequest }): Promise<Answer<200, StudyRemoval>> {
    return this.#send('POST', '/v1/retention/studies/removals', asked, 'application/json');
  }

  /** Dit où en est un calcul. */
  async getJobsById(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Job>> {
    return this.#send('GET', '/v1/jobs/{id}', asked, null);
  }

  /** Arrête un calcul : la meilleure réponse trouvée est gardée, avec sa preuve. */
  async deleteJobsById(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string } }): Promise<Answer<202, Job>> {
    return this.#send('DELETE', '/v1/jobs/{id}', asked, null);
  }

  /** Suit un calcul à mesure : un événement par avancement, le dernier à la fin. */
  async getJobsByIdEvents(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, string>> {
    return this.#send('GET', '/v1/jobs/{id}/events', asked, null);
  }

  /** Liste les fichiers importés, le premier d’abord. */
  async getImports(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Imports>> {
    return this.#send('GET', '/v1/imports', asked, null);
  }

  /** Importe un fichier : CSV, XLSX, JSON Lines ou XML du SNE. */
  async postImports(asked: { readonly query: { readonly kind: "demands" | "dwellings" | "vacancies" | "allocations" | "outcomes" | "labels"; readonly file: string; readonly encoding?: "auto" | "utf-8" | "windows-1252"; readonly sheet?: string }; readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: string | Uint8Array }): Promise<Answer<202, Job>> {
    return this.#send('POST', '/v1/imports', asked, 'application/octet-stream');
  }

  /** Donne les lignes refusées d’un import, à corriger puis à renvoyer. */
  async getJobsByIdRefusals(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, string>> {
    return this.#send('GET', '/v1/jobs/{id}/refusals', asked, null);
  }

  /** Liste les séances enregistrées, de la plus ancienne à la plus récente. */
  async getSessions(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, SessionPage>> {
    return this.#send('GET', '/v1/sessions', asked, null);
  }

  /** Propose les listes de toute une séance. */
  async postSessions(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: SessionRequest }): Promise<Answer<201, Session> | Answer<202, Job>> {
    return this.#send('POST', '/v1/sessions', asked, 'application/json');
  }

  /** Montre une séance en l’état. */
  async getSessionsById(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Session>> {
    return this.#send('GET', '/v1/sessions/{id}', asked, null);
  }

  /** Abandonne une séance : ses listes ne comptent plus dans les objectifs. */
  async deleteSessionsById(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string } }): Promise<Answer<200, Sessions>> {
    return this.#send('DELETE', '/v1/sessions/{id}', asked, null);
  }

  /** Change une séance à la main : les listes sont réparées au plus près. */
  async postSessionsByIdChanges(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string }; readonly body: SessionChanges }): Promise<Answer<200, Session>> {
    return this.#send('POST', '/v1/sessions/{id}/changes', asked, 'application/json');
  }

  /** Annule la dernière décision. */
  async deleteSessionsByIdChangesLast(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string } }): Promise<Answer<200, Session>> {
    return this.#send('DELETE', '/v1/sessions/{id}/changes/last', asked, null);
  }

  /** Recalcule les listes, en gardant les décisions prises à la main. */
  async postSessionsByIdPlans(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'if-match'?: string; readonly 'idempotency-key'?: string } }): Promise<Answer<200, Session> | Answer<201, Session> | Answer<202, Job>> {
    return this.#send('POST', '/v1/sessions/{id}/plans', asked, null);
  }

  /** Explique chaque liste et chaque objectif. */
  async getSessionsByIdExplanation(asked: { readonly path: { readonly id: string }; readonly query?: { readonly conflicts?: "true" | "false"; readonly fragility?: "true" | "false" } }): Promise<Answer<200, SessionExplanation>> {
    return this.#send('GET', '/v1/sessions/{id}/explanation', asked, null);
  }

  /** Explique où en est une demande dans la séance. */
  async postSessionsByIdDemandExplanations(asked: { readonly path: { readonly id: string }; readonly body: SessionDemand }): Promise<Answer<200, SessionHousehold>> {
    return this.#send('POST', '/v1/sessions/{id}/demand-explanations', asked, 'application/json');
  }

  /** Recompte une séance sans le solveur. */
  async getSessionsByIdVerification(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, SessionVerification>> {
    return this.#send('GET', '/v1/sessions/{id}/verification', asked, null);
  }

  /** Donne les listes d’une séance, logement par logement. */
  async getSessionsByIdLists(asked: { readonly path: { readonly id: string }; readonly query?: { readonly limit?: number; readonly cursor?: string } }): Promise<Answer<200, SessionLists>> {
    return this.#send('GET', '/v1/sessions/{id}/lists', asked, null);
  }

  /** Donne les objectifs d’une séance, avec ce qu’elle y apporte. */
  async getSessionsByIdTargets(asked: { readonly path: { readonly id: string }; readonly query?: { readonly limit?: number; readonly cursor?: string } }): Promise<Answer<200, SessionTargets>> {
    return this.#send('GET', '/v1/sessions/{id}/targets', asked, null);
  }

  /** Donne la preuve d’une séance, sans numéro ni nom : « precal verify » la recompte seule. */
  async getSessionsByIdProof(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, SessionProof>> {
    return this.#send('GET', '/v1/sessions/{id}/proof', asked, null);
  }

  /** Dit ce que coûte chaque objectif, une fois demandé. */
  async getSessionsByIdBrakes(asked: { readonly path: { readonly id: string }; readonly query?: { readonly version?: number } }): Promise<Answer<200, SessionBrakes>> {
    return this.#send('GET', '/v1/sessions/{id}/brakes', asked, null);
  }

  /** Demande ce que coûte chaque objectif, confirmé en recalculant la séance de part et d’autre. */
  async postSessionsByIdBrakes(asked: { readonly path: { readonly id: string } }): Promise<Answer<202, Job>> {
    return this.#send('POST', '/v1/sessions/{id}/brakes', asked, null);
  }

  /** Points des listes face à une famille d’objectifs, composition par composition, une fois demandés. */
  async getSessionsByIdFrontier(asked: { readonly path: { readonly id: string }; readonly query: { readonly family: "mix" | "aci" | "flux"; readonly steps?: number; readonly version?: number } }): Promise<Answer<200, SessionFrontier>> {
    return this.#send('GET', '/v1/sessions/{id}/frontier', asked, null);
  }

  /** Demande les points des listes face à une famille d’objectifs. */
  async postSessionsByIdFrontier(asked: { readonly path: { readonly id: string }; readonly body: { readonly family: "mix" | "aci" | "flux"; readonly steps?: number } }): Promise<Answer<202, Job>> {
    return this.#send('POST', '/v1/sessions/{id}/frontier', asked, 'application/json');
  }

  /** Prix des objectifs dans le plan du mois, et s’ils sont à jour. */
  async getPrices(): Promise<Answer<200, Prices>> {
    return this.#send('GET', '/v1/prices', {}, null);
  }

  /** Recalcule les prix des objectifs, sur tous les logements ouverts. */
  async postPrices(): Promise<Answer<200, Prices> | Answer<202, { readonly status: "refreshing" }>> {
    return this.#send('POST', '/v1/prices', {}, null);
  }

  /** Montre où en est chaque logement d’une séance. */
  async getSessionsByIdDecisions(asked: { readonly path: { readonly id: string }; readonly query?: { readonly on?: string } }): Promise<Answer<200, Commission>> {
    return this.#send('GET', '/v1/sessions/{id}/decisions', asked, null);
  }

  /** Note ce que la commission décide, candidat par candidat (R441-3). */
  async postSessionsByIdDecisions(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string; readonly 'if-match'?: string }; readonly body: { readonly day?: string; readonly decisions: readonly ({ readonly vacancy: string; readonly number: string; readonly verdict: { readonly decision: "attribution" } | { readonly decision: "attribution-ranked" } | { readonly decision: "attribution-conditional"; readonly paper: "identity" | "tax-notice" | "resources" | "family" | "housing" | "employment" | "priority" | "notice-given" } | { readonly decision: "non-attribution"; readonly motive: "unsuited" | "effort-rate" | "ceiling-exceeded" | "wishes-differ" | "incomplete-file" | "already-housed" | "withdrew" | "another-dwelling" | "joint-study" } | { readonly decision: "inadmissible"; readonly motive: "IRRSEJ" | "IRRRES" }; readonly contingent?: "COLTER" | "COLACT" | "PPRIOR" | "PFONCT" | "AUTRES" | "AUCUN" })[] } }): Promise<Answer<200, Commission>> {
    return this.#send('POST', '/v1/sessions/{id}/decisions', asked, 'application/json');
  }

  /** Note une offre, une condition levée ou tombée, un tour passé, un bail. */
  async postSessionsByIdActs(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string; readonly 'if-match'?: string }; readonly body: { readonly day?: string; readonly act: { readonly act: "offer"; readonly vacancy: string; readonly number: string; readonly dueDay?: string } | { readonly act: "condition"; readonly vacancy: string; readonly number: string; readonly met: boolean } | { readonly act: "pass"; readonly vacancy: string; readonly number: string; readonly motive: "withdrew" | "already-housed" | "not-admissible" | "unreachable" | "not-renewed" | "missing-paper" | "household-changed" | "offer-accepted" | "unsuited" | "joint-study" } | { readonly act: "lease"; readonly vacancy: string; readonly number: string } } }): Promise<Answer<200, Commission>> {
    return this.#send('POST', '/v1/sessions/{id}/acts', asked, 'application/json');
  }

  /** Note la réponse du ménage à une offre. */
  async postSessionsByIdOffersByOfferAnswer(asked: { readonly path: { readonly id: string; readonly offer: number }; readonly headers?: { readonly 'idempotency-key'?: string; readonly 'if-match'?: string }; readonly body: { readonly day?: string; readonly answer: { readonly answer: "accepted" } | { readonly answer: "refused"; readonly reason: "location" | "size" | "rent" | "condition" | "floor-access" | "changed-plans" | "other" } } }): Promise<Answer<200, Commission>> {
    return this.#send('POST', '/v1/sessions/{id}/offers/{offer}/answer', asked, 'application/json');
  }

  /** Remplace ce que dit une écriture, ou l’annule ; l’écriture d’origine reste. */
  async postSessionsByIdCorrections(asked: { readonly path: { readonly id: string }; readonly headers?: { readonly 'idempotency-key'?: string; readonly 'if-match'?: string }; readonly body: { readonly motive: "typing-error" | "wrong-candidate" | "wrong-day" | "late-information" | "commission-reviewed"; readonly replacement: { readonly day?: string; readonly dueDay?: string; readonly answer?: { readonly answer: "accepted" } | { readonly answer: "refused"; readonly reason: "location" | "size" | "rent" | "condition" | "floor-access" | "changed-plans" | "other" }; readonly verdict?: { readonly decision: "attribution" } | { readonly decision: "attribution-ranked" } | { readonly decision: "attribution-conditional"; readonly paper: "identity" | "tax-notice" | "resources" | "family" | "housing" | "employment" | "priority" | "notice-given" } | { readonly decision: "non-attribution"; readonly motive: "unsuited" | "effort-rate" | "ceiling-exceeded" | "wishes-differ" | "incomplete-file" | "already-housed" | "withdrew" | "another-dwelling" | "joint-study" } | { readonly decision: "inadmissible"; readonly motive: "IRRSEJ" | "IRRRES" }; readonly met?: boolean; readonly code?: "RADATT" | "RADABA" | "RADIRR" | "RADCON" | "RADREN" } | null; readonly of: number } }): Promise<Answer<200, Commission>> {
    return this.#send('POST', '/v1/sessions/{id}/corrections', asked, 'application/json');
  }

  /** Liste ce qui est attendu : réponses, silences, offres à faire, pièces, baux. */
  async getDue(asked: { readonly query?: { readonly on?: string; readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Due>> {
    return this.#send('GET', '/v1/due', asked, null);
  }

  /** Donne la tête du registre, à imprimer au procès-verbal. */
  async getRegisterHead(): Promise<Answer<200, RegisterHead>> {
    return this.#send('GET', '/v1/register/head', {}, null);
  }

  /** Vérifie toute la chaîne du registre et ses procès-verbaux. */
  async getRegisterCheck(asked: { readonly query?: { readonly head?: string } } = {}): Promise<Answer<200, RegisterCheck>> {
    return this.#send('GET', '/v1/register/check', asked, null);
  }

  /** Liste les essais gardés, le dernier d’abord. */
  async getComparisons(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Comparisons>> {
    return this.#send('GET', '/v1/comparisons', asked, null);
  }

  /** Essaie plusieurs façons de faire les listes sur les mêmes logements libérés. */
  async postComparisons(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: ComparisonRequest }): Promise<Answer<202, Job>> {
    return this.#send('POST', '/v1/comparisons', asked, 'application/json');
  }

  /** Donne un essai : différences par paires avec leur intervalle, objectifs, segments. */
  async getComparisonsById(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Comparison>> {
    return this.#send('GET', '/v1/comparisons/{id}', asked, null);
  }

  /** Liste les examens gardés, le dernier d’abord. */
  async getDisparities(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Disparities>> {
    return this.#send('GET', '/v1/disparities', asked, null);
  }

  /** Examine l’égalité de traitement entre groupes de ménages, logement par logement. */
  async postDisparities(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: DisparityRequest }): Promise<Answer<202, Job>> {
    return this.#send('POST', '/v1/disparities', asked, 'application/json');
  }

  /** Donne un examen : écarts à chances égales avec leur intervalle, et ce que chaque critère déplace. */
  async getDisparitiesById(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Disparity>> {
    return this.#send('GET', '/v1/disparities/{id}', asked, null);
  }

  /** Liste les scénarios : ceux des territoires, puis ceux qui ont été gardés. */
  async getScenarios(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Scenarios>> {
    return this.#send('GET', '/v1/scenarios', asked, null);
  }

  /** Garde un scénario, en JSON ou en YAML ; chaque faute est dite avec sa place. */
  async postScenarios(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: ScenarioRequest }): Promise<Answer<201, Scenario>> {
    return this.#send('POST', '/v1/scenarios', asked, 'application/json');
  }

  /** Donne un scénario, avec la certitude de chaque hypothèse. */
  async getScenariosById(asked: { readonly path: { readonly id: string } }): Promise<Answer<200, Scenario>> {
    return this.#send('GET', '/v1/scenarios/{id}', asked, null);
  }

  /** Liste les simulations gardées, la dernière d’abord. */
  async getSimulations(asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } } = {}): Promise<Answer<200, Simulations>> {
    return this.#send('GET', '/v1/simulations', asked, null);
  }

  /** Simule un scénario, ou deux sur les mêmes tirages. */
  async postSimulations(asked: { readonly headers?: { readonly 'idempotency-key'?: string }; readonly body: SimulationRequest }): Promise<Answer<202, Job>> {
    return this.#send('POST', '/v1/simulations', asked, 'application/json');
  }

  /** Donne une simulation : mois et années, objectifs, écarts par paires avec leur intervalle. */
  async getSimulationsById(asked: { readonly path: { readonly id: string }; readonly query?: { readonly scenario?: "1" | "2"; readonly table?: "measures" | "places" | "differences" } }): Promise<Answer<200, Simulation>> {
    return this.#send('GET', '/v1/simulations/{id}', asked, null);
  }

  /** Donne la part d’un objectif en un lieu, mois par mois, dans chaque scénario. */
  async getSimulationsByIdPlacesByPlace(asked: { readonly path: { readonly id: string; readonly place: string } }): Promise<Answer<200, SimulationPlace>> {
    return this.#send('GET', '/v1/simulations/{id}/places/{place}', asked, null);
  }

  /** Donne un graphique en SVG : une mesure, ou un objectif en un lieu. */
  async getSimulationsByIdChartsByChart(asked: { readonly path: { readonly id: string; readonly chart: string }; readonly query?: { readonly scenario?: "1" | "2" } }): Promise<Answer<200, string>> {
    return this.#send('GET', '/v1/simulations/{id}/charts/{chart}', asked, null);
  }

}

