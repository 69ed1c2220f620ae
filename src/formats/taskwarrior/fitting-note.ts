import { LONGEST_NOTE } from '../../domain/note.ts';
import { codePoints } from '../../domain/storable-text.ts';
import { type Kept, withKept } from '../kept.ts';
import { withinRoom } from '../room.ts';
import { type Annotation, toNote } from './annotations.ts';

/** Of these, what annotations may take where not all of them have room. */
const FOR_ANNOTATIONS = 8_000;
/** A time, a space and the end of the line. */
const AROUND_ANNOTATION = 22;

export interface FittingNote {
  readonly note: string;
  readonly kept: readonly Kept[];
  /** What was left out, a clause each. */
  readonly remarks: readonly string[];
}

/** A note of annotations and what is kept besides. Where it would be too long, the oldest and the longest are left out. */
export function fitNote(
  annotations: readonly Annotation[],
  entry: Date | undefined,
  kept: readonly Kept[],
): FittingNote {
  const note = toNote(annotations, entry);
  if (codePoints(withKept(note, 'taskwarrior', kept)) <= LONGEST_NOTE) return { note, kept, remarks: [] };
  const newest = newestOf(annotations);
  const left = annotations.length - newest.length;
  const shorter = toNote(newest, entry);
  const fitting = withinRoom([shorter], kept);
  const remarks = [
    ...count(left, 'annotation that the note has no room for', 'annotations that the note has no room for'),
    ...count(fitting.tooLong.length, 'field that is too long to keep', 'fields that are too long to keep'),
  ];
  return { note: shorter, kept: fitting.kept, remarks };
}

function newestOf(annotations: readonly Annotation[]): readonly Annotation[] {
  let room = FOR_ANNOTATIONS;
  let first = annotations.length;
  for (const [index, { description }] of [...annotations.entries()].toReversed()) {
    room -= description.length + AROUND_ANNOTATION;
    if (room < 0) break;
    first = index;
  }
  return annotations.slice(first);
}

function count(number: number, one: string, many: string): string[] {
  if (number === 0) return [];
  return [number === 1 ? `left out: one ${one}` : `left out: ${number} ${many}`];
}
