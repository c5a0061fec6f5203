import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Handler } from 'hono'

export type AssetName = 'app.css' | 'app.js' | 'favicon.svg'

type Bytes = Uint8Array<ArrayBuffer>

interface Asset {
  type: string
  plain: Bytes
  br: Bytes
  gzip: Bytes
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** The folder of what the build made: beside the bundle, or from the sources at the root of the project. */
function builtFolder(): string {
  const places = [import.meta.dirname, join(import.meta.dirname, '../../../dist')]
  const found = places.find((folder) => existsSync(join(folder, 'manifest.json')))
  if (!found) throw new Error('The files for the browser are not built: run npm run build.')
  return found
}

function load() {
  const folder = builtFolder()
  const urls = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  const files = new Map<string, Asset>()
  for (const url of Object.values(urls)) {
    const read = (ending = '') => new Uint8Array(readFileSync(join(folder, url + ending)))
    files.set(url, { type: types[url.split('.').at(-1)!]!, plain: read(), br: read('.br'), gzip: read('.gz') })
  }
  return { urls, files }
}

let loaded: ReturnType<typeof load> | undefined

function built() {
  loaded ??= load()
  return loaded
}

/** The address of one of our own files, with the hash of its content: a browser may keep it for ever. */
export function asset(name: AssetName): string {
  const url = built().urls[name]
  if (!url) throw new Error(`The build made no ${name}: run npm run build.`)
  return url
}

/** The best of our encodings that the browser takes; one that it names with `q=0` it does not. */
function encodingFor(accepted: string): 'br' | 'gzip' | undefined {
  const taken = accepted
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((piece) => piece.trim()))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name)
  return (['br', 'gzip'] as const).find((encoding) => taken.includes(encoding))
}

/** Answers with one of our own files, already compressed. Stands before everything that knows a person: a miss says little. */
export const serveAssets: Handler = (c) => {
  const file = built().files.get(c.req.path)
  if (!file) return c.text('Not found', 404)
  c.header('Content-Type', file.type)
  c.header('Cache-Control', 'public, max-age=31536000, immutable')
  c.header('Vary', 'Accept-Encoding')
  const encoding = encodingFor(c.req.header('accept-encoding') ?? '')
  if (encoding) c.header('Content-Encoding', encoding)
  return c.body(file[encoding ?? 'plain'])
}
