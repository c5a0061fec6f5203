import { Readable } from 'node:stream'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { Db, Trx } from '../db/database.ts'
import { tryWrite } from '../db/try-write.ts'
import { notFound, Refusal } from '../web/errors.ts'
import { readStored } from './awaited.ts'
import { BadPicture, inTurn, scaledDown } from './pixels.ts'
import { isPicture } from './type.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    /** A picture made of a stored file for looking at, in one size; null where none can be made. */
    preview: { hash: string; size: string; picture: string | null }
  }
}

/** The longest side of a picture of each size, in pixels. */
const sides = { small: 256, large: 1600 }
export type PictureSize = keyof typeof sides
const isPictureSize = (text: string | undefined): text is PictureSize => text === 'small' || text === 'large'

/** Larger files are not opened: their bytes stand in memory while a picture is made of them. */
const mostBytes = 50 * 1024 ** 2

interface Original {
  hash: string
  size: number
  type: string
}

/** The stored picture of that size that was made of a file; null where none can be made, undefined where nobody has tried. */
async function knownPicture(db: Db, hash: string, size: PictureSize): Promise<string | null | undefined> {
  const known = await db
    .selectFrom('preview')
    .select('picture')
    .where('hash', '=', hash)
    .where('size', '=', size)
    .executeTakeFirst()
  return known?.picture
}

/**
 * The stored picture of that size made of a file, which is made now where it is the first time; null where none can be made of it,
 * which is not tried twice. Throws 404 where the file is missing from the store, StoreError where that can't be reached.
 */
export async function pictureOf(app: App, file: Original, size: PictureSize): Promise<string | null> {
  if (!isPicture(file.type) || Number(file.size) > mostBytes) return null
  const known = await knownPicture(app.db.read, file.hash, size)
  if (known !== undefined) return known
  return inTurn(async () => {
    const meanwhile = await knownPicture(app.db.read, file.hash, size)
    if (meanwhile !== undefined) return meanwhile
    const picture = await made(app, file.hash, size)
    await tryWrite(app, (trx) =>
      trx
        .insertInto('preview')
        .values({ hash: file.hash, size, picture })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    return picture
  })
}

async function made(app: App, hash: string, size: PictureSize): Promise<string | null> {
  const bytes = await readStored(app.files, hash)
  if (!bytes) throw new Refusal(404, 'file gone')
  try {
    return (await app.files.put(Readable.from([await scaledDown(bytes, sides[size])]), mostBytes)).hash
  } catch (error) {
    if (!(error instanceof BadPicture)) throw error
    return null
  }
}

/** Answers with a picture of a file in that size, never with its own bytes. Throws 404 where there is none. */
export async function sendPicture(c: Context, file: Original, size: string | undefined): Promise<Response> {
  if (!isPictureSize(size)) throw notFound()
  const picture = await pictureOf(c.var.app, file, size)
  if (picture === null) throw notFound()
  const headers = { 'Content-Type': 'image/webp', 'Cache-Control': 'private, no-store', ETag: `"${picture}"` }
  if (c.req.header('if-none-match')?.includes(picture)) return c.body(null, 304, headers)
  const bytes = await readStored(c.var.app.files, picture)
  if (!bytes) {
    // It is made anew the next time.
    await tryWrite(c.var.app, (trx) => trx.deleteFrom('preview').where('picture', '=', picture).execute())
    throw new Refusal(404, 'file gone')
  }
  return c.body(new Uint8Array(bytes), 200, headers)
}

/** Which of these stored files are a picture made of another one. */
export async function picturesAmong(db: Db, hashes: readonly string[]): Promise<string[]> {
  const made = await db.selectFrom('preview').select('picture').where('picture', 'in', hashes).execute()
  return made.map(({ picture }) => picture!)
}

/** Forgets the pictures made of these files; gives those that may go with them. */
export async function forgetPictures(trx: Trx, hashes: readonly string[]): Promise<(string | null)[]> {
  const forgotten = await trx.deleteFrom('preview').where('hash', 'in', hashes).returning('picture').execute()
  return forgotten.map(({ picture }) => picture)
}
