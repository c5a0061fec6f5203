/** What a file is to people. */
export const kinds = [
  'pdf',
  'picture',
  'word',
  'excel',
  'powerpoint',
  'opendocument',
  'old office',
  'table',
  'text',
  'archive',
  'mail',
  'sound',
  'film',
  'page',
  'program',
  'other',
] as const
export type Kind = (typeof kinds)[number]

const ooxml = 'application/vnd.openxmlformats-officedocument.'
const byType: readonly [RegExp, Kind][] = [
  [/^application\/pdf$/, 'pdf'],
  [/^image\//, 'picture'],
  [new RegExp(`^${ooxml}wordprocessingml`), 'word'],
  [new RegExp(`^${ooxml}spreadsheetml`), 'excel'],
  [new RegExp(`^${ooxml}presentationml`), 'powerpoint'],
  [/^application\/vnd\.oasis\.opendocument/, 'opendocument'],
  [/^application\/x-cfb$/, 'old office'],
  [/^text\/csv$/, 'table'],
  [/^application\/xml$/, 'page'],
  [/^text\//, 'text'],
  [/^application\/(zip|gzip|x-7z-compressed|x-tar|x-bzip2|x-rar-compressed|x-xz|zstd)$/, 'archive'],
  [/^message\//, 'mail'],
  [/^audio\//, 'sound'],
  [/^video\//, 'film'],
  [/^application\/(x-msdownload|x-elf|x-mach-binary|x-executable)$/, 'program'],
]

/** What a file is, by its content's media type. */
export const kindOf = (type: string): Kind => byType.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'

/** What a name's ending says that a file is, and what else it may well be called by: office files are ZIPs inside, and many are texts. */
const byEnding: Record<string, readonly Kind[]> = {
  pdf: ['pdf'],
  jpg: ['picture'],
  jpeg: ['picture'],
  png: ['picture'],
  gif: ['picture'],
  webp: ['picture'],
  avif: ['picture'],
  heic: ['picture'],
  tif: ['picture'],
  tiff: ['picture'],
  bmp: ['picture'],
  svg: ['picture', 'page', 'text'],
  docx: ['word', 'archive'],
  xlsx: ['excel', 'archive'],
  pptx: ['powerpoint', 'archive'],
  odt: ['opendocument', 'archive'],
  ods: ['opendocument', 'archive'],
  doc: ['old office', 'word', 'archive'],
  xls: ['old office', 'excel', 'archive'],
  ppt: ['old office', 'powerpoint', 'archive'],
  csv: ['table', 'text'],
  txt: ['text', 'table', 'page'],
  xml: ['page', 'text'],
  html: ['page', 'text'],
  zip: ['archive', 'word', 'excel', 'powerpoint', 'opendocument'],
  mp3: ['sound'],
  mp4: ['film', 'sound'],
}

/** The ending of a name that says something else than the file is, ".pdf"; null where the two agree or the ending says nothing. */
export function misleadingEnding(name: string, type: string): string | null {
  const ending = /[^.]\.([a-z0-9]{2,4})$/i.exec(name)?.[1]?.toLowerCase()
  const expected = ending !== undefined && Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined
  return expected && !expected.includes(kindOf(type)) ? `.${ending}` : null
}
