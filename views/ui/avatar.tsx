const shades = 8

// A legal form and the particles of a name are no initials: “Têxteis Jesus, Lda.” is TJ.
const passedOver = /^(lda|ltd|limited|sa|inc|llc|plc|da|de|do|das|dos|e|of|the|and)$/i

const initialsOf = (name: string) => {
  const all = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const telling = all.filter((word) => !passedOver.test(word))
  const words = telling.length > 0 ? telling : all
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word!][0]) : [...(words[0] ?? '?')].slice(0, 1)
  return letters.join('').toUpperCase()
}

const shadeOf = (name: string) =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 9973, 7) % shades

interface Props {
  name: string
  size?: 'small' | 'large' | 'huge'
  /** Where the photo is; without one there are initials on a colour that the name always has. */
  photo?: string | undefined
}

const pixels = { small: 24, large: 54, huge: 128 }

/** For the eye alone, the initials drawn by the style sheet: the name stands beside it. */
export const Avatar = ({ name, size = 'small', photo }: Props) =>
  photo ? (
    <img class={`avatar avatar-${size}`} src={photo} alt="" width={pixels[size]} height={pixels[size]} loading="lazy" />
  ) : (
    <span
      class={`avatar avatar-${size} shade-${shadeOf(name)}`}
      aria-hidden="true"
      data-initials={initialsOf(name)}
    ></span>
  )
