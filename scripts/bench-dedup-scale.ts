import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDeduplicator } from '@relais/dedup';
import { repositoryRoot } from '@relais/testkit';
import { emptyVacancy, type Vacancy, workplace } from '@relais/vacancy';

const WARMING = 20_000;
const OTHERS = 1 << 28;
const BLOCK = 100;
const BLOCKS_A_TURN = 5;

const HELP = `node scripts/bench-dedup-scale.ts [options]

  --sizes N,N,…   standing vacancies at which decisions are timed (default 10000,100000,1000000)
  --probes N      decisions timed at each size (default 10000)
  --out PATH      where the result is kept (default bench-results/dedup-scale.json)
  --help

Decisions per CPU-second of one deduplicator that grows in one run. A decision is all of it: signature, keys, candidates,
comparison, and taking the vacancy in. A tenth of the vacancies comes from agencies with thousands of jobs in one town. A
deduplicator of its own decides on other vacancies first, ${WARMING.toLocaleString('en')} of them, so that no size pays for compiling the program.

The machine's speed moves by a third within minutes. So each larger size takes turns with a fresh deduplicator of the first
size, block by block, and its growth is the quotient of the two; candidates and postings are counts.
`;

interface Row {
  readonly standing: number;
  readonly perSecond: number;
  readonly microseconds: number;
  /** Of the first size, measured in turns with this one. */
  readonly firstInTurns: number;
  /** Time of a decision as a multiple of the first size's, in turns. */
  readonly growth: number;
  /** Of the slowest hundredth of the probes, in blocks of a hundred. */
  readonly slowest: number;
  /** Vacancies compared, and places of the index read, a decision. */
  readonly candidates: number;
  readonly postings: number;
  readonly indexMegabytes: number;
  readonly residentMegabytes: number;
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    probes: { type: 'string', default: '10000' },
    out: { type: 'string', default: join(repositoryRoot, 'bench-results', 'dedup-scale.json') },
    help: { type: 'boolean', default: false },
  },
});

/** A deduplicator that takes in vacancies by number. */
class Standing {
  readonly deduplicator = createDeduplicator();
  readonly #from: number;
  #size = 0;

  constructor(from = 0) {
    this.#from = from;
  }

  grow(size: number): this {
    while (this.#size < size) this.deduplicator.add(this.#next());
    return this;
  }

  /** CPU microseconds of a hundred decisions. */
  probe(): number {
    const arriving = Array.from({ length: BLOCK }, () => this.#next());
    const before = process.cpuUsage();
    for (const vacancy of arriving) this.deduplicator.add(vacancy);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  }

  #next(): Vacancy {
    return vacancyOf(this.#from + this.#size++);
  }
}

function bench(sizes: readonly number[], probes: number, out: string): void {
  new Standing(OTHERS).grow(WARMING);
  const [first = 0] = sizes;
  const growing = new Standing();
  const rows: Row[] = [];
  for (const size of sizes) {
    growing.grow(size);
    const row = measured(size, growing, { first: new Standing().grow(first), blocks: probes / BLOCK });
    rows.push(row);
    process.stdout.write(`${JSON.stringify(row)}\n`);
  }
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`);
}

function measured(size: number, growing: Standing, turns: { first: Standing; blocks: number }): Row {
  const [blocks, firsts]: [number[], number[]] = [[], []];
  const before = growing.deduplicator.looks;
  while (blocks.length < turns.blocks) {
    for (let turn = 0; turn < BLOCKS_A_TURN; turn++) firsts.push(turns.first.probe());
    for (let turn = 0; turn < BLOCKS_A_TURN; turn++) blocks.push(growing.probe());
  }
  const after = growing.deduplicator.looks;
  const [microseconds, firstInTurns] = [decisionTime(blocks), decisionTime(firsts)];
  const each = (count: number) => Math.round((count / (blocks.length * BLOCK)) * 10) / 10;
  return {
    standing: size,
    perSecond: Math.round(1_000_000 / microseconds),
    microseconds: Math.round(microseconds),
    firstInTurns: Math.round(firstInTurns),
    growth: Math.round((microseconds / firstInTurns) * 100) / 100,
    slowest: Math.round((blocks.toSorted((a, b) => b - a)[Math.floor(blocks.length / 100)] ?? 0) / BLOCK),
    candidates: each(after.candidates - before.candidates),
    postings: each(after.postings - before.postings),
    indexMegabytes: Math.round(growing.deduplicator.bytes / 2 ** 20),
    residentMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}

function decisionTime(blocks: readonly number[]): number {
  return blocks.reduce((sum, each) => sum + each, 0) / (blocks.length * BLOCK);
}

const TITLES =
  'Magazijnier Orderpicker Heftruckchauffeur Verpleegkundige Zorgkundige Elektricien Lasser Boekhouder Receptionist Kok Kelner Schoonmaker Bakker Slager Kassamedewerker Vertegenwoordiger Loodgieter Dakwerker Metselaar Tuinman Ontwikkelaar Analist Projectleider Operator Inpakker Koerier Buschauffeur Leerkracht Opvoeder Kapper'.split(
    ' ',
  );
const PLACES = 'kust haven centrum station industriepark campus noord zuid oost west dorp markt'.split(' ');
const WORDS =
  'je werkt samen met een hecht team van collega die elke dag klaar staan voor klanten en partners wij bieden vast contract maaltijdcheques verzekering opleiding doorgroeimogelijkheden flexibele uren vervoer fietsvergoeding ervaring pluspunt motivatie nauwkeurig stipt veiligheid kwaliteit planning machine dossier overleg verslag bestelling levering onderhoud controle product dienst project'.split(
    ' ',
  );

const AGENCIES = 5;
const JOBS_OF_AN_EMPLOYER = 6;

/** A vacancy by number: one in ten comes from an agency, and one in eight shows an earlier one through another service. */
function vacancyOf(number: number): Vacancy {
  const shows = number % 8 === 7 && number > 64 ? number - 1 - (mixed(number) % 60) : number;
  const source = shows === number ? 'vdab' : 'actiris';
  const agency = shows % 10 === 0;
  const employer = agency ? (shows / 10) % AGENCIES : AGENCIES + Math.floor(shows / JOBS_OF_AN_EMPLOYER);
  const place = agency ? 9000 : 1000 + (mixed(employer) % 900) * 10;
  const title = TITLES[mixed(shows) % TITLES.length] ?? '';
  const near = agency ? '' : (PLACES[mixed(shows + 7) % PLACES.length] ?? '');
  return {
    ...emptyVacancy(source, `r${number}`),
    titles: { nl: `${title} ${near} (m/v/x)` },
    descriptions: { nl: { plain: textOf(agency ? mixed(shows) % 400 : shows), html: null } },
    employer: {
      name: agency ? `Kantoor ${employer} Interim NV` : `Bedrijf ${employer} BV`,
      enterpriseNumber: agency ? null : String(employer).padStart(10, '0'),
      sectors: [],
      description: null,
    },
    workplaces: [workplace({ country: 'BE', postcode: String(place), municipality: `Stad ${place}` })],
    contract: { type: 'permanent', codes: [], startDate: null, startsImmediately: null },
    publication: { created: null, modified: null, from: '2026-10-01', until: '2026-12-01' },
  };
}

function textOf(number: number): string {
  const words: string[] = [];
  for (let at = 0; at < 120; at++) words.push(WORDS[mixed(number * 131 + at) % WORDS.length] ?? '');
  return words.join(' ');
}

function mixed(number: number): number {
  let state = Math.imul(number ^ (number >>> 15), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

if (values.help) process.stdout.write(HELP);
else bench(values.sizes.split(',').map(Number), Number(values.probes), values.out);
