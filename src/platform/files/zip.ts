import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Context } from 'hono'
import { ZipFile } from 'yazl'
import { disposition } from '../web/disposition.ts'

/** A file of a ZIP. It is opened when those before it are written. */
export interface ZipEntry {
  /** With slashes between folders. */
  name: string
  open(): Readable
  /** False for what is compressed already. */
  compress?: boolean
}

type Entries = Iterable<ZipEntry> | AsyncIterable<ZipEntry>

/** Entries as a ZIP that is made as it is read: one entry is asked for and open at a time, and closed when the reader goes away. */
export function zipOf(entries: Entries): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  let current: Readable | undefined
  output.once('close', () => current?.destroy())
  zip.on('error', (error: Error) => output.destroy(error))
  const written = (entry: ZipEntry) =>
    new Promise<void>((resolve, reject) => {
      zip.addReadStreamLazy(entry.name, { mode: 0o100600, compress: entry.compress ?? true }, (opened) => {
        if (output.destroyed) return reject(new Error('nobody reads it any more'))
        current = entry.open()
        opened(null, current)
        finished(current).then(resolve, reject)
      })
    })
  const writeAll = async () => {
    for await (const entry of entries) await written(entry)
    zip.end()
  }
  writeAll().catch((error) => output.destroy(error))
  return output
}

/** Answers with a ZIP to be saved under that name; without one where only the head is asked for. */
export function sendZip(c: Context, name: string, entries: Entries): Response {
  c.header('Content-Type', 'application/zip')
  c.header('Content-Disposition', disposition('attachment', name))
  if (c.req.method === 'HEAD') return c.body(null)
  return c.body(Readable.toWeb(zipOf(entries)) as ReadableStream)
}
