import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// The browser of the tests comes with npm: nothing is downloaded apart, nothing is installed on the machine.

interface Launch {
  executablePath?: string
  args: string[]
  env?: Record<string, string>
}

/** Not the package's own arguments: `--single-process` crashes and `--disable-web-security` would hide what a browser refuses. */
const args = ['--no-sandbox', '--disable-gpu']

/** Where Chromium is: `CHROMIUM` from the environment, else the one that npm brought, else undefined for Playwright's own. */
async function chromiumPath(): Promise<string | undefined> {
  const wanted = process.env.CHROMIUM
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM says ${wanted}, and there is no such file.`)
    return wanted
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  return join(await unpacked(), 'chromium')
}

/** What Playwright needs to launch Chromium here, with the libraries and fonts of the package where the machine has none. */
export async function chromiumLaunch(): Promise<Launch> {
  const executablePath = await chromiumPath()
  if (!executablePath) return { args }
  const folder = dirname(executablePath)
  const libraries = join(folder, 'al2023/lib')
  if (!existsSync(libraries)) return { executablePath, args }
  const env: Record<string, string> = {}
  if (!starts(executablePath)) env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  if (!['/usr/share/fonts', '/usr/local/share/fonts'].some(holdsSomething))
    env.FONTCONFIG_FILE = join(folder, 'fonts.conf')
  return Object.keys(env).length === 0 ? { executablePath, args } : { executablePath, args, env: { ...ours(), ...env } }
}

const holdsSomething = (folder: string) => existsSync(folder) && readdirSync(folder).length > 0
const starts = (path: string) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0

const ours = () =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))

/**
 * Unpacks the package once (200 MB, about two seconds). Aside and then renamed: the package's own way takes a file for whole as
 * soon as it is there, which fails when two processes begin at once.
 */
async function unpacked(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const home = join(dirname(main), '..')
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const cache = join(home, '../../.cache')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const aside = mkdtempSync(join(cache, 'chromium-'))
  await inflateInto(aside, join(home, 'bin'))
  writeFileSync(
    join(aside, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`,
  )
  try {
    renameSync(aside, folder)
  } catch (error) {
    // Another process was quicker; its copy is as good.
    rmSync(aside, { recursive: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** The package unpacks into the temporary folder, so for that long the temporary folder is the given one. */
async function inflateInto(folder: string, archives: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium')
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await Promise.all(
      ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) =>
        inflate(join(archives, name)),
      ),
    )
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
