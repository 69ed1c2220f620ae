import { type Environment, variable } from './environment.ts';

const MONDAY = 0;

/** What Node 20 has as a property, and later versions as a method. */
interface WeekInfo {
  /** 1 for Monday, to 7 for Sunday. */
  readonly firstDay: number;
}
type LocaleWithWeeks = Intl.Locale & { readonly weekInfo?: WeekInfo; getWeekInfo?(): WeekInfo };

/**
 * What weeks begin with where the user lives: 0 for Monday, to 6 for Sunday. The first of LC_ALL, LC_TIME and LANG that is set decides, as in
 * POSIX; on Windows, which sets none, the system's own. Monday in the "C" locale, and where nothing is known.
 */
export function firstWeekday(env: Environment, platform: string): number {
  const locale = variable(env, 'LC_ALL') ?? variable(env, 'LC_TIME') ?? variable(env, 'LANG');
  const name = locale === undefined ? ownLocale(platform) : languageTag(locale);
  if (name === undefined) return MONDAY;
  try {
    const known: LocaleWithWeeks = new Intl.Locale(name);
    const { firstDay } = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: MONDAY + 1 };
    return firstDay - 1;
  } catch {
    return MONDAY;
  }
}

function ownLocale(platform: string): string | undefined {
  return platform === 'win32' ? new Intl.DateTimeFormat().resolvedOptions().locale : undefined;
}

/** `de-AT` of `de_AT.UTF-8@euro`; undefined for those that belong to no language. */
function languageTag(locale: string): string | undefined {
  const [name = ''] = locale.split(/[.@]/);
  return name === 'C' || name === 'POSIX' || name === '' ? undefined : name.replaceAll('_', '-');
}
