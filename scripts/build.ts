import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, transformSync } from 'esbuild'

// Makes dist/: the server as one bundle, and the browser's files with their hashes, compressed. It is put together aside and
// moved in file by file, the manifest last: whoever looks meanwhile finds the old build or the new one.

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
mkdirSync(dist, { recursive: true })
const aside = mkdtempSync(join(dist, '.building-'))

await build({
  entryPoints: [join(root, 'src/cli/ficha.ts')],
  outfile: join(aside, 'ficha.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  external: ['better-sqlite3', 'pg-native', '@node-rs/argon2'],
  sourcemap: true,
  logLevel: 'warning',
  banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
})

const text = (path: string) => readFileSync(join(root, path), 'utf8')
const styles = readdirSync(join(root, 'public/css'))
  .sort()
  .map((name) => text(`public/css/${name}`))
const browserFiles = {
  'app.css': transformSync(styles.join('\n'), { loader: 'css', minify: true, target: 'es2022' }).code,
  'app.js': `${text('node_modules/htmx.org/dist/htmx.min.js')};\n${transformSync(text('public/app.js'), { minify: true }).code}`,
  'favicon.svg': text('public/favicon.svg'),
}

const assets: Record<string, string> = {}
mkdirSync(join(aside, 'assets'))
for (const [name, content] of Object.entries(browserFiles)) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const [stem, ending] = name.split('.')
  const file = `assets/${stem}-${hash}.${ending}`
  assets[name] = `/${file}`
  writeFileSync(join(aside, file), content)
  writeFileSync(
    join(aside, `${file}.br`),
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  )
  writeFileSync(join(aside, `${file}.gz`), gzipSync(content, { level: 9 }))
}

cpSync(join(aside, 'assets'), join(dist, 'assets'), { recursive: true })
for (const name of ['ficha.js', 'ficha.js.map']) renameSync(join(aside, name), join(dist, name))
writeFileSync(join(aside, 'manifest.json'), JSON.stringify({ assets }, null, 2))
renameSync(join(aside, 'manifest.json'), join(dist, 'manifest.json'))
rmSync(aside, { recursive: true })
