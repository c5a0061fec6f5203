import { type HTMLElement, parse } from 'node-html-parser'

export interface FormField {
  name: string
  /** The type of an input, else the element's name. */
  kind: string
  /** What a browser would send of it as the page came; null where it sends nothing. */
  value: string | null
}

/** The fields of a form, and its buttons that have a name. */
export const fieldsOf = (form: HTMLElement): FormField[] =>
  form
    .querySelectorAll('input[name], textarea[name], select[name], button[name]')
    .map((field) => ({ name: field.getAttribute('name')!, kind: kindOf(field), value: sentOf(field) }))

const kindOf = (field: HTMLElement) =>
  field.rawTagName === 'input' ? (field.getAttribute('type') ?? 'text') : field.rawTagName

function sentOf(field: HTMLElement): string | null {
  const kind = kindOf(field)
  if (kind === 'file' || (/radio|checkbox/.test(kind) && !field.hasAttribute('checked'))) return null
  if (kind === 'textarea') return field.text
  const chosen = kind === 'select' ? (field.querySelector('option[selected]') ?? field.querySelector('option')) : field
  return chosen?.getAttribute('value') ?? (kind === 'checkbox' ? 'on' : '')
}

/** The forms of a page, with what a browser would send of each. Files are left out. */
export const formsOf = (html: string) =>
  parse(html)
    .querySelectorAll('form')
    .map((form) => ({
      action: form.getAttribute('action') ?? '',
      method: (form.getAttribute('method') ?? 'get').toUpperCase(),
      takesFiles: form.querySelector('input[type=file]') !== null,
      fields: fieldsOf(form)
        .filter(({ value }) => value !== null)
        .map(({ name, value }): [string, string] => [name, value!]),
    }))
