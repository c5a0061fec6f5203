import { z } from 'zod'
import { choice, requiredLine, version } from '#src/platform/web/form.ts'
import { tagColours } from '#views/ui/tag-colours.ts'

export const tagForm = z.object({ name: requiredLine(50), colour: choice(tagColours), version })
