const SERVERS = ['kafka', 'redis', 'postgres', 'sftp'] as const;
/** The real servers, and the programs of others, that tests may ask for. */
export const COMPONENTS = [...SERVERS, 'kcat'] as const;
export type Server = (typeof SERVERS)[number];
export type Component = (typeof COMPONENTS)[number];

/** What a test needs to know of a component to use it. `version` names the product too; `obtained` says where it comes from. */
export interface Provenance {
  readonly version: string;
  readonly obtained: string;
}

/** Apache Kafka: `brokers` as kafkajs takes them, `host:port`. Topics are not created by themselves. */
export interface KafkaAddress extends Provenance {
  readonly brokers: readonly string[];
}

/** Redis: `redis://host:port`. */
export interface RedisAddress extends Provenance {
  readonly url: string;
}

/** PostgreSQL: a URL of its maintenance database, with the right to create others. */
export interface PostgresAddress extends Provenance {
  readonly url: string;
}

/** OpenSSH with SFTP alone and public key authentication alone. */
export interface SftpAddress extends Provenance {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** In OpenSSH's own text form. */
  readonly privateKey: string;
  /** As `ssh-keygen -l` prints it: `SHA256:` and unpadded base64. */
  readonly hostKeyFingerprint: string;
  /** An absolute path on the server that the user may write below. */
  readonly directory: string;
}

/** A kcat that can log in to Kafka 4 by SCRAM: the program, and what its environment needs beside the usual. */
export interface KcatProgram extends Provenance {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A server that is reached over TLS alone, under the name `localhost`; `authority` is what its clients have to trust, as PEM. */
export type Secured<A extends Provenance> = A & { readonly authority: string };

export interface Addresses {
  readonly kafka: KafkaAddress;
  readonly redis: RedisAddress;
  readonly postgres: PostgresAddress;
  readonly sftp: SftpAddress;
  readonly kcat: KcatProgram;
}

/** Control over a server that belongs to one test file. */
export interface ServerControl extends AsyncDisposable {
  /** Stops it in an orderly way where it still runs, and starts it again: same address, same data. */
  restart(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL), all its connections included. `restart` brings it back. */
  kill(): Promise<void>;
  /** Ends it and removes its data; safe to repeat. */
  close(): Promise<void>;
}

/** A server that belongs to one test file: its address and the control over it. */
export type OwnServer<S extends Server> = Addresses[S] & ServerControl;

/** A component, or the reason why this machine cannot have it. */
export type Obtained<S> = { readonly ok: true; readonly server: S } | { readonly ok: false; readonly reason: string };
