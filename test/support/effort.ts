/** Whether this is `npm run soak`, which looks for the unlikely for as long as it takes. `npm test` has minutes for everything. */
const SOAK = process.env['TEST_EFFORT'] === 'soak';

/** What is enough for every change, or what is tried now and then. */
export function effort<T>(short: T, long: T): T {
  return SOAK ? long : short;
}

/** How many inputs a property is tried with: so many, or 20 times as many. */
export function runs(short: number): number {
  return effort(short, 20 * short);
}
