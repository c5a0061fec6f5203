/**
 * A number from `from` on that is not taken: the first where none before it is free. Asks twice as often as there are binary digits in
 * how many are taken, whatever that is.
 */
export async function freeNumber(from: number, isTaken: (number: number) => Promise<boolean>): Promise<number> {
  if (!(await isTaken(from))) return from
  let taken = from
  let free = from + 1
  for (let step = 2; await isTaken(free); step *= 2) {
    taken = free
    free += step
  }
  while (free - taken > 1) {
    const between = Math.floor((taken + free) / 2)
    if (await isTaken(between)) taken = between
    else free = between
  }
  return free
}
