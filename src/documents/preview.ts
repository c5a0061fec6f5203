import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '#src/platform/app.ts'
import { pictureOf } from './picture.ts'
import { readingOf, type Table } from './reading.ts'
import { isPicture, isShownInline } from './type.ts'

/** What a page shows of a file. A picture that can't be made is a bad one; `missing` has no bytes in the store. */
export type Preview =
  | { as: 'pdf' | 'picture' | 'bad picture' | 'none' | 'missing' }
  | { as: 'text'; text: string; cut: boolean }
  | { as: 'table'; table: Table; cut: boolean }

/** A page does not wait longer than that, in milliseconds, to know whether a picture can be made. */
const patience = 4000

/** What a page may show of a file. Asks for no right: whoever calls has found the file for somebody who may see it. */
export async function previewOf(app: App, file: { hash: string; size: number; type: string }): Promise<Preview> {
  if (!(await app.files.has(file.hash))) return { as: 'missing' }
  if (isShownInline(file.type)) return { as: 'pdf' }
  if (isPicture(file.type)) {
    const picture = await Promise.race([pictureOf(app, file, 'large'), sleep(patience, undefined, { ref: false })])
    return { as: picture === null ? 'bad picture' : 'picture' }
  }
  const reading = await readingOf(app, file)
  if (!reading) return { as: 'none' }
  return 'table' in reading ? { as: 'table', ...reading } : { as: 'text', ...reading }
}
