import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPassword, test as withServer } from './server.ts'

export { expect } from '@playwright/test'

/** On the keyboard Ctrl-T: it asks w3m for any of its commands by name. */
const askCommand = '\x14'
const enter = '\r'

/** What w3m's search takes for a pattern becomes "any character". */
const literally = (text: string) => `"${text.replace(/[^\p{L}\p{N} ]/gu, '.')}"`

/**
 * A real w3m, in a terminal that `script` makes, worked by its own keys: it fills its own forms and keeps its own cookies. With
 * `-dump` it would forget cookies without an expiry between two calls, and a test would have to play the browser.
 */
export class TextBrowser {
  readonly #process: ChildProcess
  readonly #home: string
  #shots = 0
  #lastOutput = Date.now()

  constructor(url: string) {
    this.#home = mkdtempSync(join(tmpdir(), 'ficha-w3m-'))
    mkdirSync(join(this.#home, '.w3m'))
    writeFileSync(join(this.#home, '.w3m/keymap'), 'keymap C-t COMMAND\n')
    // w3m has a text of several lines edited by a program: ours puts in what the story types.
    const editor = join(this.#home, 'editor')
    writeFileSync(editor, '#!/bin/sh\nfor file; do :; done\ncp "$HOME/typed" "$file"\n', { mode: 0o755 })
    const options = [
      'use_cookie=1',
      'accept_cookie=1',
      'show_cookie=0',
      'ignorecase_search=0',
      'auto_image=0',
      `editor=${editor}`,
    ]
    const command = `stty rows 60 cols 100; exec w3m -no-mouse ${options.map((one) => `-o ${one}`).join(' ')} '${url}'`
    this.#process = spawn('script', ['-qfec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, HOME: this.#home, TERM: 'xterm', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#process.stdout!.on('data', () => {
      this.#lastOutput = Date.now()
    })
  }

  /** The whole page, as w3m lays it out. */
  async text(): Promise<string> {
    const shot = join(this.#home, `page-${++this.#shots}`)
    // The second copy is begun when the first is whole.
    this.#command(`SAVE_SCREEN ${shot}; SAVE_SCREEN ${shot}-done`)
    for (let waited = 0; !existsSync(`${shot}-done`); waited += 20) {
      if (waited > 10_000 || this.#process.exitCode !== null) throw new Error('w3m does not answer.')
      await pause(20)
    }
    await this.#quiet()
    return readFileSync(shot, 'utf8')
  }

  async open(url: string): Promise<string> {
    this.#command(`GOTO ${url}`)
    return this.text()
  }

  /**
   * Follows the link, or presses the button, at the first place where the page says that text, in the same case; with `after`, the
   * first place behind the first place of that. Where it is neither link nor button nothing happens, as for somebody at the keys.
   */
  async press(text: string, { after }: { after?: string } = {}): Promise<string> {
    await this.#find(text, after)
    this.#keys(enter)
    return this.text()
  }

  /** Types into the field that stands behind its label. */
  async fill(label: string, value: string, { after }: { after?: string } = {}): Promise<void> {
    await this.#find(label, after)
    this.#command('NEXT_LINK')
    await this.text()
    this.#keys(enter)
    await this.#quiet()
    // Ctrl-U removes what the field held.
    this.#keys(`\x15${value}${enter}`)
    await this.text()
  }

  /** Types a text of several lines into the field that stands behind its label. */
  async write(label: string, text: string, { after }: { after?: string } = {}): Promise<void> {
    writeFileSync(join(this.#home, 'typed'), text)
    await this.#find(label, after)
    this.#command('NEXT_LINK')
    await this.text()
    this.#keys(enter)
    await this.text()
  }

  /** Chooses from the list that stands behind its label. */
  async choose(label: string, option: string, { after }: { after?: string } = {}): Promise<void> {
    await this.#find(label, after)
    this.#command('NEXT_LINK')
    await this.text()
    this.#keys(enter)
    await this.#quiet()
    this.#keys('/')
    await this.#quiet()
    this.#keys(`${option.replace(/[^\p{L}\p{N} ]/gu, '.')}${enter}`)
    await this.#quiet()
    this.#keys(enter)
    await this.text()
  }

  /** Ticks or unticks the box that stands before its label. */
  async tick(label: string, { after }: { after?: string } = {}): Promise<void> {
    await this.#find(label, after)
    this.#command('PREV_LINK')
    await this.text()
    this.#keys(enter)
    await this.text()
  }

  async signIn(email = 'admin@ficha.example', password = demoPassword): Promise<string> {
    await this.fill('E-mail address', email)
    await this.fill('Password', password)
    return this.press('Sign in', { after: 'Password' })
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('close', resolve))
    if (this.#process.exitCode === null) {
      this.#command('EXIT')
      const impatient = setTimeout(() => this.#process.kill('SIGKILL'), 2000)
      await gone
      clearTimeout(impatient)
    }
    rmSync(this.#home, { recursive: true, force: true })
  }

  async #find(text: string, after?: string): Promise<void> {
    const page = await this.text()
    for (const wanted of [after, text])
      if (wanted && !page.includes(wanted)) throw new Error(`The page does not say "${wanted}":\n\n${page}`)
    const steps = after ? [after, text] : [text]
    this.#command(['BEGIN', ...steps.map((step) => `SEARCH ${literally(step)}`)].join('; '))
    await this.text()
  }

  #keys(keys: string): void {
    this.#process.stdin!.write(keys)
  }

  #command(commands: string): void {
    this.#keys(`${askCommand}${commands}${enter}`)
  }

  /** Until w3m has written nothing for a moment: it throws away what is typed while it draws. */
  async #quiet(): Promise<void> {
    const from = Date.now()
    while (Date.now() - Math.max(this.#lastOutput, from) < 40) await pause(10)
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What is missing for these stories to run here, or nothing. */
const missing = ['w3m', 'script'].filter(
  (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status !== 0,
)

export const test = withServer.extend<{ w3m: TextBrowser }>({
  w3m: async ({ server }, use, testInfo) => {
    testInfo.skip(missing.length > 0, `${missing.join(' and ')} not installed`)
    const browser = new TextBrowser(`${server.url}/sign-in`)
    await use(browser)
    await browser.close()
  },
})
