import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { ZipFile } from 'yazl'

/** A file of a ZIP. It is opened when those before it are written. */
export interface ZipEntry {
  /** With slashes between folders. */
  name: string
  open(): Readable
}

/** Entries as a ZIP that is made as it is read: one entry is open at a time, and closed when the reader goes away. */
export function zipOf(entries: readonly ZipEntry[]): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  let current: Readable | undefined
  for (const { name, open } of entries)
    zip.addReadStreamLazy(name, { mode: 0o100600 }, (opened) => {
      if (output.destroyed) return
      current = open()
      opened(null, current)
    })
  zip.end()
  zip.on('error', (error: Error) => output.destroy(error))
  output.once('close', () => current?.destroy())
  return output
}

/** Answers with a ZIP to be saved under that name. */
export function sendZip(c: Context, name: string, entries: readonly ZipEntry[]): Response {
  c.header('Content-Type', 'application/zip')
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(Readable.toWeb(zipOf(entries)) as ReadableStream)
}
