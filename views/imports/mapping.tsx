import type { Reading } from '#src/imports/csv.ts'
import { encodings } from '#src/imports/encoding.ts'
import { type Mapping as Columns, type FieldKey, fieldKeys, isFieldKey, partsOf } from '#src/imports/fields.ts'
import type { Import, ImportOptions, RowProblemLine } from '#src/imports/import.ts'
import type { DoubtfulRow, Joined, Preview, PreviewAt, PreviewRow } from '#src/imports/preview.ts'
import {
  doubtfulChoices,
  doubtsShown,
  existingChoices,
  rowOutcomes,
  rowsShown,
  separatorOf,
  separators,
} from '#src/imports/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { dateOrders } from '#src/platform/language/typed-date.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, PostButton } from '../ui/button.tsx'
import { Radios, Select, wordedOptions } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { outcomeTones } from './status.ts'
import { fieldNames, rowWords, words } from './words.ts'

interface Props {
  viewer: Viewer
  one: Import
  headings: string[]
  product: string | null
  /** As what the file was read. */
  reading: Reading
  /** The cells of the first row, as an example beside each heading. */
  example: string[]
  mapping: Columns
  options: ImportOptions
  preview: Preview
  at: PreviewAt
  problem?: string | undefined
  /** As it is now, where somebody has changed it since. */
  theirs?: Import | undefined
}

/** A field with whose it is: "Contact 2: E-mail". */
export function fieldName(viewer: Viewer, key: FieldKey): string {
  const { contact, name } = partsOf(key)
  const w = words[viewer.language]
  return `${contact === 0 ? w.account : w.contact(String(contact))}: ${fieldNames[viewer.language][name]}`
}

export const MappingPage = (props: Props) => (
  <Page viewer={props.viewer} title={props.one.file_name} wide>
    <Mapping {...props} />
  </Page>
)

const pathOf = (one: Import) => `/imports/${one.id}`

const queryOf = ({ rows, doubts }: PreviewAt, part = '') => {
  const query = new URLSearchParams({
    ...(rows ? { rows: `${rows}` } : {}),
    ...(doubts ? { doubts: `${doubts}` } : {}),
  })
  return `${query.size > 0 ? `?${query}` : ''}${part}`
}

/** All that is said about a file before its import starts. */
export function Mapping(props: Props) {
  const { viewer, one, headings, product, mapping, options, preview, at, problem, theirs } = props
  const w = words[viewer.language]
  const base = pathOf(one)
  return (
    <div id="import-mapping">
      <div class="page-head">
        <h1>{one.file_name}</h1>
        <PostButton viewer={viewer} action={`${base}/cancellation`} kind="quiet" label={w.cancel} />
      </div>
      {product && <p class="notice">{w.recognised(product)}</p>}
      {problem && (
        <p class="notice notice-bad" role="alert">
          {problem} {preview.undecided > 0 && <a href="#doubtful">{w.toDoubtful}</a>}
        </p>
      )}
      {!problem && preview.undecided > 0 && (
        <p class="notice notice-warn">
          {w.undecided(formatsIn(viewer.language).count(preview.undecided))} <a href="#doubtful">{w.toDoubtful}</a>
        </p>
      )}
      {theirs && <Theirs {...props} theirs={theirs} />}
      <Form viewer={viewer} action={`${base}/mapping${queryOf(at)}`} version={one.version}>
        <FileReading {...props} />
        {headings.length > 0 && (
          <Section id="columns" title={w.map}>
            <p class="muted">{w.mapText}</p>
            <ColumnNotices {...props} />
            <table class="cards">
              <thead>
                <tr>
                  <th scope="col">{w.column}</th>
                  <th scope="col">{w.becomes}</th>
                  <th scope="col">{w.example}</th>
                </tr>
              </thead>
              <tbody>
                {headings.map((_, i) => (
                  <tr>
                    <td>
                      <label for={`f-column-${i}`}>{headingOf(viewer, headings, i)}</label>
                    </td>
                    <td>
                      <FieldChoice viewer={viewer} index={i} chosen={mapping[i] ?? null} />
                    </td>
                    <td data-label={w.example}>{props.example[i]?.slice(0, 80)}</td>
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
        {(preview.doubtful > 0 || preview.examined < preview.total) && <Doubts {...props} />}
        <div class="form-actions form-end">
          <Button name="next" value="preview">
            {w.update}
          </Button>
          <Button name="next" value="start" kind="primary">
            {w.start}
          </Button>
        </div>
      </Form>
      <PreviewSection {...props} />
    </div>
  )
}

const headingOf = (viewer: Viewer, headings: readonly string[], column: number): string =>
  headings[column] || `${words[viewer.language].column} ${column + 1}`

/** As what the file is read. With JavaScript a choice is taken at once. */
function FileReading({ viewer, one, reading, at }: Props) {
  const w = words[viewer.language]
  const live = {
    'hx-post': `${pathOf(one)}/mapping${queryOf(at)}`,
    'hx-trigger': 'change',
    'hx-include': 'closest form',
    'hx-target': '#import-mapping',
    'hx-swap': 'outerHTML',
  }
  return (
    <Section id="reading" title={w.reading}>
      <p class="muted">{w.readingText}</p>
      <div class="field-grid" {...live}>
        <Select
          name="encoding"
          label={w.encoding}
          value={reading.encoding ?? ''}
          options={wordedOptions(encodings, w.encodings)}
        />
        {reading.delimiter && (
          <Select
            name="separator"
            label={w.separator}
            value={separatorOf(reading.delimiter)}
            options={wordedOptions(separators, w.separators)}
          />
        )}
        {reading.hasHeading !== undefined && (
          <Select
            name="heading"
            label={w.firstRow}
            value={reading.hasHeading ? 'yes' : 'no'}
            options={wordedOptions(['yes', 'no'] as const, w.firstRows)}
          />
        )}
      </div>
      <div class="form-actions">
        <Button name="next" value="preview">
          {w.readAgain}
        </Button>
      </div>
    </Section>
  )
}

/** Columns that are mapped and not used, and those that hold addresses and are not mapped. */
function ColumnNotices({ viewer, headings, mapping, preview }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  return (
    <>
      {preview.addresses.map((column) => (
        <p class="notice notice-warn">{w.addressesUnmapped(headingOf(viewer, headings, column))}</p>
      ))}
      {preview.unused.map(({ column, rows }) => (
        <p class="notice notice-warn">
          {w.unused(headingOf(viewer, headings, column), fieldName(viewer, mapping[column]!), count(rows))}
        </p>
      ))}
    </>
  )
}

/** What somebody else chose meanwhile, beside what stands in the form. */
function Theirs({ viewer, headings, mapping, options, theirs }: Props & { theirs: Import }) {
  const w = words[viewer.language]
  const columns: Columns = JSON.parse(theirs.mapping ?? '[]')
  const said: Partial<ImportOptions> = JSON.parse(theirs.options)
  const nameOf = (key: FieldKey | null | undefined) => (key ? fieldName(viewer, key) : w.notImported)
  return (
    <div class="notice notice-warn" role="alert">
      <p>{w.meanwhile}</p>
      <ul>
        {headings.flatMap((_, i) =>
          (columns[i] ?? null) === (mapping[i] ?? null)
            ? []
            : [<li>{`${headingOf(viewer, headings, i)}: ${nameOf(columns[i])}`}</li>],
        )}
        {said.existing && said.existing !== options.existing && (
          <li>{`${w.existing}: ${w.existings[said.existing]}`}</li>
        )}
        {said.order && said.order !== options.order && <li>{`${w.order}: ${w.orders[said.order]}`}</li>}
        {said.encoding && said.encoding !== options.encoding && (
          <li>{`${w.encoding}: ${w.encodings[said.encoding]}`}</li>
        )}
      </ul>
    </div>
  )
}

const joinedName = (viewer: Viewer, { ref, shortId, name }: Joined): string =>
  ref.startsWith('row:')
    ? words[viewer.language].ofRow(ref.split(':')[1]!, name)
    : [shortId, name].filter(Boolean).join(' ')

function JoinedLink({ viewer, joined }: { viewer: Viewer; joined: Joined }) {
  const w = words[viewer.language]
  const [kind, id] = joined.ref.split(':')
  const href = kind === 'account' ? `/accounts/${id}` : kind === 'contact' ? `/contacts/${id}` : null
  return (
    <>
      {href ? <a href={href}>{joinedName(viewer, joined)}</a> : joinedName(viewer, joined)}
      {joined.isArchived && ` (${w.archived})`}
    </>
  )
}

/** The rows that may be somebody who is there, each to be decided. */
function Doubts({ viewer, one, options, preview, at }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const last = preview.doubts.at(-1)?.number
  const hasMore = last !== undefined && preview.doubts.length < preview.doubtful && preview.doubts.length >= doubtsShown
  return (
    <Section id="doubtful" title={w.doubts} count={count(preview.doubtful)}>
      <p class="muted">{w.doubtsText}</p>
      {preview.examined < preview.total && <p class="notice">{w.beyond(count(preview.examined))}</p>}
      <ul class="rows">
        {preview.doubts.map((row) => (
          <DoubtItem viewer={viewer} row={row} />
        ))}
      </ul>
      {(hasMore || (at.doubts ?? 0) > 0) && (
        <p>
          {(at.doubts ?? 0) > 0 && (
            <a href={`${pathOf(one)}${queryOf({ rows: at.rows ?? 0 }, '#doubtful')}`}>{w.firstDoubts}</a>
          )}{' '}
          {hasMore && <a href={`${pathOf(one)}${queryOf({ ...at, doubts: last }, '#doubtful')}`}>{w.moreDoubts}</a>}
        </p>
      )}
      <Radios
        name="doubtful"
        label={w.others}
        value={options.doubtful ?? 'ask'}
        options={doubtfulChoices.map((value) => ({ value, label: w.othersAre[value] }))}
      />
    </Section>
  )
}

function DoubtItem({ viewer, row }: { viewer: Viewer; row: DoubtfulRow }) {
  const w = words[viewer.language]
  const id = `f-decision-${row.number}`
  return (
    <li>
      <p>
        <strong>
          {w.row} {row.number}: {row.account}
        </strong>{' '}
        <span class="muted">{row.contacts.join('; ')}</span>
      </p>
      <p>{w.reasons[row.reason]}:</p>
      <ul>
        {row.choices.map((choice) => (
          <li>
            <JoinedLink viewer={viewer} joined={choice} />
            {choice.says.length > 0 && ` · ${choice.says.join(' · ')}`}
          </li>
        ))}
      </ul>
      <input type="hidden" name="row" value={row.number} />
      <div class="field">
        <label for={id}>{w.decide(String(row.number))}</label>
        <select id={id} name="decision">
          <option value="">{w.undecidedYet}</option>
          {row.choices.map((choice) => (
            <option value={choice.ref} selected={choice.ref === row.decision}>
              {w.isSame(joinedName(viewer, choice))}
            </option>
          ))}
          <option value="new" selected={row.decision === 'new'}>
            {row.choices.every(({ ref }) => ref.startsWith('contact:')) ? w.isNewContact : w.isNew}
          </option>
          <option value="leave out" selected={row.decision === 'leave out'}>
            {w.isOut}
          </option>
        </select>
      </div>
    </li>
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

function PreviewSection({ viewer, one, preview, at }: Props) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const last = preview.rows.at(-1)?.number
  const hasMore = preview.rows.length >= rowsShown && preview.examined > preview.rows.length
  return (
    <Section id="preview" title={w.preview}>
      <p>
        {w.previewText(count(preview.total))}{' '}
        {rowOutcomes
          .filter((outcome) => preview.counts[outcome] > 0)
          .map((outcome) => `${w.outcomes[outcome]}: ${count(preview.counts[outcome])}`)
          .join(' · ')}
      </p>
      <PreviewTable viewer={viewer} rows={preview.rows} />
      {(hasMore || (at.rows ?? 0) > 0) && (
        <p>
          {(at.rows ?? 0) > 0 && (
            <a href={`${pathOf(one)}${queryOf({ doubts: at.doubts ?? 0 }, '#preview')}`}>{w.firstRows25}</a>
          )}{' '}
          {hasMore && last !== undefined && (
            <a href={`${pathOf(one)}${queryOf({ ...at, rows: last }, '#preview')}`}>{w.moreRows}</a>
          )}
        </p>
      )}
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
          <th scope="col">{w.outcome}</th>
          <th scope="col">{w.account}</th>
          <th scope="col">{w.contacts}</th>
          <th scope="col">{w.problems}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <td data-label={w.row}>{row.number}</td>
            <td data-label={w.outcome}>
              <span>
                <Badge kind={outcomeTones[row.outcome]}>{w.outcomes[row.outcome]}</Badge>{' '}
                {row.joins && <JoinedLink viewer={viewer} joined={row.joins} />}
              </span>
            </td>
            <td data-label={w.account}>{row.account}</td>
            <td data-label={w.contacts}>{row.contacts.join('; ')}</td>
            <td data-label={w.problems}>
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
