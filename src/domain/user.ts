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

/** Who is logged in, where, and until when. */
export interface Account {
  readonly user: User;
  /** `HOST/DATABASE` */
  readonly database: string;
  readonly session: Session;
}
