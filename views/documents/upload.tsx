import type { PropsWithChildren } from 'hono/jsx'
import type { Added } from '#src/documents/add.ts'
import { sameNames } from '#src/documents/rules.ts'
import type { Received as Files } from '#src/documents/upload.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { Button, HiddenFields } from '../ui/button.tsx'
import { Checkbox, FileField, Radios } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './list-words.ts'

const namedOneByOne = 3
const outcomes = [
  'added',
  'added beside',
  'new version',
  'there already',
] as const satisfies readonly Added['outcome'][]

/** What became of each file, in a sentence. Of those that were not stored it says why. */
function receivedLines(viewer: Viewer, { added, refused }: Files, most: number): string[] {
  const w = words[viewer.language]
  const size = formatsIn(viewer.language).size(most)
  return [
    ...refused.map(({ name, why }) => w.outcomes[why](name, size)),
    ...added.map(({ document }) => w.outcomes[document.outcome](document.name)),
  ]
}

/** What became of files that were all taken: of few each in a sentence, of many how many. */
export function receivedText(viewer: Viewer, received: Files): string {
  const w = words[viewer.language]
  if (received.added.length <= namedOneByOne) return receivedLines(viewer, received, 0).join(' ')
  return outcomes
    .map((outcome) => [outcome, received.added.filter(({ document }) => document.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => w.counts[outcome](count))
    .join(' ')
}

/** What became of each file. */
export function Received({ viewer, received, most }: { viewer: Viewer; received: Files; most: number }) {
  const w = words[viewer.language]
  const isBad = received.refused.length > 0 || received.added.length === 0
  const lines = receivedLines(viewer, received, most)
  return (
    <ul
      class={`received notice ${isBad ? 'notice-bad' : 'notice-good'}`}
      aria-label={w.received}
      role={isBad ? 'alert' : undefined}
    >
      {(lines.length > 0 ? lines : [w.noFile]).map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

interface Props {
  viewer: Viewer
  accountId: number
  /** The folder's number; "top" for the top. */
  folder: string
  /** How large one file may be, in bytes. */
  most: number
  open: boolean
  /** Without JavaScript its answer leads back to the overview. */
  isFromOverview?: boolean | undefined
}

/**
 * Around a form that sends files: a script sends them one by one, with the progress of each, and has the list ask for itself again.
 * What is chosen about the files stands before them: it must have arrived when the first one does.
 */
export function UploadPanel({ viewer, list, children }: PropsWithChildren<{ viewer: Viewer; list: string }>) {
  const w = words[viewer.language]
  return (
    <div
      class="panel"
      data-upload={list}
      data-drop={w.filesDrop}
      data-waiting={w.waiting}
      data-sending={w.sending}
      data-failed={w.failed}
      data-stopped={w.stopped}
      data-again={w.tryAgain}
      data-stop={w.stop}
    >
      {children}
      <ul class="uploads" aria-live="polite"></ul>
    </div>
  )
}

/** The form that sends files to a folder. */
export function UploadForm({ viewer, accountId, folder, most, open, isFromOverview }: Props) {
  const w = words[viewer.language]
  return (
    <details class="upload" open={open}>
      <summary class="button button-primary">{w.upload}</summary>
      <UploadPanel viewer={viewer} list="#document-list">
        <Form viewer={viewer} action={`/accounts/${accountId}/documents`} multipart>
          <HiddenFields fields={{ folder }} />
          {isFromOverview && (
            <noscript>
              <HiddenFields fields={{ from: 'overview' }} />
            </noscript>
          )}
          <Checkbox name="shared" label={w.sharedToo} />
          <Radios
            name="same_name"
            label={w.sameName}
            options={sameNames.map((value) => ({ value, label: w.sameNames[value] }))}
            value="keep both"
            short
          />
          <FileField
            name="files"
            label={w.files}
            help={w.filesHelp(formatsIn(viewer.language).size(most))}
            multiple
            required
          />
          <Button kind="primary">{w.uploadHere}</Button>
        </Form>
      </UploadPanel>
    </details>
  )
}
