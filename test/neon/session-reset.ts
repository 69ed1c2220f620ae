/**
 * What Neon's proxy sends before it lends a connection again (`tokio-postgres2`, `reset_session_background`). Not
 * DISCARD ALL: a custom setting that was ever set reads as an empty string afterwards, no longer as NULL.
 */
export function resetSession(sessionUser: string): string {
  return `ROLLBACK; CLOSE ALL; SET SESSION AUTHORIZATION ${sessionUser}; RESET ALL; DEALLOCATE ALL; UNLISTEN *;
    SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES`;
}
