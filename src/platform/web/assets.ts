import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Handler } from 'hono'

export type AssetName = 'app.css' | 'app.js' | 'favicon.svg'

interface Asset {
  type: string
  body: Uint8Array<ArrayBuffer>
  br?: Uint8Array<ArrayBuffer>
  gzip?: Uint8Array<ArrayBuffer>
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** The folder of what the build made: beside the bundle, or from the sources at the root of the project. */
function builtFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const found = [here, join(here, '../../../dist')].find((folder) => existsSync(join(folder, 'manifest.json')))
  if (!found) throw new Error('The files for the browser are not built: run `npm run build`.')
  return found
}

let loaded: { urls: Record<string, string>; files: Map<string, Asset> } | undefined

function load() {
  const folder = builtFolder()
  const urls = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).assets as Record<string, string>
  const read = (path: string) => new Uint8Array(readFileSync(path))
  const files = new Map(
    Object.values(urls).map((url) => {
      const path = join(folder, url)
      return [
        url,
        { type: types[url.split('.').at(-1)!]!, body: read(path), br: read(`${path}.br`), gzip: read(`${path}.gz`) },
      ]
    }),
  )
  return { urls, files }
}

/** The address of one of our own files, with the hash of its content: a browser may keep it for ever. */
export function asset(name: AssetName): string {
  loaded ??= load()
  return loaded.urls[name]!
}

/** Answers with one of our own files, already compressed. */
export const serveAssets: Handler = (c) => {
  loaded ??= load()
  const file = loaded.files.get(c.req.path)
  if (!file) return c.notFound()
  c.header('Content-Type', file.type)
  c.header('Cache-Control', 'public, max-age=31536000, immutable')
  c.header('Vary', 'Accept-Encoding')
  const accepted = c.req.header('accept-encoding') ?? ''
  for (const [encoding, body] of [
    ['br', file.br],
    ['gzip', file.gzip],
  ] as const) {
    if (!body || !accepted.includes(encoding)) continue
    c.header('Content-Encoding', encoding)
    return c.body(body)
  }
  return c.body(file.body)
}
