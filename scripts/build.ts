import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'

// Makes dist/: the server as one bundle, and the browser's files with their hashes, compressed. It is put together aside and
// moved in file by file, the manifest last: whoever looks meanwhile finds the old build or the new one.

const root = join(import.meta.dirname, '..')

interface Build {
  /** What is bundled, from the root of the project. */
  entry?: string
  /** Where it all goes: an absolute path. */
  dist?: string
}

/** Builds everything; throws where a source has a fault, after esbuild has said which. */
export async function build({ entry = 'src/cli/ficha.ts', dist = join(root, 'dist') }: Build = {}): Promise<void> {
  // What changes from here on makes this build stale.
  const began = new Date()
  mkdirSync(dist, { recursive: true })
  const aside = mkdtempSync(join(dist, '.building-'))
  let code: string[] = []
  try {
    await bundleServer(entry, aside)
    code = readdirSync(aside)
    const manifest = writeAssets(browserFiles(), aside)
    writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    utimesSync(join(aside, 'manifest.json'), began, began)
    mkdirSync(join(dist, 'assets'), { recursive: true })
    const assets = readdirSync(join(aside, 'assets')).map((name) => `assets/${name}`)
    // What the entry loads is there before it.
    const parts = code.filter((name) => !name.startsWith('ficha.js'))
    for (const name of [...assets, ...parts, 'ficha.js.map', 'ficha.js', 'manifest.json'])
      renameSync(join(aside, name), join(dist, name))
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  sweep(dist, code)
}

async function bundleServer(entry: string, outdir: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { ficha: entry },
    outdir,
    bundle: true,
    // What is imported when it is needed is a file of its own, named by the hash of its content.
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // Views are text at once: a page costs a third less than as Hono's tree of nodes.
    alias: { 'hono/jsx/jsx-runtime': './src/platform/web/jsx-runtime.ts' },
    plugins: [unfrozenQueries],
    external: ['better-sqlite3', '@node-rs/argon2', 'pg-native', 'sharp'],
    sourcemap: true,
    logLevel: 'warning',
    // Packages in the bundle that are CommonJS inside call require().
    banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
  })
}

/**
 * Kysely freezes every node of every query, which costs as much as building it. In tests and while developing it does: whoever changed a
 * node would be told.
 */
const unfrozenQueries: esbuild.Plugin = {
  name: 'unfrozen queries',
  setup(building) {
    building.onLoad({ filter: /kysely[\\/]dist[\\/]util[\\/]object-utils\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const contents = source.replace('return Object.freeze(obj)', 'return obj')
      if (contents === source) throw new Error(`${path} freezes in another way now`)
      return { contents }
    })
  },
}

const text = (path: string) => readFileSync(join(root, path), 'utf8')
/** The files of a folder with that ending, by name: the style sheets' numbers are their order. */
const named = (folder: string, ending: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .sort()

/** What the browser gets, by name. */
function browserFiles(): Record<string, string> {
  const styles = named('public/css', '.css').map((name) => text(`public/css/${name}`))
  const scripts = named('public', '.js').map((name) => text(`public/${name}`))
  const htmx = text('node_modules/htmx.org/dist/htmx.min.js')
  const pictures = named('public', '.svg').map((name) => [name, text(`public/${name}`)])
  return {
    'app.css': esbuild.transformSync(styles.join('\n'), { loader: 'css', minify: true, target: 'es2022' }).code,
    // One file: extensions of htmx, and our script, must be there when htmx first looks at the page.
    'app.js': `${htmx};\n${scripts.map((script) => esbuild.transformSync(script, { minify: true, format: 'iife' }).code).join('')}`,
    ...Object.fromEntries(pictures),
  }
}

/** Writes each under a name that holds the hash of its content, plain and compressed; gives the addresses by name. */
function writeAssets(files: Record<string, string>, folder: string): Record<string, string> {
  const urls: Record<string, string> = {}
  mkdirSync(join(folder, 'assets'))
  for (const [name, content] of Object.entries(files)) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    const url = `/assets/${name.replace('.', `-${hash}.`)}`
    urls[name] = url
    const path = join(folder, url)
    writeFileSync(path, content)
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  }
  return urls
}

/** Removes what earlier builds left, once nobody can still be about to read it. */
function sweep(dist: string, code: readonly string[]): void {
  const addresses = Object.values(JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as object)
  const inUse = new Set([...addresses, ...code.map((name) => `/${name}`)])
  const anHourAgo = Date.now() - 3_600_000
  const assets = readdirSync(join(dist, 'assets')).map((name) => `assets/${name}`)
  const left = readdirSync(dist).filter((name) => name.startsWith('.building-') || /\.js(\.map)?$/.test(name))
  for (const name of [...assets, ...left]) {
    if (inUse.has(`/${name.replace(/\.(br|gz)$/, '')}`)) continue
    const path = join(dist, name)
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < anHourAgo)
      rmSync(path, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename)
  await build().catch((error: Error) => {
    // esbuild has shown its own faults already.
    if (!('errors' in error)) console.error(error)
    process.exitCode = 1
  })
