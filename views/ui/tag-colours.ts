/** The colours that a tag may have; each is a class of the style sheet with readable text in light and dark. */
export const tagColours = [
  'slate',
  'red',
  'orange',
  'amber',
  'olive',
  'green',
  'teal',
  'blue',
  'indigo',
  'violet',
  'pink',
  'brown',
] as const
export type TagColour = (typeof tagColours)[number]
export const tagClass = (colour: string): string =>
  tagColours.includes(colour as TagColour) ? `tag tag-${colour}` : 'tag tag-slate'
