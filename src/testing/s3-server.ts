import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Bucket } from '#src/platform/files/s3-request.ts'
import type { Files } from '#src/platform/files/store.ts'

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** As Signature Version 4 writes it: all but unreserved characters in percent signs. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

interface Signed {
  method: string
  /** Path and query, as they stand in the request. */
  target: string
  headers: Record<string, string | undefined>
}

/** The signature that a request must have, worked out here by itself: the published rules, and nothing of what signs. */
export function signatureOf(
  { method, target, headers }: Signed,
  names: string[],
  scope: string[],
  secret: string,
): string {
  const url = new URL(target, 'http://localhost')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
  const path = url.pathname.split('/').map((part) => encoded(decodeURIComponent(part)))
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`)
  const canonical = [
    ...[method, path.join('/'), query, ...lines, ''],
    ...[names.join(';'), headers['x-amz-content-sha256']],
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), sha256(canonical)].join('\n')
  const key = scope.reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secret}`)
  return hmac(key, toSign).toString('hex')
}

/** Why a request is refused; null for one that is signed as it must be. */
function refusal(request: IncomingMessage, bucket: Bucket): string | null {
  const headers = request.headers as Record<string, string | undefined>
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? '',
  )
  if (!found) return 'AccessDenied'
  const [, credential = '', signed = '', signature = ''] = found
  const [id, ...scope] = credential.split('/')
  if (id !== bucket.accessKeyId) return 'InvalidAccessKeyId'
  const names = signed.split(';')
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  if (scope.slice(1).join('/') !== `${bucket.region}/s3/aws4_request` || needed.some((name) => !names.includes(name)))
    return 'AuthorizationHeaderMalformed'
  const moment = headers['x-amz-date'] ?? ''
  const iso = moment.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
  if (!moment.startsWith(scope[0]!) || !(Math.abs(Date.now() - Date.parse(iso)) < 900_000))
    return 'RequestTimeTooSkewed'
  const asked = { method: request.method!, target: request.url!, headers }
  const expected = signatureOf(asked, names, scope, bucket.secretAccessKey)
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) ? null : 'SignatureDoesNotMatch'
}

/** Everything that a store lists. */
export async function listed(files: Files) {
  const all: { hash: string; size: number; putAt: Date }[] = []
  for await (const file of files.list()) all.push(file)
  return all
}

interface Stored {
  bytes: Buffer
  at: Date
}

/** What a test changes while it runs. */
interface Whims {
  /** Statuses that the next requests are answered with, whatever they ask; 0 breaks the connection. */
  next: number[]
  /** After how many bytes the next download breaks off. */
  breakAfter: number | null
  /** How many keys a page of a list has. */
  keysOnPage: number
}

/** A small store that speaks S3 as far as Ficha does, in memory, and checks every signature and the hash of what is put. */
export async function startS3(settings: Partial<Bucket> = {}) {
  const stored = new Map<string, Stored>()
  const whims: Whims = { next: [], breakAfter: null, keysOnPage: 1000 }
  const asked: string[] = []
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bucket: Bucket = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-south-7',
    name: 'ficha-test',
    prefix: '',
    accessKeyId: 'TESTKEY',
    secretAccessKey: 'a secret of the test',
    ...settings,
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, bucket.endpoint)
    const key = decodeURIComponent(url.pathname).slice(`/${bucket.name}/`.length)
    asked.push(`${request.method} ${key}`)
    const whim = whims.next.shift()
    if (whim === 0) return void request.socket.destroy()
    const body = await buffer(request)
    const refuse = (status: number, code: string) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`)
    if (whim) return void refuse(whim, 'SlowDown')
    const why = refusal(request, bucket)
    if (why) return void refuse(403, why)
    if (!url.pathname.startsWith(`/${bucket.name}/`)) return void refuse(404, 'NoSuchBucket')
    if (request.headers['x-amz-content-sha256'] !== sha256(body)) return void refuse(400, 'XAmzContentSHA256Mismatch')
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return void refuse(411, 'MissingContentLength')
      stored.set(key, { bytes: body, at: new Date() })
      return void response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      stored.delete(key)
      return void response.writeHead(204).end()
    }
    if (key === '') return void response.writeHead(200).end(page(url.searchParams))
    const found = stored.get(key)
    if (!found) return void refuse(404, 'NoSuchKey')
    give(found, request, response)
  }

  function give({ bytes, at }: Stored, request: IncomingMessage, response: ServerResponse): void {
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    const start = Number(range?.[1] ?? 0)
    const part = bytes.subarray(start, range?.[2] ? Number(range[2]) + 1 : undefined)
    if (range && start >= bytes.length)
      return void response.writeHead(416).end('<Error><Code>InvalidRange</Code></Error>')
    response.writeHead(range ? 206 : 200, { 'content-length': part.length, 'last-modified': at.toUTCString() })
    if (request.method === 'HEAD') return void response.end()
    if (whims.breakAfter === null) return void response.end(part)
    response.write(part.subarray(0, whims.breakAfter), () => setTimeout(() => response.destroy(), 20))
    whims.breakAfter = null
  }

  function page(query: URLSearchParams): string {
    // A token with characters that XML writes in its own way.
    const after = query.get('continuation-token')?.replace(/^<&"/, '') ?? ''
    const keys = [...stored.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort()
    const shown = keys.slice(0, whims.keysOnPage)
    const isMore = keys.length > shown.length
    return [
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isMore}</IsTruncated>`,
      ...shown.map((key) => {
        const { bytes, at } = stored.get(key)!
        return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`
      }),
      isMore ? `<NextContinuationToken>&lt;&amp;&quot;${shown.at(-1)}</NextContinuationToken>` : '',
      '</ListBucketResult>',
    ].join('\n')
  }

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { bucket, stored, whims, asked, close }
}
