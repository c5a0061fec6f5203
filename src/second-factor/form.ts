import { z } from 'zod'
import { choice, line } from '#src/platform/web/form.ts'
import { ownPasswordForm } from '#src/staff/form.ts'
import { demands } from './rules.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    'second factor': 'wrong code'
  }
}

export const codeForm = z.object({ code: line(60) })
/** The first code of an app that is being set up. */
export const setupForm = z.object({ setup_code: line(60) })
/** What its owner wants of a second factor that they have. */
export const ownFactorForm = ownPasswordForm.extend({ code: line(60), wanted: choice(['codes', 'another', 'off']) })
export const demandForm = z.object({ second_factor: choice(demands) })
