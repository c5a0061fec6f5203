import { cleanLine } from '../language/invisible.ts'

// Names that Windows keeps for devices, with any ending.
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** A name as any system can hold it as one part of a path: it leads nowhere else, and reads in the direction in which it is stored. */
export function safeName(name: string): string {
  const safe = cleanLine(name.toWellFormed().replace(/[<>:"/\\|?*\p{Cc}]/gu, '_'))
    .replace(/[. ]+$/, '')
    .trimStart()
    .replace(devices, '_$1')
  return safe === '' ? '_' : safe
}

/** A name with something said before its ending: "Report (version 1).pdf". */
export function withSuffix(name: string, suffix: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)}${suffix}${name.slice(dot)}` : `${name}${suffix}`
}

/** Gives safe names within one folder, each of them once: case does not tell two apart. */
export function namesOnce(): (name: string) => string {
  const taken = new Set<string>()
  // Where the numbers of a name go on: counted anew each time, many files of one name would take for ever.
  const next = new Map<string, number>()
  return (name) => {
    const safe = safeName(name)
    const key = safe.toLowerCase()
    let free = safe
    let n = next.get(key) ?? 2
    for (; taken.has(free.toLowerCase()); n++) free = withSuffix(safe, ` (${n})`)
    next.set(key, n)
    taken.add(free.toLowerCase())
    return free
  }
}
