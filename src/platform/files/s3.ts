import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { abandonedFiles, arrive, removeAbandonedFiles } from './arriving.ts'
import { type Bucket, bucketClient, failed, isPassing, mostTries } from './s3-request.ts'
import { type Files, isHash, placeOf, type StoredFile, StoreError } from './store.ts'

/**
 * For how long what was put is not put again, in milliseconds. Less than a file that nothing names is kept before it goes: whoever
 * finds it there has time to name it.
 */
const freshFor = 45 * 60_000

/** Files in a bucket of a store that speaks S3. They are written to `arriving` on this machine first: their name is their hash. */
export function filesInBucket(bucket: Bucket, arriving: string): Files {
  const { request, text } = bucketClient(bucket)
  const keyOf = (hash: string) => `${bucket.prefix}${placeOf(hash)}`

  async function look(hash: string, isAwaited?: boolean): Promise<StoredFile | null> {
    const answer = await request({ method: 'HEAD', key: keyOf(hash), isAwaited })
    answer.resume()
    if (answer.statusCode === 404) return null
    if (answer.statusCode !== 200) throw await failed('look at a file', answer)
    const { 'content-length': size, 'last-modified': putAt } = answer.headers
    return { size: Number(size), putAt: new Date(putAt ?? 0) }
  }

  /** The bytes; where the connection breaks off it goes on from there. */
  async function* bytesOf(
    hash: string,
    range: { start: number; end: number } | undefined,
    isAwaited: boolean | undefined,
  ): AsyncGenerator<Buffer> {
    const start = range?.start ?? 0
    let from = start
    for (let tried = 1; ; tried++) {
      const wanted = range || from > 0 ? `bytes=${from}-${range?.end ?? ''}` : undefined
      // Once the first bytes are there nobody waits for a page any more.
      const asked = { key: keyOf(hash), range: wanted, isAwaited: isAwaited && from === start }
      const answer = await request({ method: 'GET', ...asked })
      try {
        if (answer.statusCode === 404)
          throw Object.assign(new Error(`there is no stored file ${hash}`), { code: 'ENOENT' })
        // Nothing stands there: an empty file, or its very end.
        if (answer.statusCode === 416) return
        if (answer.statusCode !== (wanted ? 206 : 200)) throw await failed('read a file', answer)
        for await (const chunk of answer as AsyncIterable<Buffer>) {
          from += chunk.length
          tried = 0
          yield chunk
        }
        return
      } catch (error) {
        if (tried === mostTries || !isPassing(error)) throw error
      } finally {
        answer.destroy()
      }
    }
  }

  return {
    put: (source, most) =>
      arrive(arriving, source, most, async ({ hash, size, path }) => {
        const there = await look(hash)
        if (there?.size === size && Date.now() - there.putAt.getTime() < freshFor) return
        const body = { sha256: hash, size, open: () => createReadStream(path) }
        const answer = await request({ method: 'PUT', key: keyOf(hash), body })
        if (answer.statusCode !== 200) throw await failed('store a file', answer)
        answer.resume()
      }),
    read: (hash, range, isAwaited) => {
      placeOf(hash)
      return Readable.from(bytesOf(hash, range, isAwaited), { objectMode: false })
    },
    look,
    has: async (hash) => (await look(hash)) !== null,
    async remove(hash) {
      const answer = await request({ method: 'DELETE', key: keyOf(hash) })
      if (![200, 204, 404].includes(answer.statusCode ?? 0)) throw await failed('remove a file', answer)
      answer.resume()
    },
    async *list(beginning = '') {
      for (let next = ''; ; ) {
        const query = {
          'list-type': '2',
          prefix: bucket.prefix + beginning,
          ...(next ? { 'continuation-token': next } : {}),
        }
        const answer = await request({ method: 'GET', key: '', query })
        if (answer.statusCode !== 200) throw await failed('list the files', answer)
        const page = await text(answer)
        yield* filesOn(page, bucket.prefix)
        if (said(page, 'IsTruncated') !== 'true') return
        next = said(page, 'NextContinuationToken')
        if (!next) throw new StoreError('The files store does not say how its list goes on.')
      }
    },
    leftOver: async () => (await abandonedFiles(arriving)).length,
    removeLeftOver: () => removeAbandonedFiles(arriving),
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What an element of an answer says; '' where there is none. */
const said = (xml: string, element: string): string =>
  (new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? '').replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex, decimal, name) =>
      hex || decimal
        ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
        : (entities[name] ?? whole),
  )

/** The files on one page of a list; what else lies in the bucket is none of ours. */
function* filesOn(page: string, prefix: string): Generator<StoredFile & { hash: string }> {
  for (const [, object = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const key = said(object, 'Key')
    const hash = key.slice(-64)
    if (isHash(hash) && key === prefix + placeOf(hash))
      yield { hash, size: Number(said(object, 'Size')), putAt: new Date(said(object, 'LastModified')) }
  }
}
