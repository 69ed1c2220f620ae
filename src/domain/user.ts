export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly createdAt: Date;
}

/** A login as the database describes it; the token itself is known to the client alone. */
export interface Session {
  readonly id: string;
  readonly expiresAt: Date;
  readonly readOnly: boolean;
}
