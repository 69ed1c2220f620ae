import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.ts';
import { openPack } from './pack.ts';

type Require = (id: string) => ReturnType<NodeJS.Require>;

export interface Chunks {
  /** What the chunk of this name exports; it runs when it is first asked for. */
  readonly load: Require;
  /** Puts into the cache what had to be compiled. */
  readonly save: () => void;
}

/**
 * Opens the program that the build has put together: CommonJS modules that require one another as `./name`; all else is for
 * `requireOther`. Each is compiled when it is first loaded, unless the cache has it.
 */
export function openChunks(file: string, cache: CodeCache | undefined, requireOther: Require): Chunks {
  const pack = openPack(file);
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  let isNew = false;

  const load: Require = (name) => {
    const loaded = modules.get(name);
    if (loaded !== undefined) {
      return loaded.exports;
    }
    const module = { exports: {} };
    modules.set(name, module);
    compile(name).runInThisContext()(module.exports, requireFromChunk, module, file);
    return module.exports;
  };

  const requireFromChunk: Require = (id) => (id.startsWith('./') ? load(id.slice(2)) : requireOther(id));

  function compile(name: string): Script {
    const filename = `${file}/${name}`;
    // V8 takes half the memory and time for text that it knows to be of single bytes.
    const source = pack.read(name)?.toString('latin1');
    if (source === undefined) {
      throw new Error(`There is no ${filename}`);
    }
    const cachedData = cache?.find(name);
    const script = new Script(source, cachedData === undefined ? { filename } : { filename, cachedData });
    isNew ||= cachedData === undefined || script.cachedDataRejected === true;
    scripts.set(name, script);
    return script;
  }

  return {
    load,
    save: () => {
      if (isNew) cache?.add(new Map([...scripts].map(([name, script]) => [name, script.createCachedData()])));
    },
  };
}
