/** Services whose offers the population fills. `forem` publishes through the drop and as open data. */
export type PopulationService = 'vdab' | 'actiris' | 'forem';

/**
 * Everything that can be given a fault. `forem` is its drop, `forem-open-data` its data set over HTTP; `sftp` is the transport
 * under the drop and the SFTP partner.
 */
export type SimulatedService = PopulationService | 'forem-open-data' | 'france-travail' | 'sftp';

/** The two generations of the Actiris search endpoint: other path, other member names. */
export type ActirisGeneration = 'A' | 'B';

export interface SimulatorOptions {
  /** Records that the services show together on day 0 (echoes and twins included). */
  readonly offers: number;
  /** The same seed gives the same population, the same changes and the same secrets. */
  readonly seed: number;
  /** Days that the population has lived when the simulator starts. @default 0 */
  readonly day?: number;
  /** Folder of real offer files to serve beside the population: France Travail pages, HR-Open and HR-XML documents. */
  readonly recorded?: string;
  /** Holds the SFTP folders and what must outlive a restart. Made when missing. */
  readonly directory: string;
  /** Share of each service in the population. @default 60 % VDAB, 25 % Actiris, 15 % Forem */
  readonly shares?: Readonly<Record<PopulationService, number>>;
  /** Fixed ports; free ones are taken for the rest. */
  readonly ports?: Partial<Readonly<Record<PortName, number>>>;
  /** Answer 429 beyond so many calls a minute and endpoint; `true` is VDAB's published plan, 2,000. @default false */
  readonly rateLimited?: boolean | number;
  /** @default 'B' */
  readonly actirisGeneration?: ActirisGeneration;
  /** Life of an access token in seconds. @default 900 */
  readonly tokenLifeSeconds?: number;
  /** Keep the newest content of each offer at the partners, for tests that look into it. @default false */
  readonly keepOffers?: boolean;
  /** Time as the services and partners see it. @default the system's */
  readonly clock?: { now(): number };
}

type PortName = 'vdab' | 'actiris' | 'forem-open-data' | 'france-travail' | 'sftp' | 'webhook';

export interface SftpAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** OpenSSH private key of the user. */
  readonly privateKey: string;
  /** `SHA256:` and the base64 digest of the server's host key, as OpenSSH prints it. */
  readonly hostKeyFingerprint: string;
  readonly folder: string;
}

/** All that a configuration needs to reach the simulated services and partners. Everything listens on 127.0.0.1. */
export interface SimulatorAddresses {
  readonly vdab: {
    /** Version 4.2.0, codes as `{code,label}`: `<baseUrl>/vacatures`, `/vacatures/initial`, `/vacatures/bulk`. */
    readonly baseUrl: string;
    /** Version 2, bare codes, API key alone. */
    readonly legacyBaseUrl: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly apiKey: string;
  };
  readonly actiris: { readonly baseUrl: string; readonly generation: ActirisGeneration };
  /** Forem's open data set: `<baseUrl>/catalog/datasets/<dataset>/records` and `/exports/json`, no key. */
  readonly foremOpenData: { readonly baseUrl: string; readonly dataset: string };
  /** Where Forem drops its HR-XML files. */
  readonly drop: SftpAddress;
  /** Null without a folder of recorded files. */
  readonly recorded: RecordedAddresses | null;
  readonly partners: {
    /** `secret` is a Standard Webhooks symmetric secret (`whsec_…`). */
    readonly webhook: { readonly url: string; readonly secret: string };
    readonly sftp: SftpAddress & { readonly resultsFolder: string };
  };
}

interface RecordedAddresses {
  /** Null when the folder has no `france-travail`. */
  readonly franceTravail: {
    /** `<baseUrl>/offres/search` */
    readonly baseUrl: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } | null;
  /** One real document a file. */
  readonly drop: SftpAddress;
}

export type AppearanceKind = 'original' | 'echo' | 'channel-twin' | 'repost';

/** A job as one service shows it. */
interface TruthAppearance {
  readonly service: PopulationService;
  /** The service's own reference, as an adapter reads it. */
  readonly reference: string;
  readonly live: boolean;
  /** How the record came about; everything but `original` describes a job that another record showed first. */
  readonly kind: AppearanceKind;
}

/** One job that exists once in the world: all of its appearances belong to one offer, and to no other. */
export interface TruthJob {
  readonly id: string;
  readonly occupation: string;
  readonly enterpriseNumber: string;
  readonly postcode: string;
  /** Another job with the same text elsewhere (`multi-location`) or nearly the same (`near`): must stay apart. */
  readonly resembles: { readonly job: string; readonly how: 'multi-location' | 'near' } | null;
  readonly appearances: readonly TruthAppearance[];
}

export interface TruthSummary {
  readonly seed: number;
  readonly day: number;
  /** Number of advances since the first start, days and ticks alike. */
  readonly steps: number;
  readonly jobs: number;
  /** Jobs that at least one service shows: the offers that are expected. */
  readonly liveJobs: number;
  readonly live: Readonly<Record<PopulationService, number>>;
  /** Live records beyond the first of their job: the merges that are expected. */
  readonly merges: number;
  readonly kinds: Readonly<Record<AppearanceKind, number>>;
}

export interface Truth extends TruthSummary {
  readonly list: readonly TruthJob[];
}

/** What a step did, in records. */
export interface Changes {
  readonly created: number;
  readonly edited: number;
  readonly withdrawn: number;
  readonly reopened: number;
  readonly reposted: number;
  readonly touched: number;
}

export interface AdvanceOptions {
  /**
   * `day`: a whole day of changes. `tick`: a small part of one, for streaming.
   * `touch`: VDAB names live vacancies as changed which are not. `burst`: a bulk edit, live records of all services get
   * another content and version at once. @default 'day'
   */
  readonly kind?: 'day' | 'tick' | 'touch' | 'burst';
  /** How often. @default 1 */
  readonly times?: number;
  /** Records to touch, for `touch` (@default all), or at least to edit, for `burst` (@default 60000, or all there are). */
  readonly records?: number;
  /** For `tick`: its share of a day's changes. @default 0.05 */
  readonly share?: number;
}

export const FAULT_KINDS = [
  // Of every HTTP service
  'too-many-requests', // 429 with Retry-After
  'server-error', // 500, or another `status`
  'server-restart', // the listener closes with all its connections, and opens again on the same port
  'connection-reset',
  'slow-answer',
  'html-answer', // 200 with a web page
  'truncated-json', // half of the answer
  'wrong-encoding', // Windows-1252 instead of UTF-8
  'clock-skew', // the service's clock is ahead by `skewMs`: its stamps and its `Date` header; lasts until it is cleared
  // Of services with tokens
  'token-expiry', // every token issued so far is refused
  // Of their lists and records
  'truncated-snapshot', // only a part of the snapshot comes
  'vanished-id', // lists show `records` vacancies whose details do not exist
  'mass-touch', // changes name `records` vacancies that did not change
  'oversized-record',
  'renamed-field', // a field that matters has another name
  'unknown-field', // a record has a field more
  'unknown-code', // a record has a code that no list knows
  // Of files
  'half-written-file',
  'entity-bomb',
  'path-trick',
  'duplicate-file',
  'old-modification-time',
  'rename-refused',
  'disk-full',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault that a service shows on demand. Which service knows which is listed in `FAULTS_OF`. */
export interface Fault {
  readonly service: SimulatedService;
  readonly kind: FaultKind;
  /** How many calls or files meet it. @default 1; no limit when `rate` is given, and for `clock-skew` */
  readonly times?: number;
  /** Share of the calls that meet it, 0–1. @default 1 */
  readonly rate?: number;
  /** Calls that pass unharmed first. @default 0 */
  readonly after?: number;
  /** For `slow-answer`, and how long the listener of `server-restart` is closed. @default 1000 */
  readonly delayMs?: number;
  /** For `server-error`. @default 500 */
  readonly status?: number;
  /** For `clock-skew`; negative when the service's clock is behind. @default -1800000 (half an hour behind) */
  readonly skewMs?: number;
  /** For `vanished-id` (@default 5) and `mass-touch` (@default 60000, or all there are). */
  readonly records?: number;
  /** For `too-many-requests`. @default 1 */
  readonly retryAfterSeconds?: number;
  /** For `truncated-snapshot`: what remains of it. @default 0.5 */
  readonly remains?: number;
  /** For `truncated-snapshot`: the announced total is that of the part, so that nothing tells. @default false */
  readonly quiet?: boolean;
}

export interface FaultControl {
  /** Switches a fault on; one of the same service and kind is replaced. Throws when the service does not know it. */
  set(fault: Fault): Promise<void>;
  /** Ends faults; a half-written file is then completed. */
  clear(service?: SimulatedService, kind?: FaultKind): Promise<void>;
  /** How often each has been met. */
  met(): readonly { service: SimulatedService; kind: FaultKind; count: number }[];
}

/** How a partner treats what it is sent. */
export interface PartnerBehaviour {
  /**
   * `stall` leaves the sender waiting; `fail` answers 5xx; `busy` answers 429 with Retry-After; `gone` answers 410; `reset` breaks
   * the connection. Over SFTP all but `accept` take the file and say nothing; the feed reader then reads nothing.
   */
  readonly mode: 'accept' | 'stall' | 'fail' | 'busy' | 'gone' | 'reset';
  /** Share of the offers that is rejected, always the same ones. @default 0 */
  readonly rejects?: number;
  /** After so many requests the partner accepts again. @default never */
  readonly times?: number;
  /** For `fail`. @default 503 */
  readonly status?: number;
  /** For `busy`. @default 1 */
  readonly retryAfterSeconds?: number;
  /** For `stall`, milliseconds before the answer. @default 60000 */
  readonly stallMs?: number;
}

export const REJECTION_REASONS = ['invalid', 'unknown-code', 'duplicate', 'not-wanted'] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** What a partner holds and what it has seen. */
export interface PartnerHoldings {
  readonly offers: readonly { readonly offerId: string; readonly revision: number }[];
  readonly rejected: readonly {
    readonly offerId: string;
    readonly revision: number;
    readonly reason: RejectionReason;
  }[];
  readonly counts: PartnerCounts;
}

export interface PartnerCounts {
  /** Requests, files or pages that arrived. */
  readonly requests: number;
  readonly upserts: number;
  readonly removals: number;
  /** Items that came again, dropped by their key. */
  readonly repeats: number;
  /** Items older than what the partner held, dropped. */
  readonly outdated: number;
  readonly rejections: number;
  /** Requests whose signature, checksum or form was wrong. */
  readonly refused: number;
}

export type PartnerId = 'webhook' | 'sftp' | 'feed';

export interface Partner {
  readonly id: PartnerId;
  behave(behaviour: PartnerBehaviour): void;
  holdings(): PartnerHoldings;
  /** Newest content of an offer the partner holds; undefined without `keepOffers`. */
  offer(offerId: string): unknown;
  /** Forgets everything, as after a data loss on the partner's side. */
  forget(): void;
}

export interface FeedPartner extends Partner {
  /** Begins to poll a feed and goes on until `stop` or `close`; replaces an earlier one. */
  read(url: string, apiKey: string): void;
  stop(): Promise<void>;
}

export interface Simulator {
  readonly addresses: SimulatorAddresses;
  truth(): Truth;
  summary(): TruthSummary;
  /** Lets the population live on; drop files are in place when it resolves. */
  advance(options?: AdvanceOptions): Promise<Changes>;
  /** From now on Actiris answers in the other generation, and the earlier path is gone. */
  switchActiris(generation: ActirisGeneration): void;
  readonly faults: FaultControl;
  readonly partners: { readonly webhook: Partner; readonly sftp: Partner; readonly feed: FeedPartner };
  /** Idempotent. */
  close(): Promise<void>;
}
