import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    photo: 'Photo',
    add: 'Add a photo',
    change: 'Change photo',
    remove: 'Remove photo',
    picture: 'Picture',
    pictureHelp:
      'JPEG, PNG, WebP, GIF or AVIF, at most 20 MB. It is cropped to a square; place and time of the picture are not kept.',
    save: 'Save photo',
    move: 'Drag the picture, or use the arrow keys, to choose the square to keep.',
    zoom: 'Zoom',
    saved: 'The photo was saved.',
    removed: 'The photo was removed.',
  },
  pt: {
    photo: 'Fotografia',
    add: 'Adicionar fotografia',
    change: 'Alterar fotografia',
    remove: 'Remover fotografia',
    picture: 'Imagem',
    pictureHelp:
      'JPEG, PNG, WebP, GIF ou AVIF, no máximo 20 MB. É recortada num quadrado; o local e a data da fotografia não são guardados.',
    save: 'Guardar fotografia',
    move: 'Arraste a imagem, ou use as teclas de seta, para escolher o quadrado a manter.',
    zoom: 'Ampliar',
    saved: 'A fotografia foi guardada.',
    removed: 'A fotografia foi removida.',
  },
})
