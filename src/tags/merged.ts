/** A choice made from a list that may have changed since: what was added and taken away is done to the list as it is now. */
export const applyDifference = (
  now: { id: number }[],
  chosen: readonly number[],
  was: readonly number[] | undefined,
): number[] => {
  if (!was) return [...new Set(chosen)]
  const added = chosen.filter((id) => !was.includes(id))
  const removed = was.filter((id) => !chosen.includes(id))
  return [...new Set([...now.map((row) => row.id), ...added])].filter((id) => !removed.includes(id))
}
