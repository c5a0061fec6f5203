import { z } from 'zod'
import { choice, line, requiredLine, version } from '#src/platform/web/form.ts'
import { tagColours } from '#views/ui/tag-colours.ts'

export const tagForm = z.object({ name: requiredLine(50), colour: choice(tagColours), version })

/** A tag made in place, on the form of what is to carry it; a blank name makes none. */
export const newTagForm = z.object({ new_tag: line(50), new_tag_colour: choice(tagColours) })
