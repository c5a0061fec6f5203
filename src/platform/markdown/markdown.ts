import { type Budget, inlineOf } from './inline.ts'

// A safe part of Markdown, read into a tree: no HTML is made or taken here, so nothing that is typed can become any. Each character
// is looked at a fixed number of times.

/** What stands within a line. */
export type Inline =
  | string
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'mention'; name: string }
  | { kind: 'bold' | 'italic'; of: Inline[] }
  | { kind: 'link'; href: string; of: Inline[] }

export interface List {
  kind: 'list'
  ordered: boolean
  /** Of the first item. */
  start: number
  items: Item[]
}

export interface Item {
  of: Inline[]
  lists: List[]
}

export type Block = { kind: 'paragraph'; of: Inline[] } | List

/** How deep lists stand in each other: what is deeper is taken for this. */
const mostDepth = 5

/** How many signs and lines of one text become elements of a page. What is after them is shown as it was typed. */
const mostSigns = 4000

const bullet = /^( *)(?:[-*]|(\d{1,9})[.)]) +(?=\S)/

/** Reads a text with \n between its lines; `names` are those that an @ makes a mention of. */
export function readMarkdown(text: string, names: readonly string[] = []): Block[] {
  const blocks: Block[] = []
  /** The lists that are open, each within an item of the one before it, with how far they are indented. */
  let open: { list: List; indent: number }[] = []
  let waiting: string[] = []
  const budget: Budget = { signs: mostSigns }
  const inline = inlineOf(names, budget)

  /** Ends what the last lines have begun: an item where a list is open, else a paragraph. */
  const flush = () => {
    if (waiting.length === 0) return
    const of = inline(waiting.join('\n'))
    waiting = []
    const item = open.at(-1)?.list.items.at(-1)
    if (item) item.of = of
    else blocks.push({ kind: 'paragraph', of })
  }
  const begin = (indent: number, number: string | undefined) => {
    while (open.length > 1 && open.at(-1)!.indent > indent) open.pop()
    const ordered = number !== undefined
    const last = open.at(-1)
    const deeper = last !== undefined && indent >= last.indent + 2 && open.length < mostDepth
    if (!last || deeper || last.list.ordered !== ordered) {
      const list: List = { kind: 'list', ordered, start: ordered ? Number(number) : 1, items: [] }
      if (last && !deeper) open.pop()
      const parent = open.at(-1)?.list.items.at(-1)
      if (parent) parent.lists.push(list)
      else blocks.push(list)
      open.push({ list, indent })
    }
    open.at(-1)!.list.items.push({ of: [], lists: [] })
  }

  const lines = text.split('\n')
  for (const [i, line] of lines.entries()) {
    if (--budget.signs < 0) {
      flush()
      blocks.push({ kind: 'paragraph', of: [lines.slice(i).join('\n')] })
      return blocks
    }
    const [mark, spaces = '', number] = bullet.exec(line) ?? []
    if (line.trim() === '') {
      flush()
      open = []
    } else if (mark !== undefined) {
      flush()
      begin(spaces.length, number)
      waiting.push(line.slice(mark.length))
    } else {
      // Under an item, a line that is indented goes on with it; any other begins a paragraph.
      if (open.length > 0 && !line.startsWith('  ')) {
        flush()
        open = []
      }
      waiting.push(line.trim())
    }
  }
  flush()
  return blocks
}

/** The names that are mentioned in a text, each once. */
export function mentionsIn(blocks: readonly Block[]): string[] {
  const found = new Set<string>()
  const ofInline = (nodes: readonly Inline[]) => {
    for (const node of nodes) {
      if (typeof node === 'string' || node.kind === 'break' || node.kind === 'code') continue
      if (node.kind === 'mention') found.add(node.name)
      else ofInline(node.of)
    }
  }
  const ofList = (list: List) => {
    for (const item of list.items) {
      ofInline(item.of)
      item.lists.forEach(ofList)
    }
  }
  for (const block of blocks) block.kind === 'list' ? ofList(block) : ofInline(block.of)
  return [...found]
}
