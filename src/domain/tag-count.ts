/** How many tasks of a user have a tag, in whatever case they write it. */
export interface TagCount {
  /** As most of them write it. */
  readonly tag: string;
  readonly open: number;
  readonly done: number;
}
