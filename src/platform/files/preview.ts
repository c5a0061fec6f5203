import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '../app.ts'
import { pictureOf } from './picture.ts'
import { readingOf, type Table } from './reading.ts'
import { StoreError } from './store.ts'
import { isPicture, isShownInline } from './type.ts'

/**
 * What a page shows of a file. A picture that can't be made is a bad one; `missing` has no bytes in the store, `away` is in a store that
 * can't be reached.
 */
export type Preview =
  | { as: 'pdf' | 'picture' | 'bad picture' | 'none' | 'missing' | 'away' }
  | { as: 'text'; text: string; cut: boolean }
  | { as: 'table'; table: Table; cut: boolean }

/** A page does not wait longer than that, in milliseconds, to know whether a picture can be made. */
const patience = 4000

interface Shown {
  hash: string
  size: number
  type: string
}

/** What a page may show of a file. Asks for no right: whoever calls has found the file for somebody who may see it. */
export async function previewOf(app: App, file: Shown): Promise<Preview> {
  try {
    return await shownOf(app, file)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    app.log.warn({ error: error.message }, 'a page without its file')
    return { as: 'away' }
  }
}

async function shownOf(app: App, file: Shown): Promise<Preview> {
  if (!(await app.files.look(file.hash, true))) return { as: 'missing' }
  if (isShownInline(file.type)) return { as: 'pdf' }
  if (isPicture(file.type)) {
    const picture = await Promise.race([pictureOf(app, file, 'large'), sleep(patience, undefined, { ref: false })])
    return { as: picture === null ? 'bad picture' : 'picture' }
  }
  const reading = await readingOf(app, file)
  if (!reading) return { as: 'none' }
  return 'table' in reading ? { as: 'table', ...reading } : { as: 'text', ...reading }
}
