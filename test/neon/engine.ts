/** Who a request says it is, as taken from its connection string. The password is raw bytes: Neon does not normalise it. */
export interface Login {
  readonly user: string;
  readonly password: Buffer;
  readonly database: string;
}

/** One column of a result, in the words of Postgres's row description. */
export interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeSize: number;
  readonly dataTypeModifier: number;
}

/** What one statement gave: values as Postgres prints them, SQL NULL as null, the command tag in two parts. */
export interface StatementResult {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** The first word of the command tag; empty for an empty query. */
  readonly command: string;
  /** Null where the tag counts nothing (DDL, SET). */
  readonly rowCount: number | null;
}

/** One server session. Its owner must release it exactly once. */
export interface Connection {
  /**
   * Runs one statement in the extended protocol: text parameters without types, text results.
   * Throws EndpointError with status 400, as SQL errors have on Neon.
   */
  execute(text: string, parameters: readonly (string | null)[]): Promise<StatementResult>;
  /** Stops the running statement and ends the session, as far as the engine can; the statement then fails. */
  abandon(): Promise<void>;
  /** `keep` resets the session and leaves it for the next request of the same user; `drop` throws it away. */
  release(fate: 'keep' | 'drop'): Promise<void>;
}

/** A Postgres behind the endpoint. */
export interface Engine {
  /** Logs in. Throws EndpointError as Neon answers for bad passwords, unknown databases and full servers. */
  connect(login: Login): Promise<Connection>;
  /** A session that may do anything, for looking behind the endpoint. */
  connectAsSuperuser(database: string): Promise<Connection>;
  close(): Promise<void>;
}
