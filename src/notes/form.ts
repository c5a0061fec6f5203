import { z } from 'zod'
import { choice, emptyForm, line, lines, problem, version } from '#src/platform/web/form.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    notes: 'note too long'
  }
}

/** How many bytes a note may have: more belongs into a file. */
const mostBytes = 100 * 1024

const noteText = lines(1_000_000)
  .refine((text) => text !== '', problem('required'))
  .refine((text) => Buffer.byteLength(text) <= mostBytes, problem('note too long'))

/** Where a note is written: the region that htmx gets back, and the page that everybody else goes on to. */
export const places = ['overview', 'notes'] as const

/** `mention` is a person chosen beside the text, where no script has put their name into it. */
export const noteForm = z.object({
  text: noteText,
  mention: line(200),
  from: choice(places).catch('notes'),
})

/** A form for a note that is not written yet. */
export const blankNote = () => emptyForm()
export const editForm = z.object({ text: noteText, mention: line(200), version })
export const restoreVersionForm = z.object({ version })

/** A text that mentions the person of that name too. */
export const alsoMentioning = (text: string, name: string): string =>
  name === '' || text.includes(`@${name}`) ? text : `${text} @${name}`
