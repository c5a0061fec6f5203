import type { FormState } from '#src/platform/web/form.ts'

/** What a list of ticks was when the form was made: only the difference to it is applied. */
export const Was = ({ name, form }: { name: string; form: FormState }) => (
  <>
    {form.lists[`${name}_was`]?.map((value) => (
      <input type="hidden" name={`${name}_was`} value={value} />
    ))}
  </>
)
