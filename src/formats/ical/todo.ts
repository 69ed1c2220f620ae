import type { Kept } from '../kept.ts';
import type { Component } from './components.ts';
import { type Moment, readMoment } from './moment.ts';
import {
  keptComponent,
  keptProperty,
  parseProperty,
  type Property,
  type RawProperty,
  splitLine,
} from './property.ts';
import type { Zones } from './zones.ts';

/** Parameters that belong to the value, in lower case. */
const OF_VALUES = new Set(['value', 'tzid']);

/** A VTODO from which one property after the other is taken. What nobody takes, or can read, is left over. */
export class Todo {
  readonly line: number;
  /** Its UID, and the RECURRENCE-ID of one occurrence; empty: none. */
  readonly uid: string;
  readonly occurrence: string;
  readonly #properties: readonly (RawProperty | Kept)[];
  /** Those not taken yet, in the order of the file. */
  readonly #byName = new Map<string, RawProperty[]>();
  readonly #taken = new Set<RawProperty | Kept>();
  readonly #forms = new Map<RawProperty, RawProperty>();
  readonly #remarks = new Set<string>();
  readonly #zones: Zones;

  constructor({ line, lines, within }: Component, zones: Zones) {
    this.line = line;
    this.#zones = zones;
    const properties = lines.map(({ text }) => splitLine(text) ?? { name: 'line', value: text });
    this.#properties = [...properties, ...within.map((component) => keptComponent(component))];
    for (const property of properties) {
      if ('parameters' in property) {
        const same = this.#byName.get(property.name);
        if (same === undefined) this.#byName.set(property.name, [property]);
        else same.push(property);
      }
    }
    this.uid = this.peek('UID').trim();
    this.occurrence = this.peek('RECURRENCE-ID');
  }

  get remarks(): readonly string[] {
    return [...this.#remarks];
  }

  remark(clause: string): void {
    this.#remarks.add(clause);
  }

  /** The value of the first property of this name as it stands there; empty if there is none. */
  peek(name: string): string {
    return this.#byName.get(name)?.[0]?.value ?? '';
  }

  /** Takes it if its value is as expected. */
  takeMatching(name: string, expected: RegExp): string | undefined {
    const property = this.#byName.get(name)?.[0];
    if (property === undefined || !expected.test(property.value.trim())) return undefined;
    this.#taken.add(property);
    return property.value.trim();
  }

  takeText(name: string): string | undefined {
    const [property] = this.#byName.get(name) ?? [];
    const [value] = (property && this.#take(property)?.values) ?? [];
    return value;
  }

  /** The values of all properties of this name. */
  takeTexts(name: string): string[] {
    const properties = this.#byName.get(name) ?? [];
    return properties.flatMap((property) => this.#take(property)?.values ?? []);
  }

  /** What is no date or time of the calendar is left over. */
  takeMoment(name: string): Moment | undefined {
    const [property] = this.#byName.get(name) ?? [];
    if (property === undefined) return undefined;
    const parsed = parseProperty(property);
    const moment = parsed && readMoment(parsed, this.#zones);
    if (parsed === undefined || moment === undefined) {
      this.remark(`${name} is no date that there is, and is in the note`);
    } else {
      this.#accept(property, parsed);
      if (moment.isElsewhere) this.remark('a time zone is unknown: its time is taken as one of here');
    }
    return moment;
  }

  /** Leaves the first of this name over after all, as it is or in another form. */
  leave(name: string, form?: Pick<RawProperty, 'parameters' | 'value'>): void {
    const [property] = this.#byName.get(name) ?? [];
    if (property === undefined) return;
    this.#taken.delete(property);
    if (form !== undefined) this.#forms.set(property, { name, ...form });
  }

  leftOver(): Kept[] {
    return this.#properties
      .filter((property) => !this.#taken.has(property))
      .map((property) =>
        'parameters' in property ? keptProperty(this.#forms.get(property) ?? property) : property,
      );
  }

  #take(property: RawProperty): Property | undefined {
    const parsed = parseProperty(property);
    if (parsed !== undefined) this.#accept(property, parsed);
    return parsed;
  }

  #accept(property: RawProperty, parsed: Property): void {
    this.#taken.add(property);
    if (Object.keys(parsed.parameters).some((name) => !OF_VALUES.has(name))) {
      this.remark(`what ${property.name} says besides its value is left out`);
    }
  }
}
