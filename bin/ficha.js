#!/usr/bin/env node
// Runs on whatever Node the machine has; goes on with the one that npm installed where this one is too old.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const arguments_ = process.argv.slice(2)
const neededNapi = 10

if (Number(process.versions.napi) < neededNapi) runWithOwnNode()
else await run()

function runWithOwnNode() {
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (!existsSync(own)) {
    console.error(
      `Node ${process.version} is too old for Ficha: it needs Node 22.14 or newer. On Linux, npm ci brings one along.`,
    )
    process.exit(1)
  }
  const child = spawn(own, [fileURLToPath(import.meta.url), ...arguments_], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

async function run() {
  if (isStale()) {
    const built = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { stdio: ['ignore', 2, 2] })
    if (built.status !== 0) process.exit(1)
  }
  const { enableCompileCache } = await import('node:module')
  enableCompileCache?.(join(root, 'dist/.cache'))
  const { main } = await import(pathToFileURL(join(root, 'dist/ficha.js')).href)
  process.exitCode = await main(arguments_)
}

function newest(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry) return 0
  if (!entry.isDirectory()) return entry.mtimeMs
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function isStale() {
  if (!existsSync(join(root, 'src'))) return false
  const built = statSync(join(root, 'dist/manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return ['src', 'views', 'public', 'migrations', 'package.json', 'scripts/build.ts'].some(
    (part) => newest(join(root, part)) > built,
  )
}
