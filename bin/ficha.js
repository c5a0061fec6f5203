#!/usr/bin/env node
// Starts on whatever Node the machine has, and goes on with the one that npm installed where this one is too old.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const self = fileURLToPath(import.meta.url)
const root = dirname(dirname(self))
const given = process.argv.slice(2)

// The prebuilt SQLite wants Node-API 10; with less it ends the process without a word.
if (Number(process.versions.napi) < 10) goOnWithOurNode()
else await run()

function goOnWithOurNode() {
  const ours = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (!existsSync(ours)) {
    console.error(
      `Ficha needs Node 22.14 or newer, and this is Node ${process.versions.node}. On Linux, npm ci brings one along.`,
    )
    process.exit(1)
  }
  const child = spawn(ours, [self, ...given], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Ficha can't start ${ours}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
}

async function run() {
  if (isStale()) build()
  const { enableCompileCache } = await import('node:module')
  enableCompileCache?.(join(root, 'dist/.cache'))
  const { main } = await import(pathToFileURL(join(root, 'dist/ficha.js')).href)
  process.exitCode = await main(given)
}

/** Whether anything that dist/ is made from changed after the last build began. Without the sources, dist/ is what there is. */
function isStale() {
  if (!existsSync(join(root, 'src'))) return false
  const built = statSync(join(root, 'dist/manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return ['src', 'views', 'public', 'migrations', 'package.json', 'scripts/build.ts'].some(
    (part) => newest(`${root}/${part}`) > built,
  )
}

/** A folder's own time counts too: it changes when a file goes. */
function newest(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)))
}

function build() {
  // Node before 22.18 reads TypeScript only when told to.
  const flags = process.features.typescript ? [] : ['--experimental-strip-types', '--no-warnings']
  // What the build has to say goes to stderr: stdout belongs to the command.
  const built = spawnSync(process.execPath, [...flags, join(root, 'scripts/build.ts')], { stdio: ['ignore', 2, 2] })
  if (built.status !== 0) process.exit(1)
}
