// Names that Windows keeps for devices, with any ending.
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** A name as any system can hold it as one part of a path: it leads nowhere else, and reads in the direction in which it is stored. */
export function safeName(name: string): string {
  const safe = name
    .toWellFormed()
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, '_')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
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
  return (name) => {
    const safe = safeName(name)
    let free = safe
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = withSuffix(safe, ` (${n})`)
    taken.add(free.toLowerCase())
    return free
  }
}
