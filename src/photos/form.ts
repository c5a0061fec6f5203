import { z } from 'zod'
import { line, problem } from '#src/platform/web/form.ts'

/** 0 to 1, or '' for what nobody has chosen. */
const fraction = line(30)
  .transform((value) => (value === '' ? null : Number(value)))
  .refine((value) => value === null || (value >= 0 && value <= 1), problem('not a number'))

export const squareForm = z.object({ crop_x: fraction, crop_y: fraction, crop_size: fraction })
