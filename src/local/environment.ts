/** Environment variables as the process got them; a missing one is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable, where set and empty counts as not set. */
export function variable(env: Environment, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}
