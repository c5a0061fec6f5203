import { sql } from 'kysely'
import { commandLineActor, perform, record } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import type { Vault } from '#src/platform/vault.ts'
import { type Place, places, replaced, type SealedRow, sealedRows } from './places.ts'

export interface Outcome {
  /** Rows that were sealed anew. */
  resealed: number
  /** Texts that no key opens; they are left as they are. */
  lost: number
}

/**
 * Seals with the newest key whatever was sealed with an older one, everywhere, in short transactions. It can be stopped and run
 * again at any moment: what is done is done. It goes on until a whole round finds nothing more, so what others write meanwhile is
 * found too.
 */
export async function resealEverything(app: App): Promise<Outcome> {
  const outcome: Outcome = { resealed: 0, lost: 0 }
  for (let found = -1; found !== 0; ) {
    found = 0
    outcome.lost = 0
    for (const place of places)
      for await (const rows of sealedRows(app.db.read, place)) found += await resealRows(app, place, rows, outcome)
    outcome.resealed += found
  }
  if (outcome.resealed > 0)
    await perform(app, commandLineActor, (act) =>
      record(act, { kind: 'key rotated', changes: { sealed: [null, String(outcome.resealed)] } }),
    )
  return outcome
}

/** Gives how many rows it has written. A row that somebody has changed since it was read is left for the next round. */
async function resealRows(app: App, place: Place, rows: readonly SealedRow[], outcome: Outcome): Promise<number> {
  const changed = rows.flatMap((row) => {
    const text = replaced(place, row.text, (sealed) => {
      const opens = openedBy(app.vault, sealed) !== null
      if (!opens) outcome.lost++
      return opens && app.vault.isStale(sealed) ? app.vault.reseal(sealed) : sealed
    })
    return text === row.text ? [] : [{ ...row, now: text }]
  })
  if (changed.length === 0) return 0
  const column = sql.ref(place.column)
  return app.db.write(async (trx) => {
    let written = 0
    for (const { key, text, now } of changed) {
      const { numAffectedRows } = await sql`
        update ${sql.table(place.table)} set ${column} = ${now}
        where ${sql.ref(place.key)} = ${key} and ${column} = ${text}`.execute(trx)
      written += Number(numAffectedRows ?? 0)
    }
    return written
  })
}

/** What a sealed text says; null where no key opens it, or somebody has changed it. */
function openedBy(vault: Vault, sealed: string): string | null {
  try {
    return vault.open(sealed)
  } catch {
    return null
  }
}

/** How many sealed texts no key opens, place by place: for the doctor. */
export async function unopenable(app: App): Promise<string[]> {
  const lines: string[] = []
  for (const place of places) {
    let count = 0
    for await (const rows of sealedRows(app.db.read, place))
      for (const { text } of rows)
        replaced(place, text, (sealed) => {
          if (openedBy(app.vault, sealed) === null) count++
          return sealed
        })
    if (count > 0) lines.push(`${count} sealed text(s) in ${place.table}.${place.column} that no key opens`)
  }
  return lines
}
