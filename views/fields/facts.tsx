import type { Field } from '#src/fields/field.ts'
import { isHidden } from '#src/fields/rules.ts'
import type { FieldSheet, Owner } from '#src/fields/value.ts'
import { can } from '#src/staff/rights.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import type { Viewer } from '../viewer.ts'
import { byHeading } from './inputs.tsx'
import { Masked, ShownValue } from './value.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  owner: Owner
  sheet: FieldSheet
}

/** Where one field of an account or a contact lives. */
export const fieldPath = ({ subject, id }: Owner, fieldId: number): string => `/${subject}s/${id}/fields/${fieldId}`

/** The page on which an owner's values stand. */
export const homeOf = ({ subject, id }: Owner): string => `/${subject}s/${id}${subject === 'account' ? '/info' : ''}`

/** Who may change an owner's values, and so look at what is hidden of them. */
export const mayEdit = (viewer: Viewer, { subject }: Pick<Owner, 'subject'>): boolean =>
  can(viewer.staff, subject === 'account' ? 'manage accounts' : 'edit contacts')

/** The fields that are filled in, under their headings, each with the way to its history. Nothing where none is. */
export function FieldFacts({ viewer, owner, sheet }: Props) {
  const filled = sheet.fields.filter((field) => sheet.values.has(field.id))
  return (
    <>
      {byHeading(filled).map(({ heading, fields }) => (
        <div class="field-facts">
          {heading && <h3>{heading}</h3>}
          <dl class="facts">
            {fields.map((field) => (
              <div>
                <dt>{field.name}</dt>
                <dd>
                  <Fact viewer={viewer} owner={owner} sheet={sheet} field={field} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  )
}

function Fact({ viewer, owner, sheet, field }: Props & { field: Field }) {
  const w = words[viewer.language]
  const stored = sheet.values.get(field.id) ?? ''
  const path = fieldPath(owner, field.id)
  return (
    <div class="fact">
      {isHidden(field, stored) ? (
        <div id={`field-${field.id}-value`}>
          <Masked viewer={viewer} />{' '}
          {mayEdit(viewer, owner) && (
            <PostButton
              viewer={viewer}
              action={`${path}/reveal`}
              label={
                <>
                  {w.reveal}
                  <span class="visually-hidden"> {field.name}</span>
                </>
              }
              kind="quiet"
              hx={{ target: `#field-${field.id}-value` }}
            />
          )}
        </div>
      ) : (
        <bdi>
          <ShownValue viewer={viewer} field={field} stored={stored} people={sheet.people} />
        </bdi>
      )}{' '}
      <LinkButton href={`${path}/history`} kind="link" label={w.historyOf(field.name)}>
        {w.history}
      </LinkButton>
    </div>
  )
}

/** An opened value in the place of its mask: for this page alone, and until it is hidden again. */
export const RevealedValue = ({
  viewer,
  owner,
  field,
  text,
}: {
  viewer: Viewer
  owner: Owner
  field: Field
  text: string
}) => (
  <span id={`field-${field.id}-value`}>
    <bdi>{text}</bdi>{' '}
    <LinkButton href={homeOf(owner)} kind="link" autofocus>
      {words[viewer.language].hide}
      <span class="visually-hidden"> {field.name}</span>
    </LinkButton>
  </span>
)
