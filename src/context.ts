import { resolve } from 'node:path';
import type { Credentials, Gateway } from './data/gateway.ts';
import type { Connection } from './data/connection.ts';
import type { ConfigEnvFile } from './local/config-env-file.ts';
import type { DatabaseUrl } from './local/database-url.ts';
import type { Draft } from './local/editor.ts';
import type { Environment } from './local/environment.ts';
import type { Prompter } from './local/prompter.ts';
import type { SessionStore } from './local/session-store.ts';
import type { Input, Output, Terminal } from './local/terminal.ts';
import type { Interruption } from './local/interruption.ts';
import type { OutputFile } from './local/output-file.ts';
import type { Progress } from './local/progress.ts';
import { NotLoggedInError } from './domain/errors.ts';
import { escapeUnsafe } from './domain/unsafe-characters.ts';

/** The process that the program runs in: `process` itself, or what a test puts in its place. */
export interface Host {
  readonly env: Environment;
  readonly platform: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  cwd(): string;
  /** The clock; the system's where there is none. */
  now?(): Date;
}

/** The options that every command has. */
export interface Settings {
  readonly json: boolean;
  /** False: never ask. */
  readonly input: boolean;
  readonly color: boolean;
  readonly envFile: string | undefined;
  readonly timeoutMs: number;
  readonly debug: boolean;
}

/** The login that applies, with what it is shown as. */
export interface Login extends Credentials {
  /** Undefined when TODO_TOKEN is the login: a token does not hold the name. */
  readonly username: string | undefined;
}

/** What commands work with. Whatever costs time to load or to open is opened when first asked for. */
export interface Context {
  readonly settings: Settings;
  readonly env: Environment;
  readonly terminal: Terminal;
  now(): Date;
  /** Throws NotConfiguredError if no usable DATABASE_URL is found. */
  databaseUrl(): Promise<DatabaseUrl>;
  connection(): Promise<Connection>;
  /** Throws NotLoggedInError if there is no login for the database that applies. No request is made. */
  login(): Promise<Login>;
  gateway(): Promise<Gateway>;
  /** Loads something while the answer to the next request is awaited, so that it is there when it is needed. */
  whileWaiting(load: () => Promise<unknown>): void;
  /** A gateway to another database than the one that applies. */
  gatewayTo(connection: Connection): Promise<Gateway>;
  configEnvFile(): Promise<ConfigEnvFile>;
  sessions(): Promise<SessionStore>;
  /** All of stdin; `wanted` says what is expected there. Throws UsageError at a terminal. */
  readInput(wanted: string): Promise<string>;
  /** The first line of stdin. Throws UsageError at a terminal and if there is none. */
  readInputLine(wanted: string): Promise<string>;
  /** The text of a file or a pipe. Throws NotFoundError and UsageError. */
  readFile(path: string): Promise<string>;
  /** A new file, which takes the place of another when it is finished; pipes and devices take what is written at once. Throws TodoError. */
  outputFile(path: string): Promise<OutputFile>;
  /** Shows a person how far something is that takes longer than a second; meanwhile nothing else tells what is waited for. */
  progress(verb: string, total?: number): Promise<Progress>;
  /** Keeps Ctrl-C from ending the process at once; for what is released soon. */
  holdInterruption(ask: () => void, lastWords: () => void): Promise<Interruption>;
  /** For those who pass much through, and hold little of it. */
  keepHeapSmall(): Promise<void>;
  /** Undefined where nobody may be asked. */
  prompter(): Promise<Prompter | undefined>;
  /** A file of this name with this text, which the person's editor can open. Whether a person is there is for the caller to know. */
  draft(name: string, text: string): Promise<Draft>;
  /** What weeks begin with where the user lives: 0 for Monday, to 6 for Sunday. */
  firstWeekday(): Promise<number>;
  /** The script of `completion/` for `bash`, `zsh` or `fish`. */
  completionScript(shell: string): Promise<string>;
}

export type { Draft, Prompter };

/** Opens the context once the command line is read. */
export type OpenContext = () => Promise<Context>;

/** `drizzle/`, seen from `src/` and from `dist/` alike. */
export const migrationsFolder = (): URL => new URL('../drizzle/', import.meta.url);

/** Likewise. */
const completionFolder = (): URL => new URL('../completion/', import.meta.url);

/** The one place where things are put together. */
export async function createContext(host: Host, settings: Settings): Promise<Context> {
  const { openTerminal } = await import('./local/terminal.ts');
  const terminal = openTerminal(host, settings.color);
  const { env } = host;

  const cwd = currentFolder(host);
  const configFolder = once(async () => {
    const { configFolder: find } = await import('./local/config-folder.ts');
    return find({ env, platform: host.platform, cwd });
  });
  const sessions = once(async () => {
    const { openSessionStore } = await import('./local/session-store.ts');
    return openSessionStore(await configFolder());
  });
  const databaseUrl = once(async () => {
    const { findDatabaseUrl } = await import('./local/database-url.ts');
    const store = await sessions();
    return findDatabaseUrl({
      env,
      cwd,
      envFile: settings.envFile,
      rememberedEnvFile: () => store.rememberedEnvFile(),
      configFolder: await configFolder(),
    });
  });
  const connection = once(async () => {
    const { parseConnection } = await import('./data/connection.ts');
    const { url, source } = await databaseUrl();
    // The names of folders may hold anything.
    return parseConnection(url, escapeUnsafe(source));
  });
  const pathOf = (named: string): string => (cwd === undefined ? named : resolve(cwd, named));
  let isProgressShown = false;
  const awaited: (() => Promise<unknown>)[] = [];
  const gatewayTo = async (to: Connection): Promise<Gateway> => {
    const { createGateway } = await import('./data/gateway.ts');
    return createGateway(to, {
      timeoutMs: settings.timeoutMs,
      showWaiting: () => (isProgressShown ? () => undefined : terminal.wait(`Waiting for ${to.name} ...`)),
      onSent: () => {
        // What cannot be loaded is told by who needs it.
        for (const load of awaited.splice(0)) load().catch(() => undefined);
      },
      trace: (line) => settings.debug && terminal.stderr.write(`debug: ${to.name}: ${line}\n`),
    });
  };

  return {
    settings,
    env,
    terminal,
    now: () => host.now?.() ?? new Date(),
    databaseUrl,
    connection,
    login: once(async () => {
      const { parseToken } = await import('./auth/session-token.ts');
      const { variable } = await import('./local/environment.ts');
      const token = variable(env, 'TODO_TOKEN');
      if (token !== undefined) {
        // Secrets that come from a file often end with a line break.
        return { ...parseToken(token.trim(), 'TODO_TOKEN'), source: 'TODO_TOKEN', username: undefined };
      }
      const { name, source } = await connection();
      const stored = (await sessions()).find(name);
      if (stored === undefined) {
        throw new NotLoggedInError(`Not logged in to ${name} (DATABASE_URL from ${source})`, {
          hint: 'Run `todo login`, or `todo signup` for a new account; in scripts, set TODO_TOKEN.',
        });
      }
      return { ...parseToken(stored.token, 'The stored login'), source: 'login', username: stored.username };
    }),
    gateway: once(async () => gatewayTo(await connection())),
    gatewayTo,
    whileWaiting: (load) => void awaited.push(load),
    configEnvFile: async () => {
      const { openConfigEnvFile } = await import('./local/config-env-file.ts');
      return openConfigEnvFile(await configFolder());
    },
    sessions,
    readInput: async (wanted) =>
      (await import('./local/standard-input.ts')).readStandardInput(terminal, wanted),
    readInputLine: async (wanted) =>
      (await import('./local/standard-input.ts')).readFirstLine(terminal, wanted),
    readFile: async (path) => (await import('./local/input-file.ts')).readInputFile(pathOf(path), path),
    outputFile: async (path) => (await import('./local/output-file.ts')).openOutputFile(pathOf(path), path),
    progress: async (verb, total) => {
      const { openProgress } = await import('./local/progress.ts');
      const progress = openProgress(terminal, verb, total);
      isProgressShown = true;
      return {
        update: (done) => progress.update(done),
        hide: () => {
          isProgressShown = false;
          progress.hide();
        },
      };
    },
    holdInterruption: async (ask, lastWords) =>
      (await import('./local/interruption.ts')).holdInterruption(ask, lastWords),
    keepHeapSmall: async () => (await import('./local/small-heap.ts')).keepHeapSmall(),
    prompter: once(async () => {
      if (!settings.input || settings.json || !terminal.canAsk) {
        return undefined;
      }
      const { openPrompter } = await import('./local/prompter.ts');
      return openPrompter(terminal);
    }),
    draft: async (name, text) => {
      const { openDraft } = await import('./local/editor.ts');
      return openDraft(name, text, { env, platform: host.platform, terminal });
    },
    firstWeekday: async () => (await import('./local/week-begin.ts')).firstWeekday(env, host.platform),
    completionScript: async (shell) => {
      const script = await import('./local/completion-script.ts');
      return script.completionScript(shell, completionFolder());
    },
  };
}

/** Undefined if it was deleted. */
function currentFolder(host: Host): string | undefined {
  try {
    return host.cwd();
  } catch {
    return undefined;
  }
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => (opened ??= open());
}
