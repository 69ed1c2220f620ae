/** What somebody types whose program is older than the tables. */
export const UPDATE_COMMAND = 'npm install --global neon-todo@latest';

/** What a database is, and what the role of DATABASE_URL may do there. */
export interface DatabaseStatus {
  readonly database: string;
  /** Where DATABASE_URL was found. */
  readonly source: string;
  /** How long an answer took, in milliseconds, with the connection open. */
  readonly latencyMs: number;
  /** `17.10` */
  readonly postgres: string;
  /** 0: no tables yet. */
  readonly schemaVersion: number;
  readonly latestSchemaVersion: number;
  readonly role: {
    readonly name: string;
    readonly superuser: boolean;
    /** It sees all rows unless it takes the role todo_user, as this program does in every request. */
    readonly bypassesRowSecurity: boolean;
    readonly memberOfNeonSuperuser: boolean;
    readonly mayCreateTables: boolean;
  };
  /** Tables of other programs in the same database. */
  readonly otherTables: number;
}
