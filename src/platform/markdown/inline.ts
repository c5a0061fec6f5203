import { withoutStop } from '../language/web-address.ts'
import type { Inline } from './markdown.ts'

// [label](address), with one pair of brackets allowed within the address. Bounded, so that a line of brackets costs no more than text.
const link = /\[([^[\]\n]{1,300})\]\(((?:[^\s()]|\([^\s()]{0,200}\)){1,2000})\)/y
const address = /https?:\/\/[^\s<>"*`]{1,2000}/y
const special = /[*`[@\\\nh]/g
const escapable = '*`[@'
const isWord = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
const isSpace = (sign: string | undefined) => sign === undefined || /\s/.test(sign)

/** Whether an address is one that a note may lead to. */
const isLinkable = (href: string) => /^(https?:\/\/|mailto:)/i.test(href) && URL.canParse(href)

type Mark = 'bold' | 'italic'
const signOf = { bold: '**', italic: '*' } as const

/** What has been read so far, and within it the marks that are open: never more than one of each, so that nothing is moved often. */
class Reading {
  readonly #open: { mark: Mark | null; of: Inline[] }[] = [{ mark: null, of: [] }]

  get #top() {
    return this.#open.at(-1)!
  }
  get inner(): Mark | null {
    return this.#top.mark
  }
  has(mark: Mark): boolean {
    return this.#open.some((one) => one.mark === mark)
  }
  /** Whether a mark that is open has something to mark. */
  holds(mark: Mark): boolean {
    const at = this.#open.findIndex((one) => one.mark === mark)
    return at > 0 && (this.#open[at]!.of.length > 0 || at < this.#open.length - 1)
  }
  add(node: Inline): void {
    if (node !== '') this.#top.of.push(node)
  }
  begin(mark: Mark): void {
    this.#open.push({ mark, of: [] })
  }
  /** Ends a mark; another that was begun within it and not ended was none. */
  end(mark: Mark): void {
    while (this.#top.mark !== mark) this.#unmark()
    const { of } = this.#open.pop()!
    this.#top.of.push({ kind: mark, of })
  }
  #unmark(): void {
    const { mark, of } = this.#open.pop()!
    this.#top.of.push(signOf[mark!])
    for (const node of of) this.#top.of.push(node)
  }
  whole(): Inline[] {
    while (this.#open.length > 1) this.#unmark()
    return joined(this.#top.of)
  }
}

/** The same with the texts that follow each other in one piece. */
function joined(nodes: readonly Inline[]): Inline[] {
  const found: Inline[] = []
  for (const node of nodes) {
    const last = found.at(-1)
    if (typeof node === 'string' && typeof last === 'string') found[found.length - 1] = last + node
    else if (typeof node === 'string' || !('of' in node)) found.push(node)
    else found.push({ ...node, of: joined(node.of) })
  }
  return found
}

/** How many more signs are looked at in one text: what is left then stands as it is. Each becomes an element of a page. */
export interface Budget {
  signs: number
}

/** Reads what stands within a paragraph; `names` are those that an @ makes a mention of. */
export function inlineOf(names: readonly string[], budget: Budget): (text: string) => Inline[] {
  const named = Map.groupBy(
    names.toSorted((a, b) => b.length - a.length),
    (name) => name.charAt(0).toLowerCase(),
  )
  const nameAt = (text: string, at: number) =>
    named
      .get(text.charAt(at).toLowerCase())
      ?.find(
        (name) =>
          text.slice(at, at + name.length).toLowerCase() === name.toLowerCase() && !isWord(text[at + name.length]),
      )
  const read = (text: string, links = true): Inline[] => readInline(text, { nameAt, links, read, budget })
  return read
}

interface Around {
  nameAt(text: string, at: number): string | undefined
  links: boolean
  read(text: string, links: boolean): Inline[]
  budget: Budget
}

function readInline(text: string, around: Around): Inline[] {
  const reading = new Reading()
  const scanner = new RegExp(special)
  let at = 0
  for (let found = scanner.exec(text); found; found = scanner.exec(text)) {
    if (--around.budget.signs < 0) break
    const start = found.index
    reading.add(text.slice(at, start))
    const [sign] = found
    const node = sign === '`' ? codeAt(text, start) : nodeAt(text, start, sign, around)
    if (sign === '*') at = readStars(text, start, reading, around.budget)
    else if (node) {
      reading.add(node.node)
      at = start + node.length
    } else {
      reading.add(sign)
      at = start + 1
    }
    scanner.lastIndex = at
  }
  reading.add(text.slice(at))
  return reading.whole()
}

interface Read {
  node: Inline
  length: number
}

function codeAt(text: string, start: number): Read | undefined {
  const end = text.indexOf('`', start + 1)
  return end > start + 1
    ? { node: { kind: 'code', text: text.slice(start + 1, end) }, length: end + 1 - start }
    : undefined
}

function nodeAt(text: string, start: number, sign: string, { nameAt, links, read }: Around): Read | undefined {
  if (sign === '\n') return { node: { kind: 'break' }, length: 1 }
  if (sign === '\\') {
    const next = text[start + 1]
    return next && escapable.includes(next) ? { node: next, length: 2 } : undefined
  }
  if (sign === '@') {
    const name = isWord(text[start - 1]) ? undefined : nameAt(text, start + 1)
    return name === undefined ? undefined : { node: { kind: 'mention', name }, length: 1 + name.length }
  }
  if (!links) return undefined
  const pattern = sign === '[' ? link : address
  pattern.lastIndex = start
  const [whole, label, target] = pattern.exec(text) ?? []
  if (whole === undefined) return undefined
  if (label !== undefined && target !== undefined)
    return isLinkable(target)
      ? { node: { kind: 'link', href: target, of: read(label, false) }, length: whole.length }
      : undefined
  const href = withoutStop(whole)
  return isWord(text[start - 1]) || !isLinkable(href)
    ? undefined
    : { node: { kind: 'link', href, of: [href] }, length: href.length }
}

/** Reads a run of stars: ends what is open where a word stands before it, begins where one follows. Gives where it ends. */
function readStars(text: string, start: number, reading: Reading, budget: Budget): number {
  let end = start
  while (text[end] === '*') end++
  budget.signs -= end - start
  if (budget.signs < 0) {
    reading.add(text.slice(start, end))
    return end
  }
  const mayEnd = !isSpace(text[start - 1])
  const mayBegin = !isSpace(text[end])
  for (let left = end - start; left > 0; ) {
    const ends = (mark: Mark) => mayEnd && reading.has(mark) && reading.holds(mark)
    const begins = (mark: Mark) => mayBegin && !reading.has(mark)
    const italicFirst = reading.inner === 'italic' && (left !== 2 || !reading.has('bold'))
    if (ends('italic') && italicFirst) reading.end('italic')
    else if (left >= 2 && ends('bold')) {
      reading.end('bold')
      left--
    } else if (left === 1 && ends('italic')) reading.end('italic')
    else if (left >= 2 && begins('bold')) {
      reading.begin('bold')
      left--
    } else if (left === 1 && begins('italic')) reading.begin('italic')
    else reading.add('*')
    left--
  }
  return end
}
