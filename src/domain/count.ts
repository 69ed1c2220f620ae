const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** `4,000` */
export function formatCount(count: number): string {
  return String(count).replaceAll(THOUSANDS, ',');
}

/** `1 task`, `4,000 tasks` */
export function counted(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;
}
