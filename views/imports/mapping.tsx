import { type FieldKey, fieldKeys, isFieldKey, type Mapping, partsOf } from '#src/imports/fields.ts'
import type { Import, ImportOptions, PreviewRow, RowProblemLine } from '#src/imports/import.ts'
import { existingChoices } from '#src/imports/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { dateOrders } from '#src/platform/language/typed-date.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, PostButton } from '../ui/button.tsx'
import { Radios } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { rowTones } from './status.ts'
import { fieldNames, rowWords, words } from './words.ts'

export interface Preview {
  rows: PreviewRow[]
  problems: PreviewRow[]
  total: number
}

interface Props {
  viewer: Viewer
  one: Import
  headings: string[]
  product: string | null
  /** The cells of the first row, as an example beside each heading. */
  example: string[]
  mapping: Mapping
  options: ImportOptions
  preview: Preview
  problem?: string | undefined
}

/** A field with whose it is: "Contact 2: E-mail". */
export function fieldName(viewer: Viewer, key: FieldKey): string {
  const { contact, name } = partsOf(key)
  const w = words[viewer.language]
  return `${contact === 0 ? w.account : w.contact(String(contact))}: ${fieldNames[viewer.language][name]}`
}

export function MappingPage({ viewer, one, headings, product, example, mapping, options, preview, problem }: Props) {
  const w = words[viewer.language]
  const base = `/imports/${one.id}`
  return (
    <Page viewer={viewer} title={one.file_name} wide>
      <div class="page-head">
        <h1>{one.file_name}</h1>
        <PostButton viewer={viewer} action={`${base}/cancellation`} kind="quiet" label={w.cancel} />
      </div>
      {product && <p class="notice">{w.recognised(product)}</p>}
      {problem && (
        <p class="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
      <Form viewer={viewer} action={`${base}/mapping`}>
        {headings.length > 0 && (
          <Section id="columns" title={w.map}>
            <p class="muted">{w.mapText}</p>
            <table class="cards">
              <thead>
                <tr>
                  <th scope="col">{w.column}</th>
                  <th scope="col">{w.becomes}</th>
                  <th scope="col">{w.example}</th>
                </tr>
              </thead>
              <tbody>
                {headings.map((heading, i) => (
                  <tr>
                    <td>
                      <label for={`f-column-${i}`}>{heading || `${w.column} ${i + 1}`}</label>
                    </td>
                    <td>
                      <FieldChoice viewer={viewer} index={i} chosen={mapping[i] ?? null} />
                    </td>
                    <td data-label={w.example}>{example[i]?.slice(0, 80)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        )}
        <Section id="options" title={w.options}>
          <Radios
            name="existing"
            label={w.existing}
            help={w.existingHelp}
            value={options.existing}
            options={existingChoices.map((value) => ({ value, label: w.existings[value] }))}
          />
          <Radios
            name="order"
            label={w.order}
            value={options.order}
            options={dateOrders.map((value) => ({ value, label: w.orders[value] }))}
          />
        </Section>
        <div class="form-actions form-end">
          <Button name="next" value="start" kind="primary">
            {w.start}
          </Button>
          {headings.length > 0 && (
            <Button name="next" value="preview">
              {w.update}
            </Button>
          )}
        </div>
      </Form>
      <PreviewSection viewer={viewer} preview={preview} />
    </Page>
  )
}

/** The most contacts that a list to choose from offers without being asked: more, where a column is one of theirs. */
const offered = 2

function FieldChoice({ viewer, index, chosen }: { viewer: Viewer; index: number; chosen: FieldKey | null }) {
  const keys = fieldKeys.filter(
    (key) => partsOf(key).contact <= offered || (chosen && partsOf(key).contact === partsOf(chosen).contact),
  )
  return (
    <select id={`f-column-${index}`} name="column">
      <option value="">{words[viewer.language].notImported}</option>
      {keys.map((key) => (
        <option value={key} selected={key === chosen}>
          {fieldName(viewer, key)}
        </option>
      ))}
    </select>
  )
}

function PreviewSection({ viewer, preview }: { viewer: Viewer; preview: Preview }) {
  const w = words[viewer.language]
  return (
    <Section id="preview" title={w.preview}>
      <p class="muted">{w.previewText(formatsIn(viewer.language).count(preview.total))}</p>
      <PreviewTable viewer={viewer} rows={preview.rows} />
      {preview.problems.length > 0 && (
        <>
          <h3>{w.firstProblems}</h3>
          <PreviewTable viewer={viewer} rows={preview.problems} />
        </>
      )}
    </Section>
  )
}

function PreviewTable({ viewer, rows }: { viewer: Viewer; rows: PreviewRow[] }) {
  const w = words[viewer.language]
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{w.row}</th>
          <th scope="col">{w.account}</th>
          <th scope="col">{w.contacts}</th>
          <th scope="col">{w.problems}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <td data-label={w.row}>{row.number}</td>
            <td data-label={w.account}>{row.account}</td>
            <td data-label={w.contacts}>{row.contacts.join('; ')}</td>
            <td data-label={w.problems}>
              {row.rejected && <Badge kind={rowTones.rejected}>{w.rejectedRow}</Badge>}{' '}
              <Problems viewer={viewer} problems={row.problems} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What is wrong with a row, in words. */
export const problemLine = (viewer: Viewer, { field, code, value }: RowProblemLine): string =>
  [isFieldKey(field) && `${fieldName(viewer, field)}:`, rowWords[viewer.language][code], value && `(${value})`]
    .filter(Boolean)
    .join(' ')

const Problems = ({ viewer, problems }: { viewer: Viewer; problems: RowProblemLine[] }) => (
  <>{problems.map((problem) => problemLine(viewer, problem)).join(' · ')}</>
)
